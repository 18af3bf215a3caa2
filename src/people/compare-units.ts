/** Units of two rosters, compared. The dump has no list of them: a unit is there as long as somebody's post is in it. */

import type { UnitChanges, UnitInChange } from './changes.ts'
import type { CommonLevels } from './compare-people.ts'
import type { Post } from './person.ts'
import type { Snapshot } from './snapshot.ts'

type Units = ReadonlyMap<string, UnitInChange>

function takeUnits(
  units: Map<string, UnitInChange>,
  post: Post,
  levels: readonly (readonly [string, number])[],
): void {
  let path = ''
  const codes: string[] = []
  for (const [key, position] of levels) {
    const code = post.units[position] ?? ''
    path += `${String(code.length)}:${code}`
    codes.push(code)
    if (code === '') continue
    const own = `${key} ${path}`
    const name = post.unitNames[position] ?? ''
    const known = units.get(own)
    if (known === undefined || (known.name === '' && name !== ''))
      units.set(own, { key, codes: [...codes], name })
  }
}

function unitsOf({ table }: Snapshot, levels: readonly (readonly [string, number])[]): Units {
  const units = new Map<string, UnitInChange>()
  // Most posts share their lists with others of the unit.
  const taken = new Map<readonly string[], readonly string[]>()
  for (const post of table.posts) {
    if (taken.get(post.units) === post.unitNames) continue
    taken.set(post.units, post.unitNames)
    takeUnits(units, post, levels)
  }
  return units
}

function onlyIn(one: Units, other: Units): readonly UnitInChange[] {
  return [...one].flatMap(([path, unit]) => (other.has(path) ? [] : [unit]))
}

export interface ComparedUnits extends UnitChanges {
  /** How many there were and are. */
  readonly before: number
  readonly after: number
}

/** A name that one of the rosters lacks is no change of name. */
export function compareUnits(before: Snapshot, after: Snapshot, levels: CommonLevels): ComparedUnits {
  const keys = after.rules.layout.units
  const named = (side: 0 | 1) => levels.map((pair) => [keys[pair[1]]?.key ?? '', pair[side]] as const)
  const old = unitsOf(before, named(0))
  const now = unitsOf(after, named(1))
  const renamed = [...now].flatMap(([path, unit]) => {
    const from = old.get(path)?.name ?? ''
    return from === '' || unit.name === '' || from === unit.name ? [] : [{ ...unit, from }]
  })
  return { before: old.size, after: now.size, born: onlyIn(now, old), gone: onlyIn(old, now), renamed }
}
