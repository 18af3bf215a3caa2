/** Names that other parts of the rules may use: what is declared, and what a reference to something else gets. */

import { nearestWord } from '../text/nearest.ts'
import type { TextItem } from './rules-fields.ts'
import type { RulesSource } from './rules-yaml.ts'

/** Declared names; `undefined` where their declaration could not be read, so that nothing can be said about a use. */
export type Declared = ReadonlySet<string> | undefined

export interface RuleNames {
  readonly units: Declared
  readonly attributes: Declared
  readonly groups: Declared
}

/** Keys that every matcher knows beside units and attributes. */
export const builtInKeys: readonly string[] = ['role', 'employee', 'email']

/** Keys that mean something else in an accept entry, so that no unit or attribute may be called so. */
export const entryKeys: readonly string[] = ['same', 'tier', 'samePattern', 'people', 'group', 'attribute']

/** Every key of a matcher; `undefined` if some could not be read. */
export function matcherKeys({ units, attributes }: RuleNames): readonly string[] | undefined {
  if (units === undefined || attributes === undefined) return undefined
  return [...units, ...attributes, ...builtInKeys]
}

/** The names that are declared; the others are reported. */
export function declaredOnly(
  source: RulesSource,
  items: readonly TextItem[],
  what: 'group' | 'unit' | 'tier' | 'attribute',
  declared: Declared,
): readonly string[] {
  for (const { text, node } of items) {
    if (declared === undefined || declared.has(text)) continue
    const known = [...declared]
    source.report(node, 'name-undefined', { what, known, meant: nearestWord(text, known) })
  }
  return [...new Set(items.map(({ text }) => text))]
}
