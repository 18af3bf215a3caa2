/**
 * From the bytes of a dump to its text, block by block: encodings, byte order mark, the end mark of old systems.
 * Knows nothing of records.
 */

import { isUtf8 } from 'node:buffer'
import { decodeLegacy } from './legacy-japanese.ts'
import type { Encoding } from './rules.ts'

export interface DumpText {
  /** The encoding that was used in the end; never `auto`. */
  readonly encoding: Exclude<Encoding, 'auto'>
  /**
   * The physical lines from an offset in the bytes on, which must be 0 or the `end` of a block. About so many
   * octets: always whole lines, and at least one of them.
   */
  readonly blockAt: (offset: number, octets: number) => DumpBlock
}

export interface DumpBlock {
  readonly text: string
  /** How many line feeds the text has. */
  readonly lineFeeds: number
  /** Lines of the block, from 0, that hold bytes which do not decode; there the text has U+FFFD. */
  readonly undecodable: readonly number[]
  /** Offset in the bytes behind the block. */
  readonly end: number
  readonly isLast: boolean
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const lineFeed = 0x0a
const endMark = 0x1a

/** Of UTF-8. */
export function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(byteOrderMark)
}

/** Without 0x1A at the end of the file, be it before, between or after line ends. */
function withoutEndMark(bytes: Buffer): Buffer {
  let end = bytes.length
  let marked = false
  for (; end > 0; end -= 1) {
    const last = bytes[end - 1]
    if (last === endMark) marked = true
    else if (last !== lineFeed && last !== 0x0d) break
  }
  return marked ? bytes.subarray(0, end) : bytes
}

/** A mark says UTF-8, even where the bytes then turn out faulty. */
function encodingOf(bytes: Buffer, declared: Encoding): Exclude<Encoding, 'auto'> {
  if (declared !== 'auto') return declared
  return hasByteOrderMark(bytes) || isUtf8(bytes) ? 'utf-8' : 'cp932'
}

/** Lines, from 0, in which the offsets lie. */
function linesOfOffsets(bytes: Buffer, offsets: readonly number[]): readonly number[] {
  const lines = new Set<number>()
  let line = 0
  let next = bytes.indexOf(lineFeed)
  for (const offset of offsets) {
    while (next !== -1 && next < offset) {
      line += 1
      next = bytes.indexOf(lineFeed, next + 1)
    }
    lines.add(line)
  }
  return [...lines]
}

/** Line by line: no byte of a sequence of UTF-8 is a line feed. */
function undecodableLinesOfUtf8(bytes: Buffer): readonly number[] {
  const lines: number[] = []
  let start = 0
  for (let line = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(lineFeed, start)
    const end = feed === -1 ? bytes.length : feed
    if (!isUtf8(bytes.subarray(start, end))) lines.push(line)
    start = end + 1
  }
  return lines
}

function countOfFeeds(bytes: Buffer): number {
  let count = 0
  for (let feed = bytes.indexOf(lineFeed); feed !== -1; feed = bytes.indexOf(lineFeed, feed + 1)) count += 1
  return count
}

/** A line feed is never part of a longer sequence, in any of the encodings: lines decode each by itself. */
function decode(bytes: Buffer, encoding: DumpText['encoding']): Pick<DumpBlock, 'text' | 'undecodable'> {
  if (encoding === 'utf-8') {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    return { text, undecodable: isUtf8(bytes) ? [] : undecodableLinesOfUtf8(bytes) }
  }
  const { text, faults } = decodeLegacy(bytes, encoding === 'cp932' ? 'shift_jis' : 'euc-jp')
  return { text, undecodable: linesOfOffsets(bytes, faults) }
}

export function readDumpText(bytes: Buffer, declared: Encoding): DumpText {
  const marked = withoutEndMark(bytes)
  const encoding = encodingOf(marked, declared)
  const content =
    encoding === 'utf-8' && hasByteOrderMark(marked) ? marked.subarray(byteOrderMark.length) : marked
  return {
    encoding,
    blockAt: (offset, octets) => {
      const feed = content.indexOf(lineFeed, offset + octets - 1)
      const end = feed === -1 ? content.length : feed + 1
      const block = content.subarray(offset, end)
      return {
        ...decode(block, encoding),
        lineFeeds: countOfFeeds(block),
        end,
        isLast: end === content.length,
      }
    },
  }
}
