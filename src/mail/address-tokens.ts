/**
 * The tokens of a structured address field (RFC 5322 section 3.2, RFC 6532), over raw bytes held one in a
 * character. Comments and folding are passed over. It knows nothing of mailboxes and groups.
 */

import { characterLength, escapedRun, type Reading } from './encoded-runs.ts'

export type TokenKind =
  /** Letters and dots: atoms as they stand together, raw text of any encoding too. */
  | 'run'
  | 'quoted'
  /** `[...]` */
  | 'literal'
  | ','
  | ':'
  | ';'
  | '<'
  | '>'
  | '@'
  | 'end'
  /**
   * From here on programs do not agree what is what: unclosed quote or comment, control character, stray `)`,
   * `]` or `\`.
   */
  | 'fault'

export interface Token {
  readonly kind: TokenKind
  readonly from: number
  readonly to: number
  /** White space or a comment stands before it. */
  readonly spaced: boolean
  /** Holds escape sequences, so it can be no part of an address. */
  readonly escaped: boolean
}

/** A place in a field. `eightBit` tells afterwards whether any byte of 0x80 or more was passed. */
export interface Scanner {
  readonly bytes: string
  readonly end: number
  readonly reading: Reading
  at: number
  eightBit: boolean
  /** JIS X 0201 Roman was called in by ISO-2022-JP and not yet sent away. */
  roman: boolean
}

export function scanner(bytes: string, from: number, end: number, reading: Reading): Scanner {
  return { bytes, end, reading, at: from, eightBit: false, roman: false }
}

const tab = 0x09
const lineFeed = 0x0a
const carriageReturn = 0x0d
const escape = 0x1b
const space = 0x20
const quote = 0x22
const openParenthesis = 0x28
const closeParenthesis = 0x29
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d

/** For each byte below 0x80 whether it belongs into a run: `atext` and the dot. */
const inRun = new Uint8Array(256)
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.") {
  inRun[character.charCodeAt(0)] = 1
}

/**
 * What the grammar lets stand in a domain literal, or calls obsolete there, and what programs take for
 * something else.
 */
const notInBrackets: ReadonlySet<number> = new Set(Buffer.from('",;<>()@[\\'))

const single: Readonly<Record<number, TokenKind>> = {
  0x2c: ',',
  0x3a: ':',
  0x3b: ';',
  0x3c: '<',
  0x3e: '>',
  0x40: '@',
}

/** Passes one character that is not ASCII text; `false` if it is nothing a field may hold. */
function passOther(scan: Scanner, byte: number): boolean {
  if (byte >= 0x80) {
    scan.eightBit = true
    scan.at += characterLength(scan.bytes, scan.at, scan.end, scan.reading)
    return true
  }
  if (byte !== escape) return false
  const run = escapedRun(scan.bytes, scan.at, scan.end)
  if (run === undefined) return false
  scan.at = run.next
  scan.roman = run.roman
  return true
}

/** Passes one character inside quotes, a comment or brackets; `false` if it is nothing they may hold. */
function passText(scan: Scanner, byte: number): boolean {
  if ((byte >= space && byte < 0x7f) || byte === tab) {
    scan.at++
    return true
  }
  if (byte === carriageReturn && scan.bytes.charCodeAt(scan.at + 1) === lineFeed) {
    scan.at += 2
    return true
  }
  if (byte === lineFeed) {
    scan.at++
    return true
  }
  return passOther(scan, byte)
}

/** Passes a backslash and the character it quotes; `false` where that is not sure. */
function passPair(scan: Scanner): boolean {
  if (scan.roman) return false
  scan.at++
  const byte = scan.bytes.charCodeAt(scan.at)
  if (scan.at >= scan.end || byte < space || byte === 0x7f) return byte === tab && passText(scan, byte)
  return passText(scan, byte)
}

/** Passes a comment, nested ones too; `false` if it does not close. */
function passComment(scan: Scanner): boolean {
  let depth = 0
  while (scan.at < scan.end) {
    const byte = scan.bytes.charCodeAt(scan.at)
    if (byte === openParenthesis) {
      depth++
      scan.at++
    } else if (byte === closeParenthesis) {
      depth--
      scan.at++
      if (depth === 0) return true
    } else if (!(byte === backslash ? passPair(scan) : passText(scan, byte))) return false
  }
  return false
}

/** Passes comments and folding white space; `false` if a comment does not close. */
function passSpace(scan: Scanner): boolean {
  while (scan.at < scan.end) {
    const byte = scan.bytes.charCodeAt(scan.at)
    if (byte === space || byte === tab || byte === lineFeed) scan.at++
    else if (byte === carriageReturn && scan.bytes.charCodeAt(scan.at + 1) === lineFeed) scan.at += 2
    else if (byte !== openParenthesis) return true
    else if (!passComment(scan)) return false
  }
  return true
}

/** Passes a quoted string or a domain literal up to `closing`; `false` if it does not close. */
function passEnclosed(scan: Scanner, closing: number): boolean {
  scan.at++
  while (scan.at < scan.end) {
    const byte = scan.bytes.charCodeAt(scan.at)
    if (byte === closing) {
      scan.at++
      return true
    }
    if (closing === closeBracket && notInBrackets.has(byte)) return false
    if (!(byte === backslash ? passPair(scan) : passText(scan, byte))) return false
  }
  return false
}

/** Passes a run; `undefined` if it holds what no field may hold, else whether it holds escape sequences. */
function passRun(scan: Scanner): boolean | undefined {
  let escaped = false
  while (scan.at < scan.end) {
    const byte = scan.bytes.charCodeAt(scan.at)
    if (inRun[byte] === 1) scan.at++
    else if (byte >= 0x80 || byte === escape) {
      escaped ||= byte === escape
      if (!passOther(scan, byte)) return undefined
    } else break
  }
  return escaped
}

/** The next token; at a fault the scanner stays where the fault was met, and the fault spans to there. */
export function nextToken(scan: Scanner): Token {
  const before = scan.at
  const clear = passSpace(scan)
  const from = scan.at
  const spaced = from > before
  if (!clear) return tokenTo(scan, 'fault', from, spaced)
  if (from >= scan.end) return tokenTo(scan, 'end', from, spaced)
  const byte = scan.bytes.charCodeAt(from)
  if (inRun[byte] === 1 || byte >= 0x80 || byte === escape) {
    const escaped = passRun(scan)
    if (escaped === undefined) return tokenTo(scan, 'fault', from, spaced)
    // A quote right behind a letter opens a quoted string for some programs and is a letter for others.
    return scan.bytes.charCodeAt(scan.at) === quote && scan.at < scan.end && !endsInDot(scan)
      ? tokenTo(scan, 'fault', from, spaced)
      : tokenTo(scan, 'run', from, spaced, escaped)
  }
  if (byte === quote) return tokenTo(scan, passEnclosed(scan, quote) ? 'quoted' : 'fault', from, spaced)
  if (byte === openBracket) {
    return tokenTo(scan, passEnclosed(scan, closeBracket) ? 'literal' : 'fault', from, spaced)
  }
  const kind = single[byte]
  if (kind === undefined) return tokenTo(scan, 'fault', from, spaced)
  scan.at++
  return tokenTo(scan, kind, from, spaced)
}

/** A token that ends where the scanner stands. */
function tokenTo(scan: Scanner, kind: TokenKind, from: number, spaced: boolean, escaped = false): Token {
  return { kind, from, to: scan.at, spaced, escaped }
}

function endsInDot(scan: Scanner): boolean {
  return scan.bytes.charCodeAt(scan.at - 1) === 0x2e
}
