/** Linter: regular expressions that match everything, or nothing, or hold an alternative that is empty. */

import type { Leaf } from './lint-normal-form.ts'
import { readPattern } from './lint-pattern-reading.ts'
import { type Finding, type LintContext, type LintRule, finding } from './lint-problem.ts'
import { leavesOf, placeInSettings, treesOf } from './lint-trees.ts'
import { isMap } from './plain-map.ts'
import type { PolicyPath } from './policies-yaml.ts'

interface Pattern {
  readonly pattern: string
  readonly path: PolicyPath
}

/** Conditions write them under `matches`: one, or several of which one must match. */
function patternsIn(settings: unknown, path: PolicyPath): readonly Pattern[] {
  if (!isMap(settings)) return []
  return Object.entries(settings).flatMap(([key, value]) => {
    const here = [...path, key]
    if (key !== 'matches') return patternsIn(value, here)
    if (typeof value === 'string') return [{ pattern: value, path: here }]
    return Array.isArray(value)
      ? value.flatMap((pattern: unknown, index) =>
          typeof pattern === 'string' ? [{ pattern, path: [...here, index] }] : [],
        )
      : patternsIn(value, here)
  })
}

function findingsOf(leaf: Leaf, policy: string, source: LintContext['source']): readonly Finding[] {
  return patternsIn(leaf.settings, []).flatMap(({ pattern, path }): readonly Finding[] => {
    const reading = readPattern(pattern)
    if (reading === undefined) return []
    const place = placeInSettings(leaf, path, source)
    if (reading.neverMatches) return [finding('pattern-never-matches', 'error', place, policy, { pattern })]
    if (reading.matchesEverything)
      return [finding('pattern-matches-everything', 'error', place, policy, { pattern })]
    if (reading.hasEmptyAlternative)
      return [finding('pattern-empty-alternative', 'warning', place, policy, { pattern })]
    return []
  })
}

export const patterns: LintRule = ({ document, source }) =>
  document.policies.flatMap((policy) =>
    treesOf(policy)
      .flatMap(leavesOf)
      .flatMap((leaf) => findingsOf(leaf, policy.id, source)),
  )
