/**
 * 上司グループ / 部下グループ: the rules of one day unfolded into pairs of a sender group and its approver group,
 * for gateways that know nothing but groups; and what such a gateway decides with them. Writing the groups
 * anywhere is not done here.
 */

import { lowerAscii } from '../mail/address.ts'
import type { GroupPlace } from './group-place.ts'
import { at } from './list-reading.ts'
import type { AllowOrReject } from './rules.ts'
import type { Snapshot } from './snapshot.ts'
import { standingOf, unfold, type Unfolding } from './unfold.ts'

/** All groups hold addresses: every address of each member, ASCII lower case. */
export interface GroupPair {
  /** `P2//201/A01/senders`. */
  readonly senderGroup: string
  /** `P2//201/A01/approvers`. */
  readonly approverGroup: string
  readonly senders: readonly string[]
  readonly approvers: readonly string[]
}

export interface Groups {
  /** `YYYY-MM-DD`: the day they are for. */
  readonly day: string
  /** By name. */
  readonly pairs: readonly GroupPair[]
  /** The sender group `exempt`: their mail goes without anybody. */
  readonly exempt: readonly string[]
  /** The sender group `refused`: their outside mail never goes. */
  readonly refused: readonly string[]
  /** What becomes of senders in no group. */
  readonly unknownSender: AllowOrReject
}

interface Pair extends GroupPlace {
  readonly senders: string[]
  readonly approvers: readonly string[]
}

function finished(pairs: readonly Pair[]): readonly GroupPair[] {
  const uses = new Map<string, number>()
  for (const { name } of pairs) uses.set(name, (uses.get(name) ?? 0) + 1)
  return pairs
    .map(({ name, longName, senders, approvers }) => {
      const shown = uses.get(name) === 1 ? name : longName
      return { senderGroup: `${shown}/senders`, approverGroup: `${shown}/approvers`, senders, approvers }
    })
    .toSorted((one, other) => (one.senderGroup < other.senderGroup ? -1 : 1))
}

/** The groups of a day (`YYYY-MM-DD`). Everybody with an address is in exactly one sender group. */
export function unfoldGroups(snapshot: Snapshot, day: string): Groups {
  return groupsOf(snapshot, unfold(snapshot, day), day)
}

/** The same, of rules that are unfolded already. */
export function groupsOf(snapshot: Snapshot, { places, placeOf }: Unfolding, day: string): Groups {
  const { rules, people, compiled } = snapshot
  const pairs = places.map(({ name, longName, approvers }) => ({
    name,
    longName,
    senders: new Array<string>(),
    approvers: approvers.flatMap((person) => people.addressesAt(person)),
  }))
  const exempt: string[] = []
  const refused: string[] = []
  for (const [sender, place] of placeOf.entries()) {
    const standing = standingOf(snapshot, place)
    if (standing === 'absent') continue
    const addresses =
      sender < people.length
        ? people.addressesAt(sender)
        : at(compiled.mailboxes, sender - people.length).addresses
    const group = standing === 'free' ? exempt : standing === 'refused' ? refused : at(pairs, place).senders
    group.push(...addresses)
  }
  return { day, pairs: finished(pairs), exempt, refused, unknownSender: rules.unknownSender }
}

/** Every group by name, with its members: both of each pair, `exempt` and `refused` (these two also where they are empty). */
export function membersByName({ pairs, exempt, refused }: Groups): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>([
    ['exempt', exempt],
    ['refused', refused],
  ])
  for (const { senderGroup, approverGroup, senders, approvers } of pairs)
    all.set(senderGroup, senders).set(approverGroup, approvers)
  return all
}

/** May an outside mail go, for a gateway that knows nothing but groups? `visible`: the addresses of To and Cc. */
export type GroupGate = (from: string, visible: readonly string[]) => AllowOrReject

/** The gateway that `organization.md` describes at the end of "Groups". */
export function groupGate({ pairs, exempt, refused, unknownSender }: Groups): GroupGate {
  const always = new Map<string, AllowOrReject>()
  for (const address of exempt) always.set(address, 'allow')
  for (const address of refused) always.set(address, 'reject')
  const approversFor = new Map<string, ReadonlySet<string>>()
  for (const pair of pairs) {
    const approvers = new Set(pair.approvers)
    for (const address of pair.senders) approversFor.set(address, approvers)
  }
  return (from, visible) => {
    const sender = lowerAscii(from)
    const approvers = approversFor.get(sender)
    if (approvers === undefined) return always.get(sender) ?? unknownSender
    return visible.some((address) => approvers.has(lowerAscii(address))) ? 'allow' : 'reject'
  }
}
