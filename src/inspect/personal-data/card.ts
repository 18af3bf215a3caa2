/** Card numbers: an issuer's prefix and length, the check digit of ISO/IEC 7812-1 (Luhn), grouped as on cards. */

import { eachNumber, groupingsOf, masked } from './digits.ts'
import type { PersonalDataFinder } from './finders.ts'

interface Issuer {
  readonly from: number
  readonly to: number
  readonly lengths: readonly number[]
}

/** First six digits, filled up with zeros and nines. */
const issuers: readonly Issuer[] = [
  { from: 400_000, to: 499_999, lengths: [13, 16, 19] },
  { from: 510_000, to: 559_999, lengths: [16] },
  { from: 222_100, to: 272_099, lengths: [16] },
  { from: 340_000, to: 349_999, lengths: [15] },
  { from: 370_000, to: 379_999, lengths: [15] },
  { from: 352_800, to: 358_999, lengths: [16] },
  { from: 300_000, to: 305_999, lengths: [14] },
  { from: 309_500, to: 309_599, lengths: [14] },
  { from: 360_000, to: 369_999, lengths: [14] },
  { from: 380_000, to: 399_999, lengths: [14] },
  { from: 601_100, to: 601_199, lengths: [16] },
  { from: 644_000, to: 659_999, lengths: [16] },
  { from: 620_000, to: 629_999, lengths: [16, 17, 18, 19] },
]

const groupings = groupingsOf([
  ...[13, 14, 15, 16, 17, 18, 19].map((length) => [length]),
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
  [4, 4, 4, 4, 3],
  [2, 2, 2, 2, 2, 2, 2, 2],
  Array.from({ length: 16 }, () => 1),
])

function isIssued(digits: string): boolean {
  const first = Number(digits.slice(0, 6))
  return issuers.some(
    ({ from, to, lengths }) => first >= from && first <= to && lengths.includes(digits.length),
  )
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, doubled = false; at >= 0; at--, doubled = !doubled) {
    const digit = digits.charCodeAt(at) - 48
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}

export const findCards: PersonalDataFinder = (text, found) => {
  eachNumber(text, groupings, (digits) => {
    if (isIssued(digits) && hasCheckDigit(digits)) found(digits, masked(digits, 4))
  })
}
