/** The addresses of a list that can be read for sure. */

import type { AddressList } from './mail.ts'

/** Canonical, in the order of the list. */
export function mailboxesOf(list: AddressList): readonly string[] {
  const addresses: string[] = []
  for (const listed of list) if (listed.kind === 'mailbox') addresses.push(listed.address)
  return addresses
}
