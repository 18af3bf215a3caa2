/** Matchers as the rules write them: a map from keys of a post to what is wanted there. */

import { YAMLSeq } from 'yaml'
import { lowerAscii } from '../mail/address.ts'
import { nearestWord } from '../text/nearest.ts'
import type { Condition, Matcher, Wanted } from './rules.ts'
import { readItems, readNamed, readTextOrTexts } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import { matcherKeys } from './rules-names.ts'
import type { RuleNames } from './rules-names.ts'
import type { RulesSource, Value } from './rules-yaml.ts'

const wildcards: ReadonlyMap<string, Wanted> = new Map([
  ['-', { kind: 'blank' }],
  ['+', { kind: 'present' }],
  ['*', { kind: 'any' }],
])

export function isWildcard(text: string): boolean {
  return wildcards.has(text)
}

function readWanted(source: RulesSource, field: Field): Wanted | undefined {
  const items = readTextOrTexts(source, field)
  if (items === undefined) return undefined
  if (!(field.value instanceof YAMLSeq)) {
    const wildcard = wildcards.get(items[0]?.text ?? '')
    if (wildcard !== undefined) return wildcard
  }
  for (const { text, node } of items) if (isWildcard(text)) source.report(node, 'wildcard-in-list', {})
  const codes = items.map(({ text }) => (field.name === 'email' ? lowerAscii(text) : text))
  return { kind: 'codes', codes }
}

/** Conditions of keys that are known to be a matcher's. */
export function readConditions(source: RulesSource, fields: Iterable<Field>): Matcher {
  const conditions: Condition[] = []
  for (const field of fields) {
    const wanted = readWanted(source, field)
    if (wanted !== undefined) conditions.push({ key: field.name, wanted })
  }
  return conditions
}

/** `undefined` if it is no map or an empty one, where that is an error; both are reported. */
export function readMatcher(
  source: RulesSource,
  node: Value,
  key: Value,
  names: RuleNames,
  options: { readonly emptyIn?: 'exempt' } = {},
): Matcher | undefined {
  const fields = readNamed(source, node, key)
  if (fields === undefined) return undefined
  if (fields.size === 0 && options.emptyIn !== undefined) {
    source.report(node, 'matcher-empty', { where: options.emptyIn })
    return undefined
  }
  const known = matcherKeys(names)
  const own: Field[] = []
  for (const field of fields.values()) {
    if (known === undefined || known.includes(field.name)) own.push(field)
    else {
      const meant = nearestWord(field.name, known)
      source.report(field.key, 'matcher-key-unknown', { known, meant })
    }
  }
  return readConditions(source, own)
}

/** A list of matchers, none of them empty: the section `exempt`. */
export function readExempt(source: RulesSource, field: Field, names: RuleNames): readonly Matcher[] {
  return (readItems(source, field) ?? []).flatMap((node) => {
    const matcher = readMatcher(source, node, field.key, names, { emptyIn: 'exempt' })
    return matcher === undefined ? [] : [matcher]
  })
}

/** The section `groups`: a name, and one matcher or a list of them. */
export function readGroups(
  source: RulesSource,
  field: Field,
  names: RuleNames,
): ReadonlyMap<string, readonly Matcher[]> {
  const groups = new Map<string, readonly Matcher[]>()
  for (const group of readNamed(source, field.value, field.key)?.values() ?? []) {
    const nodes = group.value instanceof YAMLSeq ? (readItems(source, group) ?? []) : [group.value]
    const matchers = nodes.map((node) => readMatcher(source, node, group.key, names))
    groups.set(
      group.name,
      matchers.filter((matcher) => matcher !== undefined),
    )
  }
  return groups
}
