/** Turns accept entries as written into entries that answer from indexes. */

import type { CompiledEntry, Rank } from './entry.ts'
import { at, union } from './list-reading.ts'
import { compileMatcher, type CompiledMatcher, type Roster } from './matcher.ts'
import type { AcceptEntry, AcceptList, Pattern } from './rules.ts'
import type { UnitIndex } from './unit-index.ts'
import type { EntryPlace } from './verdict.ts'

/** What entries may refer to. */
export interface EntryContext {
  readonly roster: Roster
  readonly index: UnitIndex
  readonly patterns: readonly Pattern[]
  /** The `when` of each pattern. */
  readonly whens: readonly CompiledMatcher[]
  /** The posts of each group's members, ascending; only of people with an address. */
  readonly groups: ReadonlyMap<string, Int32Array>
}

type Same = Extract<AcceptEntry, { readonly kind: 'same' }>

function hasAddress({ table }: Roster, person: number): boolean {
  return table.people.hasAddress(person)
}

/** The posts that any of the matchers holds for, ascending; only of people with an address. */
export function postsOfMatchers(roster: Roster, matchers: readonly CompiledMatcher[]): Int32Array {
  const posts = union(matchers.map((matcher) => matcher.select()))
  return posts.filter((post) => hasAddress(roster, at(roster.table.personOf, post)))
}

function mainPostsOf(roster: Roster, employees: readonly string[]): Int32Array {
  const { table, directory } = roster
  const posts: number[] = []
  for (const employee of employees) {
    const person = directory.employees.get(employee)
    if (person !== undefined && hasAddress(roster, person)) posts.push(at(table.mainPost, person))
  }
  return union([posts])
}

function levelsOf({ layout }: Roster, keys: readonly string[]): readonly number[] {
  return layout.units.flatMap(({ key }, level) => (keys.includes(key) ? [level] : []))
}

function roleNumbers({ table }: Roster, roles: readonly string[]): readonly number[] {
  const numbers = new Set<number>()
  for (const role of roles) {
    const number = table.role.numbers.get(role)
    if (number !== undefined) numbers.add(number)
  }
  return [...numbers]
}

/** The rank that `entry` asks of a sender in the pattern at `position` (-1: in none). */
function rankOf(context: EntryContext, entry: Same, position: number): Rank | undefined {
  const { roster, index, patterns, whens } = context
  const pattern = patterns[position]
  const roles =
    'roles' in entry.by ? entry.by.roles : entry.by.tiers.flatMap((tier) => pattern?.tiers.get(tier) ?? [])
  const numbers = roleNumbers(roster, roles)
  if (numbers.length === 0 || (entry.samePattern && pattern === undefined)) return undefined
  const levels = levelsOf(roster, entry.same)
  const within = entry.samePattern ? at(whens, position).holds : undefined
  const posts = index.posts(
    levels,
    within === undefined ? undefined : { name: String(position), holds: within },
  )
  return { roles: numbers, posts, within }
}

function compileSame(
  context: EntryContext,
  entry: Same,
  place: EntryPlace,
  onlyFor: number | undefined,
): CompiledEntry {
  const levels = levelsOf(context.roster, entry.same)
  const readsPattern = entry.samePattern || 'tiers' in entry.by
  const free = readsPattern ? undefined : rankOf(context, entry, -1)
  const ranks: (Rank | undefined)[] = []
  for (let pattern = -1; pattern < context.patterns.length; pattern += 1) {
    if (!readsPattern) ranks.push(free)
    else if (onlyFor === undefined || onlyFor === pattern) ranks.push(rankOf(context, entry, pattern))
    else ranks.push(undefined)
  }
  return {
    kind: 'same',
    place,
    source: entry,
    levels,
    units: context.index.unitNumbers(levels),
    readsPattern,
    ranks,
  }
}

function compileEntry(
  context: EntryContext,
  entry: AcceptEntry,
  place: EntryPlace,
  onlyFor: number | undefined,
): CompiledEntry {
  const { roster, groups } = context
  switch (entry.kind) {
    case 'same':
      return compileSame(context, entry, place, onlyFor)
    case 'people':
      return { kind: 'list', place, source: entry, posts: mainPostsOf(roster, entry.employees) }
    case 'group': {
      const members = entry.groups.map((name) => groups.get(name) ?? new Int32Array())
      return { kind: 'list', place, source: entry, posts: union(members) }
    }
    case 'attribute': {
      const attribute = roster.layout.attributes.findIndex(({ key }) => key === entry.attribute)
      return {
        kind: 'attribute',
        place,
        source: entry,
        attribute,
        employees: roster.directory.employees,
      }
    }
    case 'matcher': {
      const posts = postsOfMatchers(roster, [compileMatcher(roster, entry.matcher)])
      return { kind: 'list', place, source: entry, posts }
    }
  }
}

/**
 * @param placeOf Where the entry at a position of the list stands.
 * @param onlyFor The pattern whose senders alone meet these entries; `undefined`: senders of any or none.
 */
export function compileList(
  context: EntryContext,
  list: AcceptList,
  placeOf: (entry: number) => EntryPlace,
  onlyFor?: number,
): readonly CompiledEntry[] {
  return list.map((entry, position) => compileEntry(context, entry, placeOf(position), onlyFor))
}
