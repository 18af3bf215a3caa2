/**
 * The linter of `policies.yaml`: what a file that can be read says and cannot mean. Every rule once; the sentences stand in
 * `text/policy-lint.ts`. Pure.
 */

import { contradictions, repetitions } from './lint-contradiction.ts'
import { doubleEntries, unknownNames, unusedNames } from './lint-names.ts'
import { patterns } from './lint-patterns.ts'
import type { Finding, LintContext, LintRule } from './lint-problem.ts'
import { reach, unconditionalPasses } from './lint-reach.ts'
import { sendersWord } from './lint-senders-word.ts'
import { datesOver, offForLong, skippedDoubt } from './lint-times.ts'

const rules: readonly LintRule[] = [
  contradictions,
  repetitions,
  reach,
  unconditionalPasses,
  sendersWord,
  datesOver,
  offForLong,
  skippedDoubt,
  unknownNames,
  unusedNames,
  doubleEntries,
  patterns,
]

/** In the order of the file. What stands in a condition set is said once, however many policies use the set. */
export function lint(context: LintContext): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const one of rules.flatMap((rule) => rule(context))) {
    const name = 'name' in one.detail ? one.detail.name : ''
    const key = `${one.kind} ${one.place.line}:${one.place.column} ${name}`
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()].toSorted(
    (a, b) => a.place.line - b.place.line || a.place.column - b.place.column,
  )
}
