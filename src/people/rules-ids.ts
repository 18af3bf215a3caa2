/** Ids of patterns and exceptions: one name space, each id once. */

import { readName } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import type { RulesSource, Value } from './rules-yaml.ts'

/** In names of groups `-` stands where neither a pattern nor an exception decided. */
const reservedId = '-'

export interface RuleIds {
  /** The id, `''` if there is none that can be read, which is reported. */
  readonly read: (field: Field | undefined) => string
  /** Reports ids that stand twice, at the later one in the file. To be called once, at the end. */
  readonly reportTaken: () => void
}

function startOf(node: Value): number {
  return node?.range?.[0] ?? 0
}

export function ruleIds(source: RulesSource): RuleIds {
  const nodes: { readonly id: string; readonly node: Value }[] = []
  return {
    read: (field) => {
      const id = field === undefined ? undefined : readName(source, field.value, field.key)
      if (id === undefined) return ''
      if (id === reservedId) source.report(field?.value, 'id-reserved', {})
      nodes.push({ id, node: field?.value })
      return id
    },
    reportTaken: () => {
      const first = new Map<string, Value>()
      for (const { id, node } of nodes.toSorted((a, b) => startOf(a.node) - startOf(b.node))) {
        const earlier = first.get(id)
        if (earlier === undefined) first.set(id, node)
        else source.report(node, 'id-taken', { line: source.placeOf(earlier).line })
      }
    },
  }
}
