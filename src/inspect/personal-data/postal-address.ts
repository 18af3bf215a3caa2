/** Postal addresses of Japan: from a prefecture down to a number in the street, or a postal code with its mark. */

import type { PersonalDataFinder } from './finders.ts'

const prefectures =
  '北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県'
const address = new RegExp(
  `(?:${prefectures})\\s?[^\\s0-9、。,()]{1,12}?[市区町村郡][^\\n、。]{0,24}?(?:[0-9]{1,4}(?:-[0-9]{1,4}|丁目|番|号)|[一二三四五六七八九十]{1,3}丁目)`,
  'g',
)
const postalCode = /[〒〠] ?([0-9]{3}-?[0-9]{4})(?![0-9])(\s{0,2})/g
const shown = 6

export const findPostalAddresses: PersonalDataFinder = (text, found) => {
  const starts = new Set<number>()
  for (const { 0: whole, index } of text.matchAll(address)) {
    starts.add(index)
    found(
      whole.replaceAll(' ', ''),
      `${whole.slice(0, shown)}${'*'.repeat(whole.length - Math.min(shown, whole.length))}`,
    )
  }
  // A code in front of an address is part of it.
  for (const { 0: whole, 1: code = '', index } of text.matchAll(postalCode))
    if (!starts.has(index + whole.length)) found(code.replace('-', ''), `〒${code.slice(0, 3)}****`)
}
