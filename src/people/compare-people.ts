/** People of two rosters, compared: who came and went, and what else HR has changed about those who stay. */

import type { PeopleChanges, PersonInChange, PostInChange } from './changes.ts'
import { at } from './list-reading.ts'
import type { Person, Post } from './person.ts'
import type { Snapshot } from './snapshot.ts'

/** Positions of a unit key in both layouts, for the keys that both have. */
export type CommonLevels = readonly (readonly [before: number, after: number])[]

export function postInChange({ units, unitNames, role }: Post): PostInChange {
  return { units, unitNames, role }
}

export function personInChange({ employee, name, main }: Person): PersonInChange {
  return { employee, name, ...postInChange(main) }
}

type Lists = { readonly [Name in keyof PeopleChanges]: PeopleChanges[Name][number][] }

function sameUnits(before: Post, after: Post, levels: CommonLevels): boolean {
  if (before.units === after.units) return true
  for (const [old, now] of levels) if (before.units[old] !== after.units[now]) return false
  return true
}

function sameList(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((value, index) => value === after[index])
}

function without(list: readonly string[], others: readonly string[]): readonly string[] {
  return list.filter((value) => !others.includes(value))
}

/** How high a role stands in the tiers of a pattern: from 0 down, in the order of the file; in none: below all. */
type Ranking = (role: string) => number

function rankingOf({ rules }: Snapshot): (pattern: number) => Ranking {
  const known = new Map<number, Ranking>()
  return (pattern) => {
    let ranking = known.get(pattern)
    if (ranking === undefined) {
      const tiers = [...at(rules.patterns, pattern).tiers.values()]
      const ranks = new Map(tiers.flatMap((roles, rank) => roles.map((role) => [role, rank])))
      ranking = (role) => ranks.get(role) ?? tiers.length
      known.set(pattern, ranking)
    }
    return ranking
  }
}

/** True if the person is exempt by a line that asks for his role. */
function isExemptByRole({ senders, rules }: Snapshot, person: number): boolean {
  return rules.exempt[at(senders.exemptBy, person)]?.some(({ key }) => key === 'role') ?? false
}

/**
 * Negative: the role is a higher one now. A role that is exempt stands above all tiers. Others are compared by the later rules and within one pattern only, since the same
 * code may mean something else in another; 0: the rules do not say.
 */
function climbOf(
  before: Snapshot,
  after: Snapshot,
  ranking: (pattern: number) => Ranking,
): (old: number, now: number) => number {
  return (old, now) => {
    const wasAbove = isExemptByRole(before, old)
    const isAbove = isExemptByRole(after, now)
    if (wasAbove !== isAbove) return isAbove ? -1 : 1
    const pattern = at(after.senders.patternOf, now)
    const id = after.rules.patterns[pattern]?.id
    if (wasAbove || id === undefined) return 0
    if (id !== before.rules.patterns[at(before.senders.patternOf, old)]?.id) return 0
    const rank = ranking(pattern)
    return rank(after.people.at(now).main.role) - rank(before.people.at(old).main.role)
  }
}

/** The concurrent posts of `one` that are not in `other`; of equal ones as many as are too many. */
function postsOnlyIn(
  one: Person,
  other: Person,
  isSame: (mine: Post, its: Post) => boolean,
): readonly Post[] {
  if (one.posts.length === 1) return []
  const rest = other.posts.filter(({ concurrent }) => concurrent)
  return one.posts.filter((post) => {
    if (!post.concurrent) return false
    const found = rest.findIndex((its) => isSame(post, its))
    if (found >= 0) rest.splice(found, 1)
    return found === -1
  })
}

/** @param afterOf By person of `before`: his number in `after`, or -1. */
export function comparePeople(
  before: Snapshot,
  after: Snapshot,
  afterOf: Int32Array,
  levels: CommonLevels,
): PeopleChanges {
  const lists: Lists = {
    joined: [],
    left: [],
    moved: [],
    promoted: [],
    demoted: [],
    roleChanged: [],
    concurrentGained: [],
    concurrentLost: [],
    renamed: [],
    addresses: [],
  }
  const climb = climbOf(before, after, rankingOf(after))
  const samePost = (old: Post, now: Post): boolean => old.role === now.role && sameUnits(old, now, levels)
  const compareOne = (old: number, now: number): void => {
    const was = before.people.at(old)
    const is = after.people.at(now)
    const person = personInChange(is)
    if (!sameUnits(was.main, is.main, levels)) lists.moved.push({ person, from: postInChange(was.main) })
    if (was.main.role !== is.main.role) {
      const steps = climb(old, now)
      const list = steps < 0 ? lists.promoted : steps > 0 ? lists.demoted : lists.roleChanged
      list.push({ person, from: was.main.role })
    }
    if (was.posts.length > 1 || is.posts.length > 1) {
      for (const post of postsOnlyIn(is, was, (mine, its) => samePost(its, mine)))
        lists.concurrentGained.push({ person, post: postInChange(post) })
      for (const post of postsOnlyIn(was, is, samePost))
        lists.concurrentLost.push({ person, post: postInChange(post) })
    }
    if (was.name !== is.name) lists.renamed.push({ person, from: was.name })
    if (sameList(was.addresses, is.addresses)) return
    const gained = without(is.addresses, was.addresses)
    const lost = without(was.addresses, is.addresses)
    if (gained.length + lost.length > 0) lists.addresses.push({ person, gained, lost })
  }
  const stays = new Uint8Array(after.people.length)
  for (const [old, now] of afterOf.entries()) {
    if (now === -1) lists.left.push(personInChange(before.people.at(old)))
    else {
      stays[now] = 1
      compareOne(old, now)
    }
  }
  for (const [now, isThere] of stays.entries())
    if (isThere === 0) lists.joined.push(personInChange(after.people.at(now)))
  return lists
}
