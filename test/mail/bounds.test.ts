import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readMail } from '../../src/mail/read-mail.ts'

const limits = { headerFields: 1_000, addresses: 10_000 }
/** The default of `limits.headerSize`. */
const headerSize = 262_144
/** Far above what linear work needs here, far below what quadratic work takes. */
const milliseconds = 500

/** Pieces that make a parser start over, nest, or look ahead, and the field they fill. */
const pieces: readonly (readonly [string, string])[] = [
  ['To: ', '('],
  ['To: ', '()'],
  ['To: ', '(\\('],
  ['To: ', '"'],
  ['To: ', '"\\"'],
  ['To: ', '<'],
  ['To: ', '<a@b>'],
  ['To: ', '<a@b>,'],
  ['To: ', 'a@b,'],
  ['To: ', 'a@b c@d,'],
  ['To: ', '@'],
  ['To: ', '@a,'],
  ['To: <', '@a,'],
  ['To: <', ','],
  ['To: ', 'g:'],
  ['To: ', 'g:;,'],
  ['To: ', 'g:a@b;,'],
  ['To: ', ','],
  ['To: ', '.'],
  ['To: ', 'a .'],
  ['To: ', 'a '],
  ['To: ', '['],
  ['To: ', '=?'],
  ['To: ', 'x@=?y?'],
  ['To: ', '\u001b'],
  ['To: ', '\u001b$B'],
  ['To: ', '\u001b(B'],
  ['To: ', '\u001b$B:4\u001b(B'],
  ['To: ', '\u0095\\'],
  ['To: ', '"\u0095\\",'],
  ['To: ', '\u00e3\u0081\u0082@x,'],
  ['To: ', '\r\n '],
  ['To: ', '\r\n \r\n'],
  ['To: a@b', ' (x)\r\n '],
  ['From: ', '> <'],
  ['From: ', '<>'],
  ['Subject: ', '=?'],
  ['Subject: ', '=?utf-8?B?'],
  ['Subject: ', '=?utf-8?Q?a?= '],
  ['Subject: ', '\u001b$B:4'],
  ['Subject: ', '\u0095\u00ff'],
  ['Content-Type: ', '('],
  ['Content-Type: ', 'a/'],
  ['Content-Type: ', ' '],
  ['Message-ID: ', '\u0000 '],
  ['', '\n'],
  ['a', '\n'],
  ['a', '\r'],
  ['a:\r', ' \n'],
  ['a', 'b\n'],
  ['', 'To:\r\n'],
  ['', 'a\r\n'],
  ['', ' \r\n'],
  ['', ':\r\n'],
  ['', 'To : a@b\r\n'],
]

describe('a header as large as it may be', () => {
  for (const [start, piece] of pieces) {
    it(`is read in time that grows with its size: ${JSON.stringify(start + piece)}…`, () => {
      const header = Buffer.from(start + piece.repeat(Math.ceil(headerSize / piece.length)), 'latin1')
      const before = performance.now()
      readMail(header, limits)
      const took = performance.now() - before
      assert.ok(took < milliseconds, `took ${took.toFixed(0)} ms`)
    })
  }
})
