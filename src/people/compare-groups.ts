/** The groups of two days, compared by name and by members. */

import type { GroupChanges, GroupInChange } from './changes.ts'
import { hashOfMembers } from './group-hash.ts'
import { membersByName, type Groups } from './groups.ts'

function groupInChange(name: string, members: readonly string[]): GroupInChange {
  return { name, members: members.length, hash: hashOfMembers(members.toSorted()) }
}

/** Whatever their order. */
function sameMembers(before: readonly string[], after: readonly string[]): boolean {
  if (before.length !== after.length) return false
  if (before.every((member, index) => member === after[index])) return true
  const members = new Set(before)
  return after.every((member) => members.has(member))
}

function byName(one: GroupInChange, other: GroupInChange): number {
  return one.name < other.name ? -1 : 1
}

/** What makes the groups of `after` out of those of `before`. */
export function compareGroups(before: Groups, after: Groups): GroupChanges {
  const old = membersByName(before)
  const now = membersByName(after)
  const create: GroupInChange[] = []
  const overwrite: GroupChanges['overwrite'][number][] = []
  for (const [name, members] of now) {
    const were = old.get(name)
    if (were === undefined) create.push(groupInChange(name, members))
    else if (!sameMembers(were, members)) {
      const { members: count, hash } = groupInChange(name, were)
      overwrite.push({ ...groupInChange(name, members), before: { members: count, hash } })
    }
  }
  const gone = [...old]
    .filter(([name]) => !now.has(name))
    .map(([name, members]) => groupInChange(name, members))
  return {
    create: create.toSorted(byName),
    overwrite: overwrite.toSorted(byName),
    delete: gone.toSorted(byName),
  }
}
