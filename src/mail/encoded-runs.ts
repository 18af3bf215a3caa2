/**
 * Text in the 8-bit and 7-bit encodings of old programs, raw in a header: which bytes belong to one
 * character, so that a byte that looks like `"`, `@` or `\` inside it is not taken for one. It decodes
 * nothing.
 */

/**
 * How bytes from 0x80 up are taken. `bytes` is each for itself: UTF-8, EUC-JP, and programs that know no
 * encoding.
 */
export type Reading = 'bytes' | 'shift-jis' | 'double-byte'

export const readings: readonly Reading[] = ['bytes', 'shift-jis', 'double-byte']

type Leads = readonly (readonly [number, number])[]
const leads: Readonly<Record<Reading, Leads>> = {
  bytes: [],
  'shift-jis': [
    [0x81, 0x9f],
    [0xe0, 0xfc],
  ],
  // Big5, GBK and UHC: any first byte, and the same second bytes.
  'double-byte': [[0x81, 0xfe]],
}

/** Octets of the character at `at`, whose byte is 0x80 or more, in this reading: 1 or 2. */
export function characterLength(bytes: string, at: number, end: number, reading: Reading): 1 | 2 {
  if (reading === 'bytes' || at + 1 >= end) return 1
  const lead = bytes.charCodeAt(at)
  if (!leads[reading].some(([first, last]) => lead >= first && lead <= last)) return 1
  const trail = bytes.charCodeAt(at + 1)
  return trail >= 0x40 && trail <= 0xfe && trail !== 0x7f ? 2 : 1
}

/** What an escape sequence of ISO-2022-JP (RFC 1468, with JIS X 0212 and half-width katakana) calls in. */
type CharacterSet = 'ascii' | 'roman' | 'one-byte' | 'two-byte'
const designations: readonly (readonly [string, CharacterSet])[] = [
  ['(B', 'ascii'],
  ['(J', 'roman'],
  ['(I', 'one-byte'],
  ['$@', 'two-byte'],
  ['$B', 'two-byte'],
  ['$(D', 'two-byte'],
  ['&@\u001b$B', 'two-byte'],
]

export interface EscapedRun {
  /** Where the text goes on, after the escape sequence that brought ASCII or JIS X 0201 Roman back. */
  readonly next: number
  /** JIS X 0201 Roman is in force: `\` is a yen sign there. */
  readonly roman: boolean
}

/**
 * The run of ISO-2022-JP from the ESC at `at` up to and with the escape sequence that ends it. `undefined` if
 * it is not whole: an escape sequence that is unknown, half a character, a byte that the set does not hold,
 * or no return to ASCII.
 */
export function escapedRun(bytes: string, at: number, end: number): EscapedRun | undefined {
  let next = at
  while (next < end) {
    if (bytes.charCodeAt(next) !== 0x1b) return undefined
    const found = designations.find(([sequence]) => bytes.startsWith(sequence, next + 1))
    if (found === undefined) return undefined
    next += 1 + found[0].length
    if (next > end) return undefined
    if (found[1] === 'ascii' || found[1] === 'roman') return { next, roman: found[1] === 'roman' }
    const start = next
    while (next < end) {
      const byte = bytes.charCodeAt(next)
      // 0x20 is no character of a two-byte set, yet programs leave it in at a fold: that is not sure enough.
      if (byte < 0x21 || byte > 0x7e) break
      next++
    }
    if (found[1] === 'two-byte' && (next - start) % 2 !== 0) return undefined
  }
  return undefined
}
