import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodedText } from '../../src/mail/decoded-text.ts'
import { mediaType } from '../../src/mail/media-type.ts'
import { printable } from '../../src/mail/printable.ts'
import { processorTime } from '../peers/processor-time.ts'

describe('the media type of a mail', () => {
  const table: readonly (readonly [string, string])[] = [
    [' text/plain', 'text/plain'],
    [' Multipart/Report; report-type=delivery-status', 'multipart/report'],
    [' multipart/report;boundary="a(b"', 'multipart/report'],
    ['\r\n multipart/report', 'multipart/report'],
    [' (a) multipart (b (c) \\)) / (d) report (e) ; x=y', 'text/plain'],
    [' (a)multipart/report(b);x=y', 'multipart/report'],
    [' application/vnd.ms-excel.sheet+xml', 'application/vnd.ms-excel.sheet+xml'],
    ['', 'text/plain'],
    [' multipart', 'text/plain'],
    [' multipart/', 'text/plain'],
    [' multipart/report multipart/mixed', 'text/plain'],
    [' multipart/report, multipart/mixed', 'text/plain'],
    [' "multipart/report"', 'text/plain'],
    [' (multipart/report', 'text/plain'],
    [' multipart/report) x', 'text/plain'],
    [' multipart/report\0; x=y', 'text/plain'],
    [' ; multipart/report', 'text/plain'],
  ]
  for (const [body, expected] of table) {
    it(`is ${expected} for ${JSON.stringify(body)}`, () => assert.equal(mediaType(body), expected))
  }
})

describe('a subject for the record', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['ASCII', ' Hello', 'Hello'],
    ['folded', ' Hello\r\n  you', 'Hello you'],
    ['encoded in UTF-8', ' =?UTF-8?B?5a6a5L6L?= x', '定例 x'],
    ['encoded in ISO-2022-JP', ' =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?=', '山田'],
    ['encoded in Shift_JIS', ' =?Shift_JIS?B?jlKTYw==?=', '山田'],
    ['encoded in EUC-JP', ' =?EUC-JP?Q?=BB=B3=C5=C4?=', '山田'],
    ['encoded in two words over a fold', ' =?utf-8?B?5a6a?=\r\n =?utf-8?B?5L6L?=', '定例'],
    ['a character cut in two between words', ' =?UTF-8?B?5a6a5A==?= =?UTF-8?B?vovkvJo=?=', '定例会'],
    ['words that are not UTF-8 although they say so', ' =?utf-8?b?/2E=?=', '\ufffda'],
    ['words with text behind them', ' =?utf-8?B?5a6a?= =?utf-8?B?5L6L?= x', '定例 x'],
    ['raw UTF-8', ' \xe5\xae\x9a\xe4\xbe\x8b', '定例'],
    ['raw EUC-JP', ' \xbb\xb3\xc5\xc4', '山田'],
    ['raw Shift_JIS', ' \x8eR\x93c', '山田'],
    ['raw ISO-2022-JP', ' \x1b$B;3ED\x1b(B', '山田'],
    ['raw bytes of no encoding', ' a\xffb', 'a\ufffdb'],
    ['an encoded line break', ' =?utf-8?Q?a=0D=0ATo:_b?=', 'a To: b'],
    ['an encoded word that is broken', ' =?utf-8?Q?a', '=?utf-8?Q?a'],
    ['an encoding nobody knows', ' =?x-none?Q?abc?=', 'abc'],
  ]
  for (const [title, body, expected] of table) {
    it(title, () => assert.equal(decodedText(body), expected))
  }

  it('is cut after 500 characters', () => {
    assert.equal(decodedText('x'.repeat(100_000)), `${'x'.repeat(500)}…`)
  })

  it('takes half encoded words in bounded time', () => {
    const { took } = processorTime(() => {
      for (const half of ['=?', '=?a?B?', '=?a?Q?x?= ', '=?a?B?x?=\t']) decodedText(half.repeat(50_000))
    })
    assert.ok(took < 500)
  })
})

describe('text that is safe to print', () => {
  it('keeps no control character, line end or change of direction', () => {
    assert.equal(printable('a\r\nb\u001b[31mc\u202ed\u0000\u0085', 100), 'a b [31mc d')
  })
  it('does not cut a letter in two', () => {
    assert.equal(printable('𠮷'.repeat(10), 3), '𠮷…')
  })
})
