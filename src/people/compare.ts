/**
 * Two rosters, compared: people, units, approvers, exempt people, groups. Owns what is compared with what; each part is found
 * in a file of its own.
 */

import type { RosterChanges, RosterInFigures } from './changes.ts'
import { compareGroups } from './compare-groups.ts'
import { comparePeople, type CommonLevels } from './compare-people.ts'
import { compareSenders, type UnfoldedRoster } from './compare-senders.ts'
import { compareUnits } from './compare-units.ts'
import { groupsOf, type Groups } from './groups.ts'
import type { Snapshot } from './snapshot.ts'
import { standingOf, unfold, type Standing } from './unfold.ts'

function commonLevels(before: Snapshot, after: Snapshot): CommonLevels {
  const old = before.rules.layout.units.map(({ key }) => key)
  return after.rules.layout.units.flatMap(({ key }, position) => {
    const index = old.indexOf(key)
    return index === -1 ? [] : [[index, position] as const]
  })
}

function numbersAfter(before: Snapshot, after: Snapshot): Int32Array {
  const { employees } = after.directory
  return Int32Array.from(
    { length: before.people.length },
    (_, person) => employees.get(before.people.employeeAt(person)) ?? -1,
  )
}

function inFigures(
  { snapshot, unfolding }: UnfoldedRoster,
  day: string,
  units: number,
  { pairs }: Groups,
): RosterInFigures {
  const { people, table, name } = snapshot
  const standings: Record<Standing, number> = { free: 0, refused: 0, asks: 0, absent: 0 }
  for (const place of unfolding.placeOf) standings[standingOf(snapshot, place)] += 1
  return {
    snapshot: name,
    day,
    people: people.length,
    posts: table.posts.length,
    units,
    senders: unfolding.placeOf.length - standings.absent,
    exempt: standings.free,
    withoutApprover: standings.refused,
    groups: pairs.length * 2 + 2,
  }
}

/**
 * What the later roster changes. Both are asked for the same day unless `dayBefore` is given, so that by itself no
 * exception that begins or ends is a change.
 *
 * @param day `YYYY-MM-DD`: the rules of `after` (and `before`) as they are on that day
 * @param dayBefore the day for `before`; yesterday shows what changes over night
 */
export function compareSnapshots(
  before: Snapshot,
  after: Snapshot,
  day: string,
  dayBefore: string = day,
): RosterChanges {
  const levels = commonLevels(before, after)
  const afterOf = numbersAfter(before, after)
  const old: UnfoldedRoster = { snapshot: before, unfolding: unfold(before, dayBefore) }
  const now: UnfoldedRoster = { snapshot: after, unfolding: unfold(after, day) }
  const groupsBefore = groupsOf(before, old.unfolding, dayBefore)
  const groups = groupsOf(after, now.unfolding, day)
  const { before: unitsBefore, after: unitsAfter, ...units } = compareUnits(before, after, levels)
  return {
    before: inFigures(old, dayBefore, unitsBefore, groupsBefore),
    after: inFigures(now, day, unitsAfter, groups),
    people: comparePeople(before, after, afterOf, levels),
    units,
    ...compareSenders(old, now, afterOf),
    groups: compareGroups(groupsBefore, groups),
  }
}
