/** Whose address is it, and which addresses are the company's own. Owns the look-up by address and employee number. */

import { canonicalAddress, domainOf, lowerAscii } from '../mail/address.ts'
import { at } from './list-reading.ts'
import { countOf, textAt, textNumbers, type TextNumbers } from './packed-texts.ts'
import type { PeopleColumns } from './people-columns.ts'
import type { Mailbox } from './rules.ts'

export interface Directory {
  readonly localDomains: ReadonlySet<string>
  readonly holders: Holders
  /** By employee number: the number of the person. */
  readonly employees: TextNumbers
}

/** By address, ASCII lower case: the number of a person, or `-1 - n` for mailbox `n`. */
export interface Holders {
  readonly get: (address: string) => number | undefined
  /** Every address that somebody holds. */
  readonly addresses: () => Iterable<string>
}

function holdersOf(columns: PeopleColumns, mailboxes: readonly Mailbox[]): Holders {
  const { addresses, addressPlaces, holders } = columns
  const numbers = textNumbers(addresses, addressPlaces)
  const ofMailboxes = new Map<string, number>()
  for (const [index, mailbox] of mailboxes.entries())
    for (const address of mailbox.addresses) ofMailboxes.set(address, -1 - index)
  return {
    get: (address) => {
      const number = numbers.get(address)
      return number === undefined ? ofMailboxes.get(address) : at(holders, number)
    },
    addresses: function* () {
      yield* ofMailboxes.keys()
      for (let number = 0; number < countOf(addresses); number += 1) yield textAt(addresses, number)
    },
  }
}

export function directoryOf(
  localDomains: readonly string[],
  columns: PeopleColumns,
  mailboxes: readonly Mailbox[],
): Directory {
  return {
    localDomains: new Set(localDomains),
    holders: holdersOf(columns, mailboxes),
    employees: textNumbers(columns.employees, columns.employeePlaces),
  }
}

/** The holder of an address in any case, as in `Directory.holders`; `undefined` where it is nobody's. */
export function holderOf({ holders }: Directory, address: string): number | undefined {
  const holder = holders.get(address)
  if (holder !== undefined) return holder
  const folded = lowerAscii(address)
  return folded === address ? undefined : holders.get(folded)
}

/** True if somebody holds the address, or its domain is the company's own. What cannot be read is outside. */
export function isInternalAddress(directory: Directory, address: string): boolean {
  if (holderOf(directory, address) !== undefined) return true
  const canonical = canonicalAddress(address)
  return canonical !== undefined && directory.localDomains.has(domainOf(canonical))
}
