/**
 * What has to be done at a target so that it has the groups of a day, and nothing beyond: groups of others are not touched.
 * Pure; doing it is the business of the target's driver.
 */

import { fewGroups } from '../people/guard.ts'

export interface DesiredGroup {
  readonly name: string
  /** As in `people/group-hash.ts`. */
  readonly hash: string
}

export interface GroupAtTarget extends DesiredGroup {
  /** Who made it there. */
  readonly creator: string
}

export type GroupStep =
  | { readonly kind: 'create'; readonly name: string; readonly hash: string }
  /** `before`: the hash that the target has now. */
  | { readonly kind: 'overwrite'; readonly name: string; readonly hash: string; readonly before: string }
  | { readonly kind: 'delete'; readonly name: string; readonly before: string }

export interface GroupPlan {
  /** To be done in this order. */
  readonly steps: readonly GroupStep[]
  /** Groups that are as they should be. */
  readonly same: number
  /** Groups whose name somebody else has taken at the target: by name. Nothing is done about them. */
  readonly foreign: readonly { readonly name: string; readonly creator: string }[]
}

/**
 * Stopped half-way, a plan must not leave open what it closes, nor send senders to approvers who are not there yet: who is
 * exempt or refused comes first, then approvers, then their senders; groups that go come last, senders first.
 */
export function turnOf({ kind, name }: GroupStep): number {
  const isApprovers = name.endsWith('/approvers')
  if (kind === 'delete') return isApprovers ? 4 : 3
  if (isApprovers) return 1
  return name.endsWith('/senders') ? 2 : 0
}

function inTurn(one: GroupStep, other: GroupStep): number {
  return turnOf(one) - turnOf(other) || (one.name < other.name ? -1 : 1)
}

/**
 * The same input gives the same plan, whatever its order. Carried out wholly, the next one has no steps.
 *
 * @param creator who this product is at the target: only groups that he made are overwritten and deleted
 * @param everything also groups that are as they should be are put again
 */
export function planGroups(
  desired: Iterable<DesiredGroup>,
  present: Iterable<GroupAtTarget>,
  creator: string,
  everything = false,
): GroupPlan {
  const there = new Map<string, GroupAtTarget>()
  for (const group of present) there.set(group.name, group)
  const steps: GroupStep[] = []
  const foreign: { readonly name: string; readonly creator: string }[] = []
  let same = 0
  for (const { name, hash } of desired) {
    const group = there.get(name)
    there.delete(name)
    if (group === undefined) steps.push({ kind: 'create', name, hash })
    else if (group.creator !== creator) foreign.push({ name, creator: group.creator })
    else if (group.hash === hash && !everything) same += 1
    else steps.push({ kind: 'overwrite', name, hash, before: group.hash })
  }
  for (const group of there.values())
    if (group.creator === creator) steps.push({ kind: 'delete', name: group.name, before: group.hash })
  return {
    steps: steps.toSorted(inTurn),
    same,
    foreign: foreign.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }
}

/**
 * More of the own groups would go than an ordinary day takes away: one in five, and more than a few. Rather a wrong or cut-off
 * organization, for a person to look at.
 */
export function deletesMany({ steps, same }: GroupPlan): boolean {
  const gone = steps.filter(({ kind }) => kind === 'delete').length
  const overwritten = steps.filter(({ kind }) => kind === 'overwrite').length
  return gone > fewGroups && gone * 5 > same + overwritten + gone
}
