/** Whose address is it, and which addresses are the company's own. Owns the look-up by address and employee number. */

import { canonicalAddress, domainOf, lowerAscii } from '../mail/address.ts'
import { at } from './list-reading.ts'
import type { Person } from './person.ts'
import type { Mailbox } from './rules.ts'
import type { Steps } from './steps.ts'

export interface Directory {
  readonly localDomains: ReadonlySet<string>
  /** By address, ASCII lower case: the number of a person, or `-1 - n` for mailbox `n`. */
  readonly holders: ReadonlyMap<string, number>
  /** By employee number: the number of the person. */
  readonly employees: ReadonlyMap<string, number>
}

/** People taken in at a time. */
const peopleInStep = 8_192

export function* directoryOf(
  localDomains: readonly string[],
  people: readonly Person[],
  mailboxes: readonly Mailbox[],
): Steps<Directory> {
  const holders = new Map<string, number>()
  const employees = new Map<string, number>()
  for (const [index, mailbox] of mailboxes.entries())
    for (const address of mailbox.addresses) holders.set(address, -1 - index)
  for (let index = 0; index < people.length; index += 1) {
    const person = at(people, index)
    employees.set(person.employee, index)
    for (const address of person.addresses) holders.set(address, index)
    if (index % peopleInStep === peopleInStep - 1) yield
  }
  return { localDomains: new Set(localDomains), holders, employees }
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
