import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAddressList, stands } from '../../src/mail/address-list.ts'

const boss = 'boss@corp.example'
const toKanji = '\u001b$B'
const toAscii = '\u001b(B'
const toRoman = '\u001b(J'

/** Title, body (a byte in a character), whether boss stands there, whether evil@x.example does. */
const rows: readonly (readonly [string, string, string, string])[] = [
  // 佐藤 is `:4F#`: a colon for those who know no escape sequences.
  ['ISO-2022-JP name', `${toKanji}:4F#${toAscii} <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP name in quotes', `"${toKanji}:4F#${toAscii}" <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP name that looks like a quote', `${toKanji}$"$"${toAscii} <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP name in quotes that looks like a quote', `"${toKanji}$"$"${toAscii}" <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP name that looks like brackets', `${toKanji}%<%>$,$(${toAscii} <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP name that ends in JIS Roman', `${toKanji}:4F#${toRoman} <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP name of 1978', `\u001b$@:4F#${toRoman} <${boss}>`, 'yes', 'no'],
  ['half-width katakana by escape', `\u001b(I;D3${toAscii} <${boss}>`, 'yes', 'no'],
  ['ISO-2022-JP in a comment', `${boss} (${toKanji}:4F#)(${toAscii})`, 'yes', 'no'],
  ['member behind an ISO-2022-JP name', `${toKanji}:4F#${toAscii} <evil@x.example>, ${boss}`, 'yes', 'yes'],
  [
    'address-like bytes inside kanji',
    `${toKanji}"<boss@corp.example>,${toAscii} <evil@x.example>`,
    'cannot-tell',
    'cannot-tell',
  ],
  [
    'address-like bytes inside kanji, even',
    `${toKanji}"<${boss}>"${toAscii} <evil@x.example>`,
    'cannot-tell',
    'cannot-tell',
  ],
  ['address-like bytes inside kanji, whole', `${toKanji}<${boss}>,${toAscii} <evil@x.example>`, 'no', 'yes'],
  ['kanji that do not end', `${toKanji}:4F# <${boss}>`, 'cannot-tell', 'cannot-tell'],
  ['half a kanji', `${toKanji}:4F${toAscii} <${boss}>`, 'cannot-tell', 'cannot-tell'],
  ['kanji over a fold', `${toKanji}:4\r\n F#${toAscii} <${boss}>`, 'cannot-tell', 'cannot-tell'],
  [
    '8-bit bytes among the kanji',
    `${toKanji}:4\u00a4\u00a2${toAscii} <${boss}>`,
    'cannot-tell',
    'cannot-tell',
  ],
  ['escape sequence of another set', `\u001b$A:4F#${toAscii} <${boss}>`, 'cannot-tell', 'cannot-tell'],
  ['escape alone', `\u001b <${boss}>`, 'cannot-tell', 'cannot-tell'],
  ['yen sign for a backslash', `${toRoman}"\\" <${boss}>, x" <evil@x.example>`, 'cannot-tell', 'cannot-tell'],
  ['escape sequence in the address', `<bo${toAscii}ss@corp.example>`, 'cannot-tell', 'cannot-tell'],
  ['kanji in the address', `<${toKanji}:4${toAscii}${boss}>`, 'cannot-tell', 'cannot-tell'],
  [
    'broken member with escapes spoils the next',
    `a@b ${toKanji}:4${toAscii} c@d, ${boss}`,
    'cannot-tell',
    'cannot-tell',
  ],

  ['UTF-8 name', `\u00e4\u00bd\u0090\u00e8\u0097\u00a4 <${boss}>`, 'yes', 'no'],
  ['UTF-8 name in quotes', `"\u00e4\u00bd\u0090\u00e8\u0097\u00a4" <${boss}>`, 'yes', 'no'],
  ['UTF-8 address beside it', `\u00e3\u0081\u0082@x.example, ${boss}`, 'yes', 'no'],

  ['EUC-JP name', `\u00ba\u00b4\u00c6\u00a3 <${boss}>`, 'yes', 'no'],
  ['EUC-JP name in quotes', `"\u00ba\u00b4\u00c6\u00a3"<${boss}>`, 'yes', 'no'],

  ['Shift_JIS name', `\u008d\u00b2\u0093\u00a1 <${boss}>`, 'yes', 'no'],
  ['Shift_JIS name in quotes', `"\u008d\u00b2\u0093\u00a1"<${boss}>`, 'yes', 'no'],
  ['half-width katakana of Shift_JIS', `"\u00bb\u00c4\u00b3" <${boss}>`, 'yes', 'no'],
  // 表 is 95 5C, the yen sign's or backslash's byte second.
  ['Shift_JIS 表 inside a quoted name', `"\u0095\\\u008e\u00a6" <${boss}>`, 'yes', 'no'],
  ['Shift_JIS 表 before the closing quote', `"\u0095\\" <${boss}>`, 'cannot-tell', 'cannot-tell'],
  [
    'Shift_JIS 表 before two quotes',
    `"\u0095\\", ${boss}, "x" <evil@x.example>`,
    'cannot-tell',
    'cannot-tell',
  ],
  [
    'Shift_JIS 表 that hides a recipient',
    `"\u0095\\" <evil@x.example>, "x" <${boss}>`,
    'cannot-tell',
    'cannot-tell',
  ],
  ['Shift_JIS 表 behind the mailbox', `${boss}, "\u0095\\" <x@y.example>`, 'yes', 'cannot-tell'],
  // ァ is 83 40: an @ second.
  ['Shift_JIS ファ in a quoted name', `"\u0083t\u0083@" <${boss}>`, 'yes', 'no'],
  ['Shift_JIS ファ in a bare name', `\u0083t\u0083@ <${boss}>`, 'cannot-tell', 'cannot-tell'],
  ['Shift_JIS lead before the @ of an address', `boss\u0083@corp.example`, 'cannot-tell', 'cannot-tell'],
  ['Big5 name with a backslash second', `"\u00a5\\" <${boss}>`, 'cannot-tell', 'cannot-tell'],
  ['bytes of UTF-8 by chance before a backslash', `"\u00c3\u0095\\" <${boss}>`, 'cannot-tell', 'cannot-tell'],
  [
    'Shift_JIS and UTF-8 names side by side',
    `\u008d\u00b2 <evil@x.example>, \u00e4\u00bd\u0090 <${boss}>`,
    'yes',
    'yes',
  ],
]

describe('raw display names of old programs neither hide an address nor invent one', () => {
  for (const [title, body, bossAnswer, evilAnswer] of rows) {
    it(`${title}: ${bossAnswer}, ${evilAnswer}`, () => {
      const { list } = readAddressList(Buffer.from(body, 'latin1'))
      assert.deepEqual([stands(list, boss), stands(list, 'evil@x.example')], [bossAnswer, evilAnswer])
    })
  }

  it('reads every kanji and kana of ISO-2022-JP, whatever its bytes look like', () => {
    for (let first = 0x21; first <= 0x7e; first++) {
      for (let second = 0x21; second <= 0x7e; second++) {
        const character = String.fromCharCode(first, second)
        for (const name of [`${toKanji}${character}${toAscii}`, `"${toKanji}${character}${toAscii}"`]) {
          const { list } = readAddressList(Buffer.from(`${name} <${boss}>`, 'latin1'))
          assert.equal(stands(list, boss), 'yes', character)
        }
      }
    }
  })
})
