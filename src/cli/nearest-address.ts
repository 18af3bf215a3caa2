/** The address that somebody probably meant who typed one that is nobody's. */

import type { Snapshot } from '../people/snapshot.ts'
import { nearestWord } from '../text/nearest.ts'

/** Letters that may differ. */
const closeness = 2

/** Looks at every address of the roster: for a person at the terminal, never for a mail under way. */
export function nearestAddress({ directory }: Snapshot, address: string): string | undefined {
  const similar: string[] = []
  for (const known of directory.holders.addresses()) {
    if (Math.abs(known.length - address.length) <= closeness) similar.push(known)
  }
  return nearestWord(address, similar, closeness)
}
