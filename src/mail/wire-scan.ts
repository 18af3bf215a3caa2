/**
 * One pass over content as DATA brings it (RFC 5321 section 4.5.2): finds its end, its header section, and
 * the bytes that two mail programs may read differently. Resumable at every byte; keeps no content and does no I/O.
 */

import type { Ambiguity } from './mail.ts'

const lf = 10
const cr = 13
const dot = 46

/** Where the last byte read left the scan. */
const inText = 0
const afterCr = 1
const atLineStart = 2
const afterDot = 3
const afterDotCr = 4
/** A CR that begins a line: with LF behind it the line is empty. */
const afterFirstCr = 5

const sawNul = 1
const sawBareCr = 2
const sawBareLf = 4

const faultsByMask: readonly (readonly Ambiguity[])[] = Array.from({ length: 8 }, (_, mask) => {
  const faults: Ambiguity[] = []
  if ((mask & sawNul) !== 0) faults.push({ kind: 'nul' })
  if ((mask & sawBareCr) !== 0) faults.push({ kind: 'bare-cr' })
  if ((mask & sawBareLf) !== 0) faults.push({ kind: 'bare-lf' })
  return faults
})

/** What a scan has seen so far. Begins before the first byte, which begins a line. Offsets count from there. */
export class WireScan {
  #state = atLineStart
  #faults = 0
  #size = 0
  #headerSize = -1
  #dotted = false
  #dotInHeader = false

  /**
   * Reads on. Gives the index in `chunk` behind the final `.` CRLF line, or -1 where the content goes on.
   * Only a dot between CRLF (or the start) and CRLF ends it. Not to be called again after the end.
   */
  push(chunk: Buffer): number {
    const length = chunk.length
    const words = wordsOf(chunk)
    let state = this.#state
    let at = 0
    while (at < length) {
      if (state === inText) {
        at = nextLowByte(chunk, words, at)
        if (at === length) break
        if (chunk[at] === cr && chunk[at + 1] === lf) {
          // The common line end: nothing to remember where the next line begins with a plain character.
          const next = chunk[at + 2] ?? 0
          if (next >= 16 && next !== dot) {
            at += 3
            continue
          }
        }
      }
      const byte = chunk[at] ?? 0
      at += 1
      if (byte === lf) {
        if (state === afterCr) {
          state = atLineStart
          continue
        }
        if (state === afterFirstCr) {
          state = atLineStart
          if (this.#headerSize < 0) this.#headerSize = this.#size + at
          continue
        }
        if (state === afterDotCr) {
          this.#size += at
          return at
        }
        this.#faults |= sawBareLf
      } else if (state === afterCr || state === afterFirstCr || state === afterDotCr)
        this.#faults |= sawBareCr
      if ((state === afterDot && byte !== cr) || state === afterDotCr) {
        this.#dotted = true
        if (this.#headerSize < 0) this.#dotInHeader = true
      }
      if (byte === cr) {
        state = state === atLineStart ? afterFirstCr : state === afterDot ? afterDotCr : afterCr
      } else if (byte === dot && state === atLineStart) state = afterDot
      else {
        if (byte === 0) this.#faults |= sawNul
        state = inText
      }
    }
    this.#state = state
    this.#size += length
    return -1
  }

  /** Octets read, with the final `.` CRLF once it was found. */
  size(): number {
    return this.#size
  }

  /** Octets of the header section with its closing empty line, in wire form; -1 until that line was read. */
  headerSize(): number {
    return this.#headerSize
  }

  /** A line before the end of the header section begins with a dot. */
  dotInHeader(): boolean {
    return this.#dotInHeader
  }

  /** Any line begins with a dot: only then does the wire form differ from the mail. */
  dotted(): boolean {
    return this.#dotted
  }

  /** NUL, bare CR and bare LF, each named once. */
  lineFaults(): readonly Ambiguity[] {
    return faultsByMask[this.#faults] ?? []
  }
}

/** Below this length a view costs more than it saves. */
const shortest = 32

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
const noWords = new Int32Array(0)

/** The chunk as whole 32-bit words, from the word boundary at or before its first byte. */
function wordsOf(chunk: Buffer): Int32Array {
  if (chunk.length < shortest || !littleEndian) return noWords
  const lead = chunk.byteOffset & 3
  return new Int32Array(chunk.buffer, chunk.byteOffset - lead, (lead + chunk.length) >> 2)
}

/**
 * Index of the next byte below 16 (NUL, LF, CR and rare controls) at or behind `from`, or the length.
 * Four bytes at a time: the lowest bit set in `(word - 0x10101010) & ~word & 0x80808080` belongs to the first
 * byte of the word that is below 16; the test is zero exactly where there is none.
 */
function nextLowByte(chunk: Buffer, words: Int32Array, from: number): number {
  const length = chunk.length
  const lead = chunk.byteOffset & 3
  let word = (from + lead) >> 2
  if (word < words.length) {
    const first = words[word] ?? 0
    let low = (first - 0x10101010) & ~first & 0x80808080 & (-1 << (((from + lead) & 3) << 3))
    // Two words at a time: where both have no low byte, which is nearly always, there is one branch for eight bytes.
    const last = words.length - 2
    while (low === 0) {
      word += 1
      while (word < last) {
        const one = words[word] ?? 0
        const two = words[word + 1] ?? 0
        if (((((one - 0x10101010) & ~one) | ((two - 0x10101010) & ~two)) & 0x80808080) !== 0) break
        word += 2
      }
      if (word >= words.length) return nextLowByteSingly(chunk, (word << 2) - lead)
      const value = words[word] ?? 0
      low = (value - 0x10101010) & ~value & 0x80808080
    }
    return (word << 2) - lead + ((31 - Math.clz32(low & -low)) >> 3)
  }
  return from < length ? nextLowByteSingly(chunk, from) : length
}

function nextLowByteSingly(chunk: Buffer, from: number): number {
  for (let at = from; at < chunk.length; at += 1) if ((chunk[at] ?? 0) < 16) return at
  return chunk.length
}
