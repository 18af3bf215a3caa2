/**
 * What in To and Cc may look like a supervisor's address and counts for nobody: lists, shared mailboxes, and what cannot
 * be read.
 */

import type { Mail } from '../mail/mail.ts'
import { holderOf, isInternalAddress } from '../people/directory.ts'
import type { Snapshot } from '../people/snapshot.ts'

/** Internal addresses in To and Cc that are no person's, each once. */
export function notCountedAddresses(
  { to, cc }: Pick<Mail, 'to' | 'cc'>,
  { directory }: Snapshot,
): readonly string[] {
  const found = new Set<string>()
  for (const listed of [...to, ...cc]) {
    if (listed.kind !== 'mailbox' || !isInternalAddress(directory, listed.address)) continue
    const holder = holderOf(directory, listed.address)
    if (holder === undefined || holder < 0) found.add(listed.address)
  }
  return [...found]
}

/** What stands in To and Cc and cannot be read as an address, each once. */
export function unreadableTexts({ to, cc }: Pick<Mail, 'to' | 'cc'>): readonly string[] {
  const texts = [...to, ...cc].flatMap((listed) => (listed.kind === 'unreadable' ? [listed.text] : []))
  return [...new Set(texts)]
}
