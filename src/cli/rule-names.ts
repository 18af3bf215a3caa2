/** Names out of the dump for the codes and numbers of the rules. */

import { personByEmployee } from '../people/look-up.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Names } from '../text/rule-words.ts'

/** A code that has two names at one level (the first section of each department) is given none. */
function unitNamesAt(snapshot: Snapshot, level: number): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { units, unitNames } of snapshot.table.posts) {
    const code = units[level] ?? ''
    const name = unitNames[level] ?? ''
    if (name === '') continue
    const known = names.get(code)
    if (known === undefined) names.set(code, name)
    else if (known !== name) names.set(code, '')
  }
  return names
}

/** Looks names up in the snapshot; unit names are gathered when first asked for. */
export function namesOf(snapshot: Snapshot): Names {
  const { units } = snapshot.rules.layout
  const byLevel = new Map<number, ReadonlyMap<string, string>>()
  return {
    unit: (key, code) => {
      const level = units.findIndex((unit) => unit.key === key)
      if (level === -1) return undefined
      const names = byLevel.get(level) ?? unitNamesAt(snapshot, level)
      byLevel.set(level, names)
      return names.get(code)
    },
    person: (employee) => personByEmployee(snapshot, employee)?.name,
    standing: (employee) => {
      const person = personByEmployee(snapshot, employee)
      if (person === undefined) return 'absent'
      return person.addresses.length === 0 ? 'without-address' : 'present'
    },
  }
}
