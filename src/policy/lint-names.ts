/** Linter: names that nobody defines, names that nobody uses, entries that stand in a list twice. */

import { nearestWord } from '../text/nearest.ts'
import { type Finding, type LintContext, type LintRule, finding } from './lint-problem.ts'
import { leavesOf, placeInSettings, setsOf, treesOf } from './lint-trees.ts'
import { entryKey, listKinds } from './list-entry.ts'
import { isMap } from './plain-map.ts'

/** Groups, matcher keys, attributes and listeners: the file's own names were checked when it was read. */
export const unknownNames: LintRule = ({ document, source, names }) =>
  document.policies.flatMap((policy) =>
    treesOf(policy)
      .flatMap(leavesOf)
      .flatMap((leaf) =>
        (leaf.condition.uses?.(leaf.settings) ?? []).flatMap(({ kind, name, path }): Finding[] => {
          if (kind === 'list' || kind === 'table') return []
          const known = names[kind]
          if (known === undefined || known.includes(name)) return []
          const detail = { what: kind, name, known, meant: nearestWord(name, known) }
          return [finding('name-unknown', 'error', placeInSettings(leaf, path, source), policy.id, detail)]
        }),
      ),
  )

const sections = [
  ['lists', 'list'],
  ['tables', 'table'],
  ['conditions', 'set'],
] as const

function namesIn({ value }: LintContext['source'], section: string): readonly string[] {
  const written = isMap(value) ? value[section] : undefined
  return isMap(written) ? Object.keys(written) : []
}

/** Lists, tables and sets that no policy uses, not even by a set. */
export const unusedNames: LintRule = ({ document, source }) => {
  const used = { list: new Set<string>(), table: new Set<string>(), set: new Set<string>() }
  for (const tree of document.policies.flatMap(treesOf)) {
    for (const name of setsOf(tree)) used.set.add(name)
    for (const { condition, settings } of leavesOf(tree))
      for (const { kind, name } of condition.uses?.(settings) ?? [])
        if (kind === 'list' || kind === 'table') used[kind].add(name)
  }
  return sections.flatMap(([section, what]) =>
    namesIn(source, section)
      .filter((name) => !used[what].has(name))
      .map((name) =>
        finding('name-unused', 'warning', source.placeOf([section, name]), undefined, { what, name }),
      ),
  )
}

/** Entries that are the same to whoever compares. */
export const doubleEntries: LintRule = ({ source }) => {
  const { value } = source
  const lists = isMap(value) ? value['lists'] : undefined
  if (!isMap(lists)) return []
  return Object.entries(lists).flatMap(([list, written]) =>
    listKinds.flatMap((kind) => {
      const entries = isMap(written) ? written[kind] : undefined
      const known = new Set<string>()
      return (Array.isArray(entries) ? entries : []).flatMap((entry: unknown, index): Finding[] => {
        if (typeof entry !== 'string') return []
        const key = entryKey(kind, entry)
        if (!known.has(key)) {
          known.add(key)
          return []
        }
        const place = source.placeOf(['lists', list, kind, index])
        return [finding('entry-twice', 'warning', place, undefined, { list, entry })]
      })
    }),
  )
}
