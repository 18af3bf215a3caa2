/**
 * 上司グループ / 部下グループ: the rules of one day unfolded into pairs of a sender group and its approver group,
 * for gateways that know nothing but groups; and what such a gateway decides with them. Writing the groups
 * anywhere is not done here.
 */

import { lowerAscii } from '../mail/address.ts'
import { approversOfMailbox, approversOfPerson, type Approvers } from './approvers.ts'
import { namedPosts, namesPerson } from './entry.ts'
import { groupPlace, type GroupPlace } from './group-place.ts'
import { at } from './list-reading.ts'
import type { AllowOrReject } from './rules.ts'
import type { Snapshot } from './snapshot.ts'

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

function addressesOfApprovers({ table }: Snapshot, { asker, entries }: Approvers): readonly string[] {
  const people = new Set<number>()
  for (const entry of entries)
    for (const post of namedPosts(table, entry, asker)) people.add(at(table.personOf, post))
  return [...people].flatMap((person) => at(table.people, person).addresses)
}

function* everySender(
  snapshot: Snapshot,
  day: string,
): Iterable<{ readonly addresses: readonly string[]; readonly approvers: Approvers }> {
  const { people, compiled } = snapshot
  for (const [index, { addresses }] of people.entries())
    if (addresses.length > 0) yield { addresses, approvers: approversOfPerson(snapshot, index, day) }
  for (const [index, { addresses }] of compiled.mailboxes.entries())
    yield { addresses, approvers: approversOfMailbox(snapshot, index) }
}

function finished(pairs: Iterable<Pair>): readonly GroupPair[] {
  const all = [...pairs]
  const uses = new Map<string, number>()
  for (const { name } of all) uses.set(name, (uses.get(name) ?? 0) + 1)
  return all
    .map(({ name, longName, senders, approvers }) => {
      const shown = uses.get(name) === 1 ? name : longName
      return { senderGroup: `${shown}/senders`, approverGroup: `${shown}/approvers`, senders, approvers }
    })
    .toSorted((one, other) => (one.senderGroup < other.senderGroup ? -1 : 1))
}

/** The groups of a day (`YYYY-MM-DD`). Everybody with an address is in exactly one sender group. */
export function unfoldGroups(snapshot: Snapshot, day: string): Groups {
  const { rules, table } = snapshot
  const pairs = new Map<string, Pair>()
  const single: Record<AllowOrReject, string[]> = { allow: [], reject: [] }
  for (const { addresses, approvers } of everySender(snapshot, day)) {
    const { outcome, asker, entries } = approvers
    if (outcome === 'exempt') single.allow.push(...addresses)
    else if (outcome === 'no-pattern') single[rules.unmatchedSender].push(...addresses)
    else if (outcome === 'no-approver-exists') single[rules.noApprover].push(...addresses)
    else {
      const { person } = asker
      const alone = person >= 0 && entries.some((entry) => namesPerson(table, entry, asker, person))
      const place = groupPlace(snapshot, approvers, alone)
      const known = pairs.get(place.longName)
      if (known === undefined) {
        const named = addressesOfApprovers(snapshot, approvers)
        pairs.set(place.longName, { ...place, senders: [...addresses], approvers: named })
      } else known.senders.push(...addresses)
    }
  }
  return {
    day,
    pairs: finished(pairs.values()),
    exempt: single.allow,
    refused: single.reject,
    unknownSender: rules.unknownSender,
  }
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
