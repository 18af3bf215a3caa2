/** Every kind of personal data, and who finds it. */

import type { PersonalData } from '../content-facts.ts'
import { findBankAccounts } from './bank-account.ts'
import { findCards } from './card.ts'
import { findMailAddresses } from './mail-address.ts'
import { findMyNumbers } from './my-number.ts'
import { findPhones } from './phone.ts'
import { findPostalAddresses } from './postal-address.ts'

/**
 * Calls `found` for each finding in `text`, which is normal text with plain dashes between digits. `key` is the same for
 * the same number; `example` is masked.
 */
export type PersonalDataFinder = (text: string, found: (key: string, example: string) => void) => void

export const personalDataFinders: Readonly<Record<PersonalData, PersonalDataFinder>> = {
  card: findCards,
  'my-number': findMyNumbers,
  'bank-account': findBankAccounts,
  phone: findPhones,
  'postal-address': findPostalAddresses,
  'mail-address': findMailAddresses,
}
