/** Who somebody is: the answers that explanations and reports want about addresses and numbers. */

import { holderOf, isInternalAddress } from './directory.ts'
import { at } from './list-reading.ts'
import type { Person } from './person.ts'
import type { Snapshot } from './snapshot.ts'

export type AddressOwner =
  | { readonly kind: 'person'; readonly person: Person }
  /** A mailbox of the rules; `address` is its first. */
  | { readonly kind: 'mailbox'; readonly address: string }
  /** Internal by its domain, but nobody's: a list, or a shared mailbox that the rules do not know. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'outside' }

/** Whose address (`local@domain`, any case) it is. Text that is no address is outside. */
export function ownerOf(snapshot: Snapshot, address: string): AddressOwner {
  const holder = holderOf(snapshot.directory, address)
  if (holder === undefined)
    return { kind: isInternalAddress(snapshot.directory, address) ? 'nobody' : 'outside' }
  if (holder >= 0) return { kind: 'person', person: snapshot.people.at(holder) }
  return { kind: 'mailbox', address: at(snapshot.compiled.mailboxes, -1 - holder).address }
}

/** The internal addresses of To and Cc that count for nobody, since no person holds them: lists and shared mailboxes. */
export function sharedAddresses(snapshot: Snapshot, addresses: readonly string[]): readonly string[] {
  return addresses.filter((address) => {
    const { kind } = ownerOf(snapshot, address)
    return kind === 'mailbox' || kind === 'nobody'
  })
}

export function personByEmployee(snapshot: Snapshot, employee: string): Person | undefined {
  const index = snapshot.directory.employees.get(employee)
  return index === undefined ? undefined : snapshot.people.at(index)
}
