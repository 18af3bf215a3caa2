/**
 * A plan carried out at a target: several groups at a time, in the order that the plan asks for, and never past what has to
 * come first. Owns order and safety of the steps; whether the target has in the end what it should is for `publish-groups.ts`.
 */

import type { PublishedGroup } from '../people/published-groups.ts'
import { turnOf, type GroupPlan, type GroupStep } from './group-plan.ts'
import type { GroupFault, GroupTarget, StepAnswer, TargetFault } from './group-target.ts'

/** After a step. `done` counts steps that are over, well or not. */
export interface ApplyProgress {
  readonly done: number
  readonly total: number
  readonly step: GroupStep
}

export interface ApplyOptions {
  /** Groups under way at a time. Default: 8. */
  readonly atATime?: number | undefined
  readonly report?: ((progress: ApplyProgress) => void) | undefined
}

export interface Applied {
  readonly done: number
  /** By name. */
  readonly failed: readonly { readonly name: string; readonly fault: GroupFault }[]
  /** Steps that were not taken: something has to come first that failed, or the target was given up. */
  readonly left: number
  /** Why the target was given up. */
  readonly fault: TargetFault | undefined
}

const usualAtATime = 8
const suffix = /\/(?:senders|approvers)$/

/** What the two groups of a pair share; the name itself where it is no such group. */
function pairOf(name: string): string {
  return name.replace(suffix, '')
}

/**
 * Takes the steps of a plan. Senders are not sent to approvers that could not be put, approvers stay as long as their senders
 * could not be removed, and nothing else is done where `exempt` or `refused` could not be put: a gate is rather left as it
 * was yesterday than half of each.
 *
 * @param groups what the plan was made for
 */
export async function applyPlan(
  plan: GroupPlan,
  target: GroupTarget,
  groups: ReadonlyMap<string, PublishedGroup>,
  { atATime = usualAtATime, report = () => undefined }: ApplyOptions = {},
): Promise<Applied> {
  const { steps } = plan
  const total = steps.length
  const failed: { name: string; fault: GroupFault }[] = []
  // Approvers that somebody else has named are no more to be trusted than such that are missing.
  const blocked = new Set(plan.foreign.map(({ name }) => pairOf(name)))
  let fault: TargetFault | undefined
  let done = 0
  let over = 0
  const take = async (step: GroupStep): Promise<void> => {
    if (blocked.has(pairOf(step.name))) return
    const answer = await taken(step, target, groups)
    if (answer.kind === 'done') done += 1
    else if (answer.kind === 'target-fault') fault ??= answer.fault
    else failed.push({ name: step.name, fault: answer.fault })
    over += 1
    report({ done: over, total, step })
  }
  for (const turn of turnsOf(steps)) {
    const waiting = turn.values()
    const worker = async (): Promise<void> => {
      for (const step of waiting) {
        if (fault !== undefined) return
        await take(step)
      }
    }
    await Promise.all(Array.from({ length: Math.min(atATime, turn.length) }, worker))
    for (const { name } of failed) blocked.add(pairOf(name))
    const isOpen = failed.some(({ name }) => !suffix.test(name))
    if (fault !== undefined || isOpen) break
  }
  if (fault === undefined) {
    const settled = await target.settle()
    if (settled.kind === 'target-fault') fault = settled.fault
  }
  failed.sort((one, other) => (one.name < other.name ? -1 : 1))
  return { done, failed, left: total - done - failed.length, fault }
}

/** Steps that may be taken at the same time, in the order of the plan. */
function turnsOf(steps: readonly GroupStep[]): readonly (readonly GroupStep[])[] {
  const turns: GroupStep[][] = []
  let last: number | undefined
  for (const step of steps) {
    const turn = turnOf(step)
    if (turn !== last) turns.push([])
    last = turn
    turns.at(-1)?.push(step)
  }
  return turns
}

async function taken(
  step: GroupStep,
  target: GroupTarget,
  groups: ReadonlyMap<string, PublishedGroup>,
): Promise<StepAnswer> {
  if (step.kind === 'delete') return await target.remove(step.name, step.before)
  const group = groups.get(step.name)
  if (group === undefined) throw new Error(`the plan names a group that nobody made: ${step.name}`)
  return await target.put(group, step.kind === 'create' ? undefined : step.before)
}
