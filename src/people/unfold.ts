/**
 * The rules of one day unfolded: the place of every sender, and who may approve there, as numbers of the roster. Owns who
 * shares a place; the groups as a gateway sees them are `groups.ts`.
 */

import { approversOfMailbox, approversOfPerson, type Approvers } from './approvers.ts'
import { namedPosts, namesPerson } from './entry.ts'
import { groupPlace, type GroupPlace } from './group-place.ts'
import { at } from './list-reading.ts'
import type { Snapshot } from './snapshot.ts'

export interface UnfoldedPlace extends GroupPlace {
  /** Numbers of people, in the order in which the entries name them. */
  readonly approvers: readonly number[]
}

/** What stands in `Unfolding.placeOf` for a sender without a place. */
export const unplaced = { exempt: -1, 'no-pattern': -2, 'no-approver-exists': -3, 'no-address': -4 } as const

/** A sender is the number of a person, or the count of people plus the number of a mailbox. */
export interface Unfolding {
  readonly places: readonly UnfoldedPlace[]
  /** By sender: the position of his place, or one of `unplaced`. */
  readonly placeOf: Int32Array
}

const itself = (person: number): number => person

/**
 * By person, a number: the rules ask the same of those who share it, as far as they do not name the senders themselves nor
 * read attributes.
 */
function likenessOf({ people, table, senders }: Snapshot): Int32Array {
  let likeness = new Int32Array(people.length)
  const refine = (values: Int32Array, position: (person: number) => number, least: number): void => {
    let most = 0
    for (const value of values) if (value - least > most) most = value - least
    const numbers = new Map<number, number>()
    likeness = likeness.map((before, person) => {
      const pair = before * (most + 1) + at(values, position(person)) - least
      const known = numbers.get(pair)
      if (known !== undefined) return known
      numbers.set(pair, numbers.size)
      return numbers.size - 1
    })
  }
  const main = (person: number): number => at(table.mainPost, person)
  for (const column of table.units) refine(column.values, main, 0)
  refine(table.role.values, main, 0)
  refine(senders.patternOf, itself, -1)
  refine(senders.exceptionSetOf, itself, 0)
  refine(senders.exemptBy, itself, -1)
  return likeness
}

function namesHim({ table }: Snapshot, { entries, asker }: Approvers, person: number): boolean {
  return entries.some((entry) => namesPerson(table, entry, asker, person))
}

function peopleOf({ table }: Snapshot, { asker, entries }: Approvers): readonly number[] {
  const people = new Set<number>()
  for (const entry of entries)
    for (const post of namedPosts(table, entry, asker)) people.add(at(table.personOf, post))
  return [...people]
}

/** @param day `YYYY-MM-DD` in the company's time zone */
export function unfold(snapshot: Snapshot, day: string): Unfolding {
  const { people, compiled } = snapshot
  const places: UnfoldedPlace[] = []
  const positions = new Map<string, number>()
  const placeOf = new Int32Array(people.length + compiled.mailboxes.length)
  const positionFor = (approvers: Approvers, alone: boolean): number => {
    if (approvers.outcome !== 'named') return unplaced[approvers.outcome]
    const place = groupPlace(snapshot, approvers, alone)
    const known = positions.get(place.longName)
    if (known !== undefined) return known
    positions.set(place.longName, places.length)
    return places.push({ ...place, approvers: peopleOf(snapshot, approvers) }) - 1
  }
  const likeness = likenessOf(snapshot)
  const models: ({ readonly approvers: Approvers; readonly position: number } | undefined)[] = []
  for (let person = 0; person < people.length; person += 1) {
    if (!people.hasAddress(person)) {
      placeOf[person] = unplaced['no-address']
      continue
    }
    // Whom no entry names that was looked at for another one like him is asked the same: none of the lists changes without him.
    const model = models[at(likeness, person)]
    if (model !== undefined && !namesHim(snapshot, model.approvers, person)) {
      placeOf[person] = model.position
      continue
    }
    const approvers = approversOfPerson(snapshot, person, day)
    const alone = namesHim(snapshot, approvers, person)
    const position = positionFor(approvers, alone)
    placeOf[person] = position
    if (!alone && approvers.entries.every(({ kind }) => kind !== 'attribute'))
      models[at(likeness, person)] = { approvers, position }
  }
  for (let mailbox = 0; mailbox < compiled.mailboxes.length; mailbox += 1)
    placeOf[people.length + mailbox] = positionFor(approversOfMailbox(snapshot, mailbox), false)
  return { places, placeOf }
}

/** What becomes of a sender's outside mail: it goes, never goes, asks for an approver; `absent`: he has no address. */
export type Standing = 'free' | 'refused' | 'asks' | 'absent'

/** @param place As in `Unfolding.placeOf` */
export function standingOf({ rules }: Snapshot, place: number): Standing {
  if (place >= 0) return 'asks'
  if (place === unplaced['no-address']) return 'absent'
  const goes =
    place === unplaced.exempt ||
    (place === unplaced['no-pattern'] ? rules.unmatchedSender : rules.noApprover) === 'allow'
  return goes ? 'free' : 'refused'
}
