/**
 * The groups of a day brought to a target and proven to be there: what it has is read, what differs is done, and what it has is
 * read again. A run that was cut off, by a kill or by the target, is finished by the next one, because nothing is believed
 * but what the target says.
 */

import type { PublishedGroups } from '../people/published-groups.ts'
import { applyPlan, type Applied, type ApplyOptions } from './apply-plan.ts'
import { planGroups, type GroupPlan } from './group-plan.ts'
import type { GroupTarget, TargetFault } from './group-target.ts'

export interface PublishOptions extends ApplyOptions {
  /** Every group is put again, whatever hash the target gives. */
  readonly everything?: boolean
}

export type Planned =
  | { readonly kind: 'planned'; readonly plan: GroupPlan }
  /** It could not be asked what it has. */
  | { readonly kind: 'target-fault'; readonly fault: TargetFault }

export type Published =
  /** Nothing was done. */
  | { readonly kind: 'target-fault'; readonly fault: TargetFault }
  /** The target was read back, and has every group as it should be. */
  | { readonly kind: 'complete'; readonly plan: GroupPlan; readonly applied: Applied }
  /** Something is missing; the next run goes on with it. */
  | {
      readonly kind: 'unfinished'
      readonly plan: GroupPlan
      readonly applied: Applied
      /** What the target lacks, as far as it could be read back. */
      readonly left: GroupPlan | undefined
      readonly fault: TargetFault | undefined
    }

/** What would be done. */
export async function planFor(
  { byName }: PublishedGroups,
  target: GroupTarget,
  everything = false,
): Promise<Planned> {
  const there = await target.list()
  if (there.kind === 'target-fault') return there
  return { kind: 'planned', plan: planGroups(byName.values(), there.groups, there.self, everything) }
}

export async function publishGroups(
  groups: PublishedGroups,
  target: GroupTarget,
  options: PublishOptions = {},
): Promise<Published> {
  const planned = await planFor(groups, target, options.everything)
  if (planned.kind === 'target-fault') return planned
  const { plan } = planned
  const applied = await applyPlan(plan, target, groups.byName, options)
  const { fault } = applied
  if (fault !== undefined) return { kind: 'unfinished', plan, applied, left: undefined, fault }
  const after = await planFor(groups, target)
  if (after.kind === 'target-fault')
    return { kind: 'unfinished', plan, applied, left: undefined, fault: after.fault }
  const { steps, foreign } = after.plan
  return steps.length === 0 && foreign.length === 0
    ? { kind: 'complete', plan, applied }
    : { kind: 'unfinished', plan, applied, left: after.plan, fault: undefined }
}

/** What a target has otherwise than it should: groups by name. */
export interface TargetDifferences {
  readonly missing: readonly string[]
  readonly different: readonly string[]
  readonly unwanted: readonly string[]
  readonly foreign: readonly string[]
}

export type Verified =
  | { readonly kind: 'target-fault'; readonly fault: TargetFault }
  | { readonly kind: 'compared'; readonly groups: number; readonly differences: TargetDifferences }

/** Compares every member, not only the hashes that the target gives. Changes nothing. */
export async function verifyTarget(
  groups: PublishedGroups,
  target: GroupTarget,
  { atATime = 8 }: Pick<ApplyOptions, 'atATime'> = {},
): Promise<Verified> {
  const planned = await planFor(groups, target)
  if (planned.kind === 'target-fault') return planned
  const { steps, foreign } = planned.plan
  const namesOf = (kind: (typeof steps)[number]['kind']): string[] =>
    steps.filter((step) => step.kind === kind).map(({ name }) => name)
  const missing = namesOf('create')
  const different = namesOf('overwrite')
  const known = new Set([...missing, ...different, ...foreign.map(({ name }) => name)])
  let fault: TargetFault | undefined
  const waiting = groups.byName.values()
  const worker = async (): Promise<void> => {
    for (const { name, members } of waiting) {
      if (fault !== undefined) return
      if (known.has(name)) continue
      const there = await target.read(name)
      if (there.kind === 'target-fault') fault ??= there.fault
      else if (there.kind === 'absent') missing.push(name)
      else if (there.members.join('\n') !== members.join('\n')) different.push(name)
    }
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  if (fault !== undefined) return { kind: 'target-fault', fault }
  return {
    kind: 'compared',
    groups: groups.byName.size,
    differences: {
      missing: missing.toSorted(),
      different: different.toSorted(),
      unwanted: namesOf('delete'),
      foreign: foreign.map(({ name }) => name),
    },
  }
}
