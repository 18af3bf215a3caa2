/** The section `patterns`: which posts a pattern covers, its tiers, and what its senders have to ask for. */

import { readEntries, readVacancies } from './rules-entries.ts'
import type { EntryScope } from './rules-entries.ts'
import { readFields, readItems, readName, readNamed, readTextOrTexts, readTexts } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import type { RuleIds } from './rules-ids.ts'
import { isWildcard, readMatcher } from './rules-matchers.ts'
import { declaredOnly } from './rules-names.ts'
import type { RuleNames } from './rules-names.ts'
import type { RulesSource, Value } from './rules-yaml.ts'
import type { Pattern, SenderRow } from './rules.ts'

/** In a row: anybody, in a tier or in none. */
const anyTier = '*'

/** `undefined` if the names of the tiers cannot be known. */
function readTiers(source: RulesSource, field: Field): Pattern['tiers'] | undefined {
  const map = readNamed(source, field.value, field.key)
  if (map === undefined) return undefined
  const tiers = new Map<string, readonly string[]>()
  const seen = new Map<string, { readonly tier: string; readonly line: number }>()
  for (const tier of map.values()) {
    if (isWildcard(tier.name)) source.report(tier.key, 'tier-name-reserved', {})
    const roles = readTexts(source, tier)
    for (const { text, node } of roles) {
      const earlier = seen.get(text)
      if (isWildcard(text)) source.report(node, 'wildcard-as-role', {})
      else if (earlier === undefined) seen.set(text, { tier: tier.name, line: source.placeOf(node).line })
      else if (earlier.tier !== tier.name) source.report(node, 'role-in-two-tiers', earlier)
    }
    tiers.set(tier.name, [...new Set(roles.map(({ text }) => text))])
  }
  return tiers
}

function readRow(source: RulesSource, node: Value, key: Value, scope: EntryScope): SenderRow | undefined {
  const map = readFields(source, node, key, ['tier', 'accept', 'whenVacant'], { required: ['tier'] })
  if (map === undefined) return undefined
  const [tier, accept, whenVacant] = ['tier', 'accept', 'whenVacant'].map((name) => map.fields.get(name))
  const items = tier === undefined ? [] : (readTextOrTexts(source, tier) ?? [])
  const isAny = items.length === 1 && items[0]?.text === anyTier && items[0].node === tier?.value
  const row: SenderRow = {
    tiers: isAny ? anyTier : declaredOnly(source, items, 'tier', scope.tiers),
    accept: accept === undefined ? [] : readEntries(source, accept, scope),
    whenVacant: whenVacant === undefined ? [] : readVacancies(source, whenVacant, scope),
  }
  if (accept === undefined && !map.mistyped.has('accept')) {
    if (whenVacant === undefined) source.report(node, 'key-missing', { key: 'accept' }, '')
    else source.report(whenVacant.key, 'vacant-without-accept', {})
  }
  return row
}

function readPattern(
  source: RulesSource,
  node: Value,
  key: Value,
  names: RuleNames,
  ids: RuleIds,
): Pattern | undefined {
  const known = ['id', 'name', 'when', 'tiers', 'senders']
  const map = readFields(source, node, key, known, { required: ['id', 'when', 'senders'] })
  if (map === undefined) return undefined
  const [id, name, when, tiers, senders] = known.map((field) => map.fields.get(field))
  const ownId = ids.read(id)
  const ownTiers = tiers === undefined ? new Map<string, readonly string[]>() : readTiers(source, tiers)
  const scope: EntryScope = {
    names,
    tiers: ownTiers === undefined || map.mistyped.has('tiers') ? undefined : new Set(ownTiers.keys()),
    forMailbox: false,
  }
  const rows = senders === undefined ? [] : (readItems(source, senders) ?? [])
  return {
    id: ownId,
    name: (name === undefined ? undefined : readName(source, name.value, name.key)) ?? ownId,
    when: when === undefined ? [] : (readMatcher(source, when.value, when.key, names) ?? []),
    tiers: ownTiers ?? new Map(),
    senders: rows.flatMap((row) => readRow(source, row, senders?.key, scope) ?? []),
  }
}

export function readPatterns(
  source: RulesSource,
  field: Field,
  names: RuleNames,
  ids: RuleIds,
): readonly Pattern[] {
  return (readItems(source, field) ?? []).flatMap(
    (node) => readPattern(source, node, field.key, names, ids) ?? [],
  )
}
