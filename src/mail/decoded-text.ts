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
 * Nothing but words in UTF-8 and Base64, as subjects in Japanese are: without the library, which takes four times as long.
 * Without `u`, whose folding of case would let other letters in.
 */
const usualWords = /^\s*(?:=\?utf-8\?b\?[A-Za-z0-9+/]+={0,2}\?=\s*)+$/i
const usualWord = /\?b\?([A-Za-z0-9+/]+={0,2})\?=/gi

/** A character may begin in one word and end in the next, so that bytes are put together first. */
function fromUsualWords(body: string): string {
  const pieces = Array.from(body.matchAll(usualWord), ([, word = '']) => Buffer.from(word, 'base64'))
  return (pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))?.toString('utf8') ?? ''
}

/**
 * The body of an unstructured field, held one byte in a character, as one readable line of at most 500
 * characters.
 */
export function decodedText(body: string): string {
  const head = body.length > longestBytes ? body.slice(0, longestBytes) : body
  if (usualWords.test(head)) return printable(fromUsualWords(head), longestText)
  const text = fromRawBytes(head.replace(fold, ''))
  return printable(text.includes('=?') ? libmime.decodeWords(text) : text, longestText)
}
