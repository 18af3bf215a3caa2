/** Telephone numbers of Japan, with a separator or unmistakable: mobile, fixed, free of charge, and in international form. */

import { masked } from './digits.ts'
import type { PersonalDataFinder } from './finders.ts'

const grouped =
  /(?<![0-9A-Za-z-])(?:\+81[ -]?\(?0?\)?|\(?0)([1-9][0-9]{0,3})(?:\)[ -]?|[ -]|\()([0-9]{1,4})(?:\)[ -]?|[ -])([0-9]{3,4})(?![0-9-])/g
const mobile = /(?<![0-9A-Za-z-])(?:0|\+81)([5789]0[0-9]{8})(?![0-9A-Za-z-])/g
const afterWord = /(?:tel|phone|fax|電話|携帯)[^0-9\n]{0,10}0([1-9][0-9]{8,9})(?![0-9-])/gi

/** Digits after the 0 of the trunk, or after 81. */
function isJapanese(digits: string): boolean {
  if (/^[5789]0/.test(digits)) return digits.length === 10
  return digits.length === 9 || (digits.startsWith('800') && digits.length === 10)
}

export const findPhones: PersonalDataFinder = (text, found) => {
  const note = (digits: string): void => {
    if (isJapanese(digits)) found(digits, `0${masked(digits, 2)}`)
  }
  for (const [, area = '', exchange = '', number = ''] of text.matchAll(grouped))
    note(`${area}${exchange}${number}`)
  for (const [, digits = ''] of text.matchAll(mobile)) note(digits)
  for (const [, digits = ''] of text.matchAll(afterWord)) note(digits)
}
