/**
 * What the rules ask of every sender, of two rosters, compared: who may approve for whom, whose mail goes without anybody, and
 * who has nobody. Senders of one place have the same approvers, so places are compared and not people.
 */

import type {
  ApproverChange,
  ApproverChanges,
  ExemptChanges,
  PersonInChange,
  SenderInChange,
} from './changes.ts'
import { personInChange } from './compare-people.ts'
import { at } from './list-reading.ts'
import type { Snapshot } from './snapshot.ts'
import { standingOf, unplaced, type Unfolding } from './unfold.ts'

export interface UnfoldedRoster {
  readonly snapshot: Snapshot
  readonly unfolding: Unfolding
}

export interface ComparedSenders {
  readonly approvers: ApproverChanges
  readonly exempt: ExemptChanges
}

interface Difference {
  readonly gained: readonly PersonInChange[]
  readonly lost: readonly PersonInChange[]
}

function senderOf({ snapshot: { people, compiled } }: UnfoldedRoster, sender: number): SenderInChange {
  if (sender < people.length) return { kind: 'person', ...personInChange(people.at(sender)) }
  return { kind: 'mailbox', address: at(compiled.mailboxes, sender - people.length).address }
}

function approversAt({ snapshot, unfolding }: UnfoldedRoster, place: number): readonly PersonInChange[] {
  if (place < 0) return []
  return at(unfolding.places, place).approvers.map((person) => personInChange(snapshot.people.at(person)))
}

/** By sender of `before`: the same sender of `after`, or -1. */
function sameSenders(before: Snapshot, after: Snapshot, afterOf: Int32Array): Int32Array {
  const mailboxes = new Map(
    after.compiled.mailboxes.map(({ address }, index) => [address, after.people.length + index]),
  )
  return Int32Array.from([
    ...afterOf,
    ...before.compiled.mailboxes.map(({ address }) => mailboxes.get(address) ?? -1),
  ])
}

/** Approvers of a place before and of one after; `undefined`: the same people. The answer for two places is found once. */
function differences(
  before: UnfoldedRoster,
  after: UnfoldedRoster,
  afterOf: Int32Array,
): (old: number, now: number) => Difference | undefined {
  const known = new Map<number, Difference | undefined>()
  const compare = (old: number, now: number): Difference | undefined => {
    const were = at(before.unfolding.places, old).approvers
    const are = at(after.unfolding.places, now).approvers
    const stays = new Set<number>()
    for (const person of were) {
      const same = at(afterOf, person)
      if (same !== -1) stays.add(same)
    }
    const gained = are.filter((person) => !stays.has(person))
    if (gained.length === 0 && are.length === were.length) return undefined
    const remain = new Set(are)
    const lost = were.filter((person) => !remain.has(at(afterOf, person)))
    return {
      gained: gained.map((person) => personInChange(after.snapshot.people.at(person))),
      lost: lost.map((person) => personInChange(before.snapshot.people.at(person))),
    }
  }
  return (old, now) => {
    const pair = old * after.unfolding.places.length + now
    if (!known.has(pair)) known.set(pair, compare(old, now))
    return known.get(pair)
  }
}

/** Senders of several places with one and the same difference stand together. */
function gathering(): {
  readonly add: (difference: Difference, sender: SenderInChange) => void
  readonly all: () => readonly ApproverChange[]
} {
  const changes = new Map<string, Difference & { readonly senders: SenderInChange[] }>()
  const keys = new Map<Difference, string>()
  const keyOf = (difference: Difference): string => {
    let key = keys.get(difference)
    if (key === undefined) {
      const sides = [difference.gained, difference.lost]
      key = JSON.stringify(sides.map((side) => side.map(({ employee }) => employee).toSorted()))
      keys.set(difference, key)
    }
    return key
  }
  return {
    add: (difference, sender) => {
      const key = keyOf(difference)
      const known = changes.get(key)
      if (known === undefined) changes.set(key, { senders: [sender], ...difference })
      else known.senders.push(sender)
    },
    all: () => [...changes.values()],
  }
}

/** @param afterOf By person of `before`: his number in `after`, or -1. */
export function compareSenders(
  before: UnfoldedRoster,
  after: UnfoldedRoster,
  afterOf: Int32Array,
): ComparedSenders {
  const loseEvery: ApproverChanges['loseEvery'][number][] = []
  const newWithout: SenderInChange[] = []
  const getFirst: ApproverChanges['getFirst'][number][] = []
  const gained: ExemptChanges['gained'][number][] = []
  const lost: ExemptChanges['lost'][number][] = []
  const changed = gathering()
  const differenceOf = differences(before, after, afterOf)
  const compareOne = (old: number, now: number): void => {
    const oldPlace = old === -1 ? unplaced['no-address'] : at(before.unfolding.placeOf, old)
    const place = now === -1 ? unplaced['no-address'] : at(after.unfolding.placeOf, now)
    const was = standingOf(before.snapshot, oldPlace)
    const is = standingOf(after.snapshot, place)
    if (was === 'asks' && is === 'asks') {
      const difference = differenceOf(oldPlace, place)
      if (difference !== undefined) changed.add(difference, senderOf(after, now))
      return
    }
    if (was === is) return
    const sender = now === -1 ? senderOf(before, old) : senderOf(after, now)
    if (is === 'free') gained.push({ sender, was: was === 'free' ? 'absent' : was })
    else if (was === 'free') lost.push({ sender, is })
    if (is === 'refused') {
      if (was === 'absent') newWithout.push(sender)
      else loseEvery.push({ sender, lost: approversAt(before, oldPlace) })
    } else if (was === 'refused' && is === 'asks')
      getFirst.push({ sender, gained: approversAt(after, place) })
  }
  const pairs = sameSenders(before.snapshot, after.snapshot, afterOf)
  const stays = new Uint8Array(after.unfolding.placeOf.length)
  for (const [old, now] of pairs.entries()) {
    if (now !== -1) stays[now] = 1
    compareOne(old, now)
  }
  for (const [now, known] of stays.entries()) if (known === 0) compareOne(-1, now)
  return {
    approvers: { loseEvery, newWithout, getFirst, changed: changed.all() },
    exempt: { gained, lost },
  }
}
