/**
 * Who would have done: people whose presence in To or Cc lets the sender's mail go, the nearest first. Owns
 * their order, which is what a refused sender reads.
 */

import { approversOfMailbox, approversOfPerson } from './approvers.ts'
import { holderOf } from './directory.ts'
import { namedPosts } from './entry.ts'
import { at } from './list-reading.ts'
import type { PostTable } from './post-table.ts'
import type { Snapshot } from './snapshot.ts'
import type { Candidate, EntryPlace } from './verdict.ts'

interface Standing {
  readonly person: number
  readonly employee: string
  readonly post: number
  readonly namedBy: EntryPlace
  /** How many of the outermost levels equal the sender's main post before one differs. */
  readonly levels: number
  /** Position of the naming entry among all that were looked at. */
  readonly entry: number
}

/** @param sender -1: he has no post. */
function equalLevels({ units }: PostTable, post: number, sender: number): number {
  if (sender === -1) return 0
  const different = units.findIndex(({ values }) => values[post] !== values[sender])
  return different === -1 ? units.length : different
}

/** Whether `one` is nearer than `other`, as a negative number; employee numbers compare by code unit. */
function byNearness(one: Standing, other: Standing): number {
  if (one.levels !== other.levels) return other.levels - one.levels
  if (one.entry !== other.entry) return one.entry - other.entry
  return one.employee < other.employee ? -1 : 1
}

/** Of the posts by which one person qualifies: most equal levels, then first in the file, then first entry. */
function qualifiesBetter(one: Standing, other: Standing): boolean {
  if (one.levels !== other.levels) return one.levels > other.levels
  if (one.post !== other.post) return one.post < other.post
  return one.entry < other.entry
}

/**
 * Up to `limit` people who would do for this sender on this day (`YYYY-MM-DD`): most equal leading unit levels
 * first, then in the order of the entries that name them, then by employee number. None for a sender who is
 * unknown, exempt or without any approver.
 */
export function findCandidates(
  snapshot: Snapshot,
  senderAddress: string,
  day: string,
  limit = 10,
): readonly Candidate[] {
  const { table } = snapshot
  const holder = holderOf(snapshot.directory, senderAddress)
  if (holder === undefined) return []
  const approvers =
    holder >= 0 ? approversOfPerson(snapshot, holder, day) : approversOfMailbox(snapshot, -1 - holder)
  const { asker, entries } = approvers
  const standings = new Map<number, Standing>()
  for (const [entry, named] of entries.entries()) {
    for (const post of namedPosts(table, named, asker)) {
      const person = at(table.personOf, post)
      const standing: Standing = {
        person,
        employee: table.people.employeeAt(person),
        post,
        namedBy: named.place,
        levels: equalLevels(table, post, asker.main),
        entry,
      }
      const before = standings.get(person)
      if (before === undefined || qualifiesBetter(standing, before)) standings.set(person, standing)
    }
  }
  return [...standings.values()]
    .toSorted(byNearness)
    .slice(0, limit)
    .map((standing) => {
      const person = table.people.at(standing.person)
      const post = at(person.posts, standing.post - at(table.firstPost, standing.person))
      return { person, address: at(person.addresses, 0), post, namedBy: standing.namedBy }
    })
}
