/**
 * From the bytes of a dump to its text: encodings, byte order mark, the end mark of old systems.
 * Knows nothing of records.
 */

import { isUtf8 } from 'node:buffer'
import { decodeLegacy } from './legacy-japanese.ts'
import type { Encoding } from './rules.ts'

export interface DumpText {
  readonly text: string
  /** The encoding that was used in the end; never `auto`. */
  readonly encoding: Exclude<Encoding, 'auto'>
  /** Physical lines, from 1, that hold bytes which do not decode; there the text has U+FFFD. */
  readonly undecodable: readonly number[]
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const lineFeed = 0x0a
const endMark = 0x1a

function hasByteOrderMark(bytes: Buffer): boolean {
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

function linesOfOffsets(bytes: Buffer, offsets: readonly number[]): readonly number[] {
  const lines = new Set<number>()
  let line = 1
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
  for (let line = 1; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(lineFeed, start)
    const end = feed === -1 ? bytes.length : feed
    if (!isUtf8(bytes.subarray(start, end))) lines.push(line)
    start = end + 1
  }
  return lines
}

export function readDumpText(bytes: Buffer, declared: Encoding): DumpText {
  const content = withoutEndMark(bytes)
  const encoding = encodingOf(content, declared)
  if (encoding === 'utf-8') {
    const marked = hasByteOrderMark(content) ? content.subarray(byteOrderMark.length) : content
    const undecodable = isUtf8(marked) ? [] : undecodableLinesOfUtf8(marked)
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(marked)
    return { text, encoding, undecodable }
  }
  const { text, faults } = decodeLegacy(content, encoding === 'cp932' ? 'shift_jis' : 'euc-jp')
  return { text, encoding, undecodable: linesOfOffsets(content, faults) }
}
