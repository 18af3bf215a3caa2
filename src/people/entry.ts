/**
 * Accept entries, compiled against a roster: whether an entry names a person, whether it names anybody, whom
 * it names by which post, and whether somebody shares the units it compares. Answers come from indexes. Who
 * never counts (the sender himself) is said here once; people without an address are in no index.
 */

import { at, lowerBound } from './list-reading.ts'
import type { TextNumbers } from './packed-texts.ts'
import { startOfRole, type PostsByUnitAndRole, type UnitNumbers } from './unit-index.ts'
import type { PostTable } from './post-table.ts'
import type { AcceptEntry } from './rules.ts'
import type { EntryPlace } from './verdict.ts'

/** The sender as entries see him. A mailbox has neither person, nor main post, nor pattern: all -1. */
export interface Asker {
  readonly person: number
  readonly main: number
  readonly pattern: number
}

/** What a `same` entry asks for besides the units, for senders of one pattern. */
export interface Rank {
  /** Role numbers. */
  readonly roles: readonly number[]
  readonly posts: PostsByUnitAndRole
  /** `samePattern`: the post must pass this, too. */
  readonly within: ((post: number) => boolean) | undefined
}

interface Common {
  readonly place: EntryPlace
  readonly source: AcceptEntry
}

/** `same`: posts equal to the sender's main post at some levels, with a role. */
export interface SameEntry extends Common {
  readonly kind: 'same'
  /** Positions of the unit keys, ascending. */
  readonly levels: readonly number[]
  readonly units: UnitNumbers
  /** True if the sender's pattern decides what is asked for (`tier`, `samePattern`). */
  readonly readsPattern: boolean
  /** By the sender's pattern plus one (0: in none); `undefined` names nobody. */
  readonly ranks: readonly (Rank | undefined)[]
}

/** `people`, `group` and matchers: the same posts for every sender. */
export interface ListEntry extends Common {
  readonly kind: 'list'
  /** Ascending; the posts that qualify. */
  readonly posts: Int32Array
}

/** `attribute`: the main posts of people whose numbers stand in an attribute of the sender's main post. */
export interface AttributeEntry extends Common {
  readonly kind: 'attribute'
  /** Position in the layout. */
  readonly attribute: number
  readonly employees: TextNumbers
}

export type CompiledEntry = SameEntry | ListEntry | AttributeEntry

/** White space as the dump's own values are trimmed of it. */
const around = /^[ \t\r\n\u3000]+|[ \t\r\n\u3000]+$/g

/** The people an attribute of the sender's main post names, as far as they exist and have an address. */
function* peopleOfAttribute(table: PostTable, entry: AttributeEntry, asker: Asker): Iterable<number> {
  const value = at(table.posts.attributesAt(asker.main), entry.attribute)
  if (value === '') return
  for (const number of value.split(';')) {
    const person = entry.employees.get(number.replace(around, ''))
    if (person !== undefined && table.people.hasAddress(person)) yield person
  }
}

function rankFor(entry: SameEntry, asker: Asker): Rank | undefined {
  return entry.ranks[asker.pattern + 1]
}

/** True if the entry names `person`. The sender is no exception here: callers leave him out. */
export function namesPerson(table: PostTable, entry: CompiledEntry, asker: Asker, person: number): boolean {
  if (entry.kind === 'attribute') {
    for (const named of peopleOfAttribute(table, entry, asker)) if (named === person) return true
    return false
  }
  const first = at(table.firstPost, person)
  const end = at(table.firstPost, person + 1)
  if (entry.kind === 'list') {
    const found = entry.posts[lowerBound(entry.posts, first)]
    return found !== undefined && found < end
  }
  const rank = rankFor(entry, asker)
  if (rank === undefined) return false
  const unit = entry.units.of[asker.main]
  for (let post = first; post < end; post += 1) {
    if (
      entry.units.of[post] === unit &&
      rank.roles.includes(at(table.role.values, post)) &&
      (rank.within === undefined || rank.within(post))
    )
      return true
  }
  return false
}

/** Every person the entry names but the sender, with each post by which he qualifies; a pair may come twice. */
export function* namedPosts(table: PostTable, entry: CompiledEntry, asker: Asker): Iterable<number> {
  if (entry.kind === 'attribute') {
    for (const person of peopleOfAttribute(table, entry, asker))
      if (person !== asker.person) yield at(table.mainPost, person)
    return
  }
  if (entry.kind === 'list') {
    for (const post of entry.posts) if (table.personOf[post] !== asker.person) yield post
    return
  }
  const rank = rankFor(entry, asker)
  if (rank === undefined) return
  const unit = at(entry.units.of, asker.main)
  const end = at(rank.posts.starts, unit + 1)
  for (const role of rank.roles) {
    let position = startOfRole(rank.posts, table.role.values, unit, role)
    for (; position < end; position += 1) {
      const post = at(rank.posts.items, position)
      if (table.role.values[post] !== role) break
      if (table.personOf[post] !== asker.person) yield post
    }
  }
}

/** True if the entry names anybody but the sender. */
export function namesAnybody(table: PostTable, entry: CompiledEntry, asker: Asker): boolean {
  if (entry.kind === 'list') {
    // Posts of one person stand together, so the sender is alone in it only if he is at both ends.
    const [first] = entry.posts
    const last = entry.posts.at(-1)
    if (first === undefined || last === undefined) return false
    return table.personOf[first] !== asker.person || table.personOf[last] !== asker.person
  }
  for (const _ of namedPosts(table, entry, asker)) return true
  return false
}

/** True if a post of `person` equals the sender's main post at the keys of the entry. Tier and role are not looked at. */
export function sharesUnits(table: PostTable, entry: CompiledEntry, asker: Asker, person: number): boolean {
  if (entry.kind !== 'same') return false
  const unit = entry.units.of[asker.main]
  for (let post = at(table.firstPost, person); post < at(table.firstPost, person + 1); post += 1)
    if (entry.units.of[post] === unit) return true
  return false
}
