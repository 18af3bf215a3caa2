/** A target in memory: what the tests of the order of steps look at, and the shortest driver that there is. */

import { hashOfMembers } from '../../src/people/group-hash.ts'
import type { GroupTarget, StepAnswer } from '../../src/roster/group-target.ts'

export const self = 'roster'

export interface KeptGroup {
  readonly members: readonly string[]
  readonly creator: string
}

export interface MemoryTarget extends GroupTarget {
  readonly groups: Map<string, KeptGroup>
  /** Every change, in order: `put exempt`. */
  readonly changes: readonly string[]
  /** The most calls that were under way at a time. */
  readonly mostAtOnce: () => number
}

/** @param failing what the target answers to a change; `undefined`: it does it */
export function openMemoryTarget(
  groups: Map<string, KeptGroup>,
  failing: (name: string) => StepAnswer | undefined = () => undefined,
): MemoryTarget {
  const changes: string[] = []
  let atOnce = 0
  let most = 0
  const change = async (
    name: string,
    before: string | undefined,
    members: readonly string[] | undefined,
  ): Promise<StepAnswer> => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((resolve) => setImmediate(resolve))
    atOnce -= 1
    const failure = failing(name)
    if (failure !== undefined) return failure
    const there = groups.get(name)
    if (there !== undefined && there.creator !== self)
      return { kind: 'group-fault', fault: { kind: 'of-another' } }
    const now = there === undefined ? undefined : hashOfMembers(there.members)
    const wanted = members === undefined ? undefined : hashOfMembers(members)
    if (now !== wanted && now !== before) return { kind: 'group-fault', fault: { kind: 'changed-meanwhile' } }
    changes.push(`${members === undefined ? 'remove' : 'put'} ${name}`)
    if (members === undefined) groups.delete(name)
    else groups.set(name, { members, creator: self })
    return { kind: 'done' }
  }
  return {
    groups,
    changes,
    mostAtOnce: () => most,
    list: async () =>
      await Promise.resolve({
        kind: 'listed',
        self,
        groups: [...groups].map(([name, { members, creator }]) => ({
          name,
          hash: hashOfMembers(members),
          creator,
        })),
      }),
    read: async (name) => {
      const group = groups.get(name)
      return await Promise.resolve(
        group === undefined ? { kind: 'absent' } : { kind: 'members', members: group.members },
      )
    },
    put: async ({ name, members }, before) => await change(name, before, members),
    remove: async (name, before) => await change(name, before, undefined),
    settle: async () => await Promise.resolve({ kind: 'done' }),
  }
}
