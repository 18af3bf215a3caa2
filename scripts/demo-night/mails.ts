/** The mails of a day: outside mails of everybody for whom something has changed, and of some for whom nothing has. */

import { findCandidates } from '../../src/people/candidates.ts'
import type { PersonInChange, RosterChanges, SenderInChange } from '../../src/people/changes.ts'
import { judge } from '../../src/people/judge.ts'
import { personByEmployee } from '../../src/people/look-up.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'

export interface DemoMail {
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** As the rules say by the roster in force. */
  readonly mayGo: boolean
}

const outside = 'partner@customer.example'

/** A roster, as it is asked on a day (`YYYY-MM-DD`). */
export interface RosterOn {
  readonly snapshot: Snapshot
  readonly day: string
}

const sendersAtMost = 70
const ofEachChange = 2
const steadySenders = 16
/** One colleague in so many stands in To in place of Cc. */
const toEvery = 4

/**
 * For each sender: with nobody, with the nearest approver, with the nearest approver of before, and with somebody else.
 * @param everybody addresses of all people
 * @param before `undefined`: there was none
 */
export function mailsOf(
  everybody: readonly string[],
  before: RosterOn | undefined,
  now: RosterOn,
  changes: RosterChanges,
): readonly DemoMail[] {
  const step = Math.max(1, Math.floor(everybody.length / steadySenders))
  const steady = everybody.filter((_, index) => index % step === 0)
  const senders = [...new Set([...changedIn(changes, before, now), ...steady])]
  return senders.flatMap((from, index) => {
    const nearest = nearestOf(now, from)
    const former = before === undefined ? undefined : nearestOf(before, from)
    const somebody = everybody[(index * 37 + 11) % everybody.length]
    return [...new Set([undefined, nearest, former, somebody])].map((colleague, each) =>
      mailFrom(from, colleague, (index + each) % toEvery === 0, now),
    )
  })
}

function mailFrom(
  from: string,
  colleague: string | undefined,
  isInTo: boolean,
  { snapshot, day }: RosterOn,
): DemoMail {
  const inside = colleague === undefined ? [] : [colleague]
  const visible = { to: [outside, ...(isInTo ? inside : [])], cc: isInTo ? [] : inside }
  const { verdict } = judge(snapshot, { from, ...visible, others: [], day })
  return { from, ...visible, mayGo: verdict === 'allow' }
}

function nearestOf({ snapshot, day }: RosterOn, sender: string): string | undefined {
  return findCandidates(snapshot, sender, day, 1)[0]?.address
}

function changedIn(
  { people, approvers, exempt }: RosterChanges,
  before: RosterOn | undefined,
  now: RosterOn,
): readonly string[] {
  const address = (employee: string): string | undefined =>
    personByEmployee(now.snapshot, employee)?.addresses.at(-1) ??
    (before === undefined ? undefined : personByEmployee(before.snapshot, employee)?.addresses[0])
  const ofPeople = (list: readonly PersonInChange[]): readonly (string | undefined)[] =>
    list.map(({ employee }) => address(employee))
  const ofSenders = (list: readonly SenderInChange[]): readonly (string | undefined)[] =>
    list.map((sender) => (sender.kind === 'mailbox' ? sender.address : address(sender.employee)))
  const gravest = [
    ...ofSenders(approvers.loseEvery.map(({ sender }) => sender)),
    ...ofSenders([...exempt.gained, ...exempt.lost].map(({ sender }) => sender)),
    ...ofSenders(approvers.newWithout),
    ...ofSenders(approvers.getFirst.map(({ sender }) => sender)),
    ...ofPeople([...people.promoted, ...people.demoted, ...people.roleChanged].map(({ person }) => person)),
    ...ofPeople([...people.concurrentGained, ...people.concurrentLost].map(({ person }) => person)),
    ...ofPeople(people.addresses.map(({ person }) => person)),
    ...ofSenders(approvers.changed.flatMap(({ senders }) => senders.slice(0, ofEachChange))),
    ...ofPeople([...people.left, ...people.joined, ...people.moved.map(({ person }) => person)]),
  ]
  return [...new Set(gravest.filter((each) => each !== undefined))].slice(0, sendersAtMost)
}
