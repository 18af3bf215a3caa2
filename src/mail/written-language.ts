/**
 * Which language the author of a mail reads, as far as the header shows it: script and charset of his own words
 * first, then what his mail program says. A guess for letters to him; no verdict rests on it.
 */

import type { Language } from '../text/language.ts'
import { decodedText } from './decoded-text.ts'
import type { Mail } from './mail.ts'

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const han = /\p{Script=Han}/u
const japaneseCharset =
  /(?:=\?|charset\s*=\s*"?)(?:iso-2022-jp|shift[_-]jis|x-sjis|euc-jp|cp932|windows-31j)/i
const otherEastAsian = /(?:=\?|charset\s*=\s*"?)(?:gb|big5|euc-kr|ks_c|hz-)/i
const firstTag = /^\s*([a-z]{2,3})(?:[-;,\s]|$)/i

/** Fields in which the author's words stand, and those that name a charset. */
const ownWords = ['subject', 'from']
const charsetFields = [...ownWords, 'content-type']

/** Kana are Japanese; Chinese characters alone are, unless a charset of another country brought them. */
export function looksJapanese(text: string): boolean {
  return kana.test(text) || han.test(text)
}

/** `undefined`: the header says nothing about it. English stands for every language but Japanese. */
export function writtenLanguage({ fields }: Pick<Mail, 'fields'>): Language | undefined {
  const bodies = (name: string): readonly string[] =>
    fields.filter((field) => field.name === name).map(({ body }) => body.toString('latin1'))
  if (charsetFields.flatMap(bodies).some((body) => japaneseCharset.test(body))) return 'ja'
  for (const body of ownWords.flatMap(bodies)) {
    const words = decodedText(body)
    if (kana.test(words) || (han.test(words) && !otherEastAsian.test(body))) return 'ja'
  }
  for (const body of ['content-language', 'accept-language'].flatMap(bodies)) {
    const tag = firstTag.exec(body)?.[1]
    if (tag !== undefined) return tag.toLowerCase() === 'ja' ? 'ja' : 'en'
  }
  return undefined
}
