/**
 * Posts by units and role: for each set of unit keys that the rules compare, which posts equal one another
 * there, and, within those, the posts of one role. Holds only posts of people with an address, since nobody
 * else can be an approver.
 */

import { at } from './list-reading.ts'
import { intoBuckets, type Buckets, type PostTable } from './post-table.ts'

/** By post, the number of its unit: two posts have the same number if they are equal at every level compared. */
export interface UnitNumbers {
  readonly of: Int32Array
  readonly count: number
}

/** Posts by unit number, within a unit by role number. */
export type PostsByUnitAndRole = Buckets

export interface UnitIndex {
  /** @param levels Positions of the unit keys, ascending. */
  readonly unitNumbers: (levels: readonly number[]) => UnitNumbers
  /** @param only Leave out posts for which it does not hold. @param name Tells two such tests apart. */
  readonly posts: (
    levels: readonly number[],
    only?: { readonly name: string; readonly holds: (post: number) => boolean },
  ) => PostsByUnitAndRole
}

function remembered<Value>(known: Map<string, Value>, key: string, compute: () => Value): Value {
  const old = known.get(key)
  if (old !== undefined) return old
  const value = compute()
  known.set(key, value)
  return value
}

/** Pairs of numbers up to which a table of all of them is made. */
const mostPairs = 4_000_000

function refine(before: UnitNumbers, values: Int32Array, codes: number): UnitNumbers {
  const of = new Int32Array(values.length)
  if (before.count * codes <= mostPairs) {
    const numbers = new Int32Array(before.count * codes)
    let count = 0
    for (let post = 0; post < of.length; post += 1) {
      const pair = at(before.of, post) * codes + at(values, post)
      let number = at(numbers, pair)
      if (number === 0) {
        count += 1
        number = count
        numbers[pair] = number
      }
      of[post] = number - 1
    }
    return { of, count }
  }
  const numbers = new Map<number, number>()
  for (let post = 0; post < of.length; post += 1) {
    const pair = at(before.of, post) * codes + at(values, post)
    let number = numbers.get(pair)
    if (number === undefined) {
      number = numbers.size
      numbers.set(pair, number)
    }
    of[post] = number
  }
  return { of, count: numbers.size }
}

/** Answers are computed once for each set of keys, when the rules are compiled. */
export function unitIndex(table: PostTable): UnitIndex {
  const knownNumbers = new Map<string, UnitNumbers>()
  const knownPosts = new Map<string, PostsByUnitAndRole>()
  const byRole = table.role
    .postsByCode()
    .items.filter((post) => table.people.hasAddress(at(table.personOf, post)))
  const unitNumbers = (levels: readonly number[]): UnitNumbers =>
    remembered(knownNumbers, levels.join(), () => {
      const last = levels.at(-1)
      if (last === undefined) return { of: new Int32Array(table.posts.length), count: 1 }
      const column = at(table.units, last)
      if (levels.length === 1) return { of: column.values, count: column.numbers.size }
      return refine(unitNumbers(levels.slice(0, -1)), column.values, column.numbers.size)
    })
  return {
    unitNumbers,
    posts: (levels, only) =>
      remembered(knownPosts, `${levels.join()} ${only?.name ?? ''}`, () => {
        const { of, count } = unitNumbers(levels)
        return intoBuckets(of, count, only === undefined ? byRole : byRole.filter(only.holds))
      }),
  }
}

/** Where the posts of one unit and role begin in `posts.items`; they end where the unit or the role does. */
export function startOfRole(
  posts: PostsByUnitAndRole,
  roles: Int32Array,
  unit: number,
  role: number,
): number {
  let low = at(posts.starts, unit)
  let high = at(posts.starts, unit + 1)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(roles, at(posts.items, middle)) < role) low = middle + 1
    else high = middle
  }
  return low
}
