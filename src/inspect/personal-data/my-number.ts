/** Individual numbers (マイナンバー): twelve digits, the last of which checks the others. */

import { eachNumber, groupingsOf, masked } from './digits.ts'
import type { PersonalDataFinder } from './finders.ts'

const groupings = groupingsOf([[12], [4, 4, 4]])

/** As the ministerial ordinance of 2014 on the individual number lays down (article 5). */
function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let n = 1; n <= 11; n++) {
    const digit = digits.charCodeAt(11 - n) - 48
    sum += digit * (n <= 6 ? n + 1 : n - 5)
  }
  const rest = sum % 11
  return digits.charCodeAt(11) - 48 === (rest <= 1 ? 0 : 11 - rest)
}

const allAlike = /^(.)\1*$/

/** Three years one after the other, as they head a table: the check digit fits one in eleven of them. */
function areYears(digits: string): boolean {
  const [first = 0, second = 0, third = 0] = [0, 4, 8].map((at) => Number(digits.slice(at, at + 4)))
  const step = second - first
  return (step === 1 || step === -1) && third - second === step && first >= 1_900 && first <= 2_100
}

export const findMyNumbers: PersonalDataFinder = (text, found) => {
  eachNumber(text, groupings, (digits) => {
    if (!allAlike.test(digits) && hasCheckDigit(digits) && !areYears(digits)) found(digits, masked(digits, 3))
  })
}
