/** For every person, which rules pick him as a sender: found once for a snapshot, by his main post. */

import type { CompiledRules } from './compile-rules.ts'
import { at } from './list-reading.ts'
import type { CompiledMatcher } from './matcher.ts'
import type { PostTable } from './post-table.ts'
import type { Steps } from './steps.ts'

export interface Senders {
  /** By person: the first pattern whose `when` matches; -1: none. */
  readonly patternOf: Int32Array
  /** By person: the first line of the `exempt` list that matches; -1: none. */
  readonly exemptBy: Int32Array
  /** By person: which of `exceptionSets`. */
  readonly exceptionSetOf: Int32Array
  /** The exceptions that match, whatever the day, in the order of the file; the first set is empty. */
  readonly exceptionSets: readonly (readonly number[])[]
}

function* picked(table: PostTable, matcher: CompiledMatcher): Iterable<number> {
  for (const post of matcher.select()) {
    const person = at(table.personOf, post)
    if (table.mainPost[person] === post) yield person
  }
}

function firstPicker(table: PostTable, matchers: readonly CompiledMatcher[]): Int32Array {
  const first = new Int32Array(table.people.length).fill(-1)
  for (const [position, matcher] of matchers.entries())
    for (const person of picked(table, matcher)) if (first[person] === -1) first[person] = position
  return first
}

/** The same list of exceptions is kept once, however many people it is for. */
function allPickers(
  table: PostTable,
  matchers: readonly CompiledMatcher[],
): Pick<Senders, 'exceptionSetOf' | 'exceptionSets'> {
  const exceptionSetOf = new Int32Array(table.people.length)
  const exceptionSets: (readonly number[])[] = [[]]
  for (const [position, matcher] of matchers.entries()) {
    const longer = new Map<number, number>()
    for (const person of picked(table, matcher)) {
      const before = at(exceptionSetOf, person)
      let after = longer.get(before)
      if (after === undefined) {
        after = exceptionSets.length
        exceptionSets.push([...at(exceptionSets, before), position])
        longer.set(before, after)
      }
      exceptionSetOf[person] = after
    }
  }
  return { exceptionSetOf, exceptionSets }
}

export function* sendersOf(table: PostTable, { pickers }: CompiledRules): Steps<Senders> {
  const patternOf = firstPicker(table, pickers.patterns)
  yield
  const exemptBy = firstPicker(table, pickers.exempt)
  yield
  return { patternOf, exemptBy, ...allPickers(table, pickers.exceptions) }
}
