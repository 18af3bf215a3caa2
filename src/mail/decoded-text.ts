/**
 * Unstructured text of a header (RFC 5322 section 2.2.1, RFC 2047) made readable for the record. No verdict
 * rests on it.
 */

import libmime from 'libmime'
import { printable } from './printable.ts'

/**
 * Bytes that are looked at, and characters that are kept: a subject of more than this is for nobody's eyes.
 */
const longestBytes = 4_096
const longestText = 500

const notAscii = /[^\u0000-\u007f]/
const fold = /\r?\n(?=[ \t])/g

/**
 * In the order in which a wrong guess fails: little that is not UTF-8 or EUC-JP is valid as such by chance.
 */
const guesses = ['utf-8', 'euc-jp', 'shift_jis'].map((name) => new TextDecoder(name, { fatal: true }))
const escaped = new TextDecoder('iso-2022-jp')
const lastGuess = new TextDecoder('utf-8')

/** Raw text of old programs, in an encoding that nothing names. */
function fromRawBytes(bytes: string): string {
  if (bytes.includes('\u001b')) return escaped.decode(Buffer.from(bytes, 'latin1'))
  if (!notAscii.test(bytes)) return bytes
  const buffer = Buffer.from(bytes, 'latin1')
  for (const guess of guesses) {
    try {
      return guess.decode(buffer)
    } catch {
      // Not this encoding: the next one.
    }
  }
  return lastGuess.decode(buffer)
}

/**
 * The body of an unstructured field, held one byte in a character, as one readable line of at most 500
 * characters.
 */
export function decodedText(body: string): string {
  const head = body.length > longestBytes ? body.slice(0, longestBytes) : body
  const text = fromRawBytes(head.replace(fold, ''))
  return printable(text.includes('=?') ? libmime.decodeWords(text) : text, longestText)
}
