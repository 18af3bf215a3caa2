/**
 * Matchers, compiled: a test of one post, and the selection of all posts that pass it, which starts from the
 * rarest code the matcher names instead of from all posts.
 */

import { lowerAscii } from '../mail/address.ts'
import type { Directory } from './directory.ts'
import { at } from './list-reading.ts'
import type { Column, PostTable } from './post-table.ts'
import type { Condition, DumpLayout, Matcher } from './rules.ts'

export type PostTest = (post: number) => boolean

export interface CompiledMatcher {
  readonly holds: PostTest
  /** The posts it holds for, ascending. */
  readonly select: () => Int32Array
}

/** What rules are compiled against. */
export interface Roster {
  readonly layout: DumpLayout
  readonly table: PostTable
  readonly directory: Directory
}

interface CompiledCondition {
  readonly holds: PostTest
  /** Posts beyond which it never holds, where an index knows them; `count` is what looking at them costs. */
  readonly reach: { readonly count: number; readonly posts: () => readonly Int32Array[] } | undefined
}

const always: PostTest = () => true
const never: PostTest = () => false

function columnCondition(column: Column, { wanted }: Condition): CompiledCondition {
  const { values, numbers } = column
  if (wanted.kind === 'any') return { holds: always, reach: undefined }
  if (wanted.kind === 'blank') return { holds: (post) => values[post] === 0, reach: undefined }
  if (wanted.kind === 'present') return { holds: (post) => values[post] !== 0, reach: undefined }
  const known = new Set<number>()
  for (const code of wanted.codes) {
    const number = numbers.get(code)
    if (number !== undefined) known.add(number)
  }
  const [only] = known
  const { starts, items } = column.postsByCode()
  let count = 0
  for (const number of known) count += at(starts, number + 1) - at(starts, number)
  return {
    holds: known.size === 1 ? (post) => values[post] === only : (post) => known.has(at(values, post)),
    reach: {
      count,
      posts: () => [...known].map((number) => items.subarray(at(starts, number), at(starts, number + 1))),
    },
  }
}

function personCondition(table: PostTable, persons: ReadonlySet<number>): CompiledCondition {
  return {
    holds: (post) => persons.has(at(table.personOf, post)),
    reach: {
      count: persons.size,
      posts: () =>
        [...persons].map((person) => {
          const first = at(table.firstPost, person)
          return Int32Array.from(
            { length: at(table.firstPost, person + 1) - first },
            (_, index) => first + index,
          )
        }),
    },
  }
}

function employeeCondition({ table, directory }: Roster, { wanted }: Condition): CompiledCondition {
  if (wanted.kind === 'blank') return { holds: never, reach: { count: 0, posts: () => [] } }
  if (wanted.kind !== 'codes') return { holds: always, reach: undefined }
  const persons = wanted.codes.map((code) => directory.employees.get(code))
  return personCondition(table, new Set(persons.filter((person) => person !== undefined)))
}

function emailCondition({ table, directory }: Roster, { wanted }: Condition): CompiledCondition {
  if (wanted.kind === 'any') return { holds: always, reach: undefined }
  if (wanted.kind === 'codes') {
    const holders = wanted.codes.map((code) => directory.holders.get(lowerAscii(code)) ?? -1)
    return personCondition(table, new Set(holders.filter((holder) => holder >= 0)))
  }
  const blank = wanted.kind === 'blank'
  return {
    holds: (post) => table.people.hasAddress(at(table.personOf, post)) !== blank,
    reach: undefined,
  }
}

function compileCondition(roster: Roster, condition: Condition): CompiledCondition {
  const { layout, table } = roster
  if (condition.key === 'role') return columnCondition(table.role, condition)
  if (condition.key === 'employee') return employeeCondition(roster, condition)
  if (condition.key === 'email') return emailCondition(roster, condition)
  const level = layout.units.findIndex(({ key }) => key === condition.key)
  if (level >= 0) return columnCondition(at(table.units, level), condition)
  const position = layout.attributes.findIndex(({ key }) => key === condition.key)
  if (position >= 0) return columnCondition(table.attribute(position), condition)
  throw new Error(`matcher key ${condition.key} has passed the check of the rules but is unknown`)
}

function allOf(tests: readonly PostTest[]): PostTest {
  const [first = always, second = always, ...others] = tests
  if (tests.length <= 1) return first
  if (tests.length === 2) return (post) => first(post) && second(post)
  return (post) => first(post) && second(post) && others.every((test) => test(post))
}

/** Every name in the matcher must have been checked by `read-rules.ts`; throws on a key that nobody knows. */
export function compileMatcher(roster: Roster, matcher: Matcher): CompiledMatcher {
  const conditions = matcher
    .filter(({ wanted }) => wanted.kind !== 'any')
    .map((condition) => compileCondition(roster, condition))
  const holds = allOf(conditions.map((condition) => condition.holds))
  const rarest = conditions
    .flatMap(({ reach }) => (reach === undefined ? [] : [reach]))
    .toSorted((one, other) => one.count - other.count)[0]
  return {
    holds,
    select: () => {
      const found: number[] = []
      if (rarest === undefined) {
        for (let post = 0; post < roster.table.posts.length; post += 1) if (holds(post)) found.push(post)
        return new Int32Array(found)
      }
      const lists = rarest.posts()
      for (const list of lists) for (const post of list) if (holds(post)) found.push(post)
      const posts = new Int32Array(found)
      return lists.length > 1 ? posts.toSorted() : posts
    },
  }
}
