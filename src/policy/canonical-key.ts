/** What a condition asks, as text and as a short name: equal in every revision that asks the same. */

import { createHash } from 'node:crypto'
import type { AnyCondition } from './condition.ts'
import type { World } from './world.ts'

/** JSON with sorted keys, so that the order in which settings are written makes no difference. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

/**
 * Kind and settings of a condition as text. The contents of the named lists and tables that it uses count too: a list
 * that was changed makes another question of the same words.
 */
export function canonicalKey(
  condition: AnyCondition,
  settings: unknown,
  named: Pick<World, 'lists' | 'tables'>,
): string {
  const contents = (condition.uses?.(settings) ?? []).flatMap(({ kind, name }) => {
    if (kind === 'list') return [canonicalJson(named.lists.get(name))]
    return kind === 'table' ? [canonicalJson(named.tables.get(name))] : []
  })
  const key = `${condition.kind} ${canonicalJson(settings)}`
  return contents.length === 0 ? key : `${key} ${keyHash(contents.join(' '))}`
}

/** 48 bits of a key, for the record of a decision. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8)
}
