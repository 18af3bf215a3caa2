/** Bank accounts: seven digits where the text speaks of an account, Japan Post Bank's symbol and number, and IBANs. */

import { masked } from './digits.ts'
import type { PersonalDataFinder } from './finders.ts'

const accountWord =
  /(?:(?:普通|当座|貯蓄)(?:預金)?|\([普当貯]\)|口座番号|口座|account (?:no|number)|a\/c)[^0-9]{0,24}(?<![0-9-])([0-9]{7})(?![0-9-])/gi
const bankWord =
  /(?:銀行|信用金庫|信金|信用組合|農協|労働金庫|bank)[^0-9]{0,24}(?:支店|本店|営業部|出張所|branch)[^0-9]{0,12}(?:[0-9]{3}[^0-9]{1,12})?(?<![0-9-])([0-9]{7})(?![0-9-])/gi
const postBank =
  /(?<![0-9])(?:記号[^0-9\n]{0,8})?(1[0-9]{3}0)(?:-[0-9])?[ -]{0,2}\s{0,3}(?:番号[^0-9\n]{0,8}|-)([0-9]{2,8})(?![0-9-])/g
const international =
  /(?<![A-Za-z0-9])([A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])/g

/** ISO 13616: the remainder of the rearranged number by 97 is 1. */
function isInternational(written: string): boolean {
  const moved = `${written.slice(4)}${written.slice(0, 4)}`
  let rest = 0
  for (const character of moved)
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97
  return written.length >= 15 && rest === 1
}

export const findBankAccounts: PersonalDataFinder = (text, found) => {
  for (const pattern of [accountWord, bankWord])
    for (const [, digits = ''] of text.matchAll(pattern)) found(digits, masked(digits, 2))
  if (text.includes('番号') || text.includes('ゆうちょ'))
    for (const [, symbol = '', number = ''] of text.matchAll(postBank))
      found(`${symbol}-${number}`, `${masked(symbol, 1)}-${masked(number, 2)}`)
  for (const [, written = ''] of text.matchAll(international)) {
    const digits = written.replaceAll(' ', '')
    if (isInternational(digits)) found(digits, masked(digits, 4))
  }
}
