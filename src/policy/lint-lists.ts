/** Linter: named lists put in the place of their names, so that conditions can be compared by what the lists hold. */

import { isMap } from './plain-map.ts'
import type { NamedList } from './world.ts'

/** Settings that may be a list's name where entries could stand, with the same meaning. */
const keysOfEntries = ['domain', 'address', 'words']

/** Comparing grows with the square of it. */
const mostEntries = 200

function entriesOf(value: unknown, lists: ReadonlyMap<string, NamedList>): readonly string[] | undefined {
  if (!isMap(value) || !Array.isArray(value['list']) || Object.keys(value).length > 1) return undefined
  const names: readonly unknown[] = value['list']
  const entries: string[] = []
  for (const name of names) {
    const list = typeof name === 'string' ? lists.get(name) : undefined
    if (list === undefined || entries.length + list.entries.length > mostEntries) return undefined
    entries.push(...list.entries)
  }
  return entries
}

/** The same settings with the entries of short lists; `settings` itself where no list is named. */
export function withEntries(settings: unknown, lists: ReadonlyMap<string, NamedList>): unknown {
  if (!isMap(settings)) return settings
  let changed = false
  const members = Object.entries(settings).map(([key, value]): [string, unknown] => {
    const entries = keysOfEntries.includes(key) ? entriesOf(value, lists) : undefined
    const after = entries ?? withEntries(value, lists)
    changed ||= after !== value
    return [key, after]
  })
  return changed ? Object.fromEntries(members) : settings
}
