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

function* firstPicker(table: PostTable, matchers: readonly CompiledMatcher[]): Steps<Int32Array> {
  const { mainPost, personOf, people } = table
  const first = new Int32Array(people.length).fill(-1)
  for (const [position, matcher] of matchers.entries()) {
    for (const post of matcher.select()) {
      const person = at(personOf, post)
      if (mainPost[person] === post && first[person] === -1) first[person] = position
    }
    yield
  }
  return first
}

/** The same list of exceptions is kept once, however many people it is for. */
function* allPickers(
  { mainPost, personOf, people }: PostTable,
  matchers: readonly CompiledMatcher[],
): Steps<Pick<Senders, 'exceptionSetOf' | 'exceptionSets'>> {
  const exceptionSetOf = new Int32Array(people.length)
  const exceptionSets: (readonly number[])[] = [[]]
  for (const [position, matcher] of matchers.entries()) {
    const longer = new Map<number, number>()
    for (const post of matcher.select()) {
      const person = at(personOf, post)
      if (mainPost[person] !== post) continue
      const before = at(exceptionSetOf, person)
      let after = longer.get(before)
      if (after === undefined) {
        after = exceptionSets.length
        exceptionSets.push([...at(exceptionSets, before), position])
        longer.set(before, after)
      }
      exceptionSetOf[person] = after
    }
    yield
  }
  return { exceptionSetOf, exceptionSets }
}

export function* sendersOf(table: PostTable, { pickers }: CompiledRules): Steps<Senders> {
  const patternOf = yield* firstPicker(table, pickers.patterns)
  const exemptBy = yield* firstPicker(table, pickers.exempt)
  const sets = yield* allPickers(table, pickers.exceptions)
  return { patternOf, exemptBy, ...sets }
}
