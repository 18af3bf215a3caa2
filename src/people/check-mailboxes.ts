/** Mailboxes of the rules against the people of the dump: an address is somebody's or nobody's, never both. */

import { shortened } from './problem.ts'
import type { Problem } from './problem.ts'
import type { AddressHolder } from './read-dump.ts'
import type { MailboxPlaces } from './rules-mailboxes.ts'

export function mailboxesOfPeople(
  places: MailboxPlaces,
  holders: ReadonlyMap<string, AddressHolder>,
): readonly Problem[] {
  const problems: Problem[] = []
  for (const [address, place] of places) {
    const holder = holders.get(address)
    if (holder !== undefined)
      problems.push({
        place: { ...place, value: shortened(place.value) },
        kind: 'mailbox-address-of-person',
        detail: holder,
      })
  }
  return problems
}
