/**
 * The groups of a day as another gate keeps them: by name, each with its hash. Owns which addresses may go there; how they
 * get there is the business of `roster/`.
 */

import { canonicalAddress } from '../mail/address.ts'
import { hashOfMembers } from './group-hash.ts'
import { membersByName, type Groups } from './groups.ts'
import type { AllowOrReject } from './rules.ts'

export interface PublishedGroup {
  readonly name: string
  /** As in `group-hash.ts`. */
  readonly hash: string
  /** Each once, sorted by code unit. */
  readonly members: readonly string[]
}

export interface PublishedGroups {
  /** `YYYY-MM-DD`: the day they are for. */
  readonly day: string
  readonly byName: ReadonlyMap<string, PublishedGroup>
  /**
   * Addresses of the roster that no mail can ever show, such as one with quotes that it does not need. Gates would refuse or
   * rewrite them; here they are nobody's, too.
   */
  readonly leftOut: readonly string[]
  /** What becomes of senders in no group. */
  readonly unknownSender: AllowOrReject
}

export function groupsToPublish(groups: Groups): PublishedGroups {
  const leftOut = new Set<string>()
  const byName = new Map<string, PublishedGroup>()
  for (const [name, list] of membersByName(groups)) {
    const members = [...new Set(list)].filter((member) => {
      const isSeen = canonicalAddress(member) === member
      if (!isSeen) leftOut.add(member)
      return isSeen
    })
    members.sort()
    byName.set(name, { name, hash: hashOfMembers(members), members })
  }
  const { day, unknownSender } = groups
  return { day, byName, leftOut: [...leftOut].toSorted(), unknownSender }
}
