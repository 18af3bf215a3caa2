/** The addresses of a list that can be read for sure. */

import type { AddressList } from './mail.ts'

/** Canonical, in the order of the list. */
export function mailboxesOf(list: AddressList): readonly string[] {
  return list.flatMap((listed) => (listed.kind === 'mailbox' ? [listed.address] : []))
}
