/**
 * Puts other policies in force: plans, makes them ready for mails, writes it down, and only then has them judge. Whoever holds
 * what judges mails (a running gate) lets one change after the other in; without one, the database alone is changed.
 */

import { carryOut, planChange, type Plan, type Planning, type PolicyChange } from '../store/activations.ts'
import type { Desk } from '../store/desk.ts'
import type { PolicyAnswer, PolicyQuestion } from '../store/policy-desk.ts'

import { textOfRevision, type PolicyText } from './policy-text.ts'

export type FlowFor<Ready> =
  | { readonly kind: 'ready'; readonly ready: Ready }
  | { readonly kind: 'does-not-fit'; readonly lines: readonly string[] }

/** What a change is made to. */
export interface PolicySeat<Ready> {
  /** Name of what judges now. */
  readonly now: string
  /** What judges without a revision. May reject. */
  readonly withoutRevision: () => Promise<PolicyText>
  readonly prepare: (text: PolicyText) => FlowFor<Ready>
  /** From here on mails are judged by it. Not to fail. */
  readonly judgeBy: (ready: Ready) => void
}

/** Rejects where the database cannot be read or written; nothing has changed then. */
export async function changePolicies<Ready>(
  question: Exclude<PolicyQuestion, { do: 'refresh' }>,
  desk: Desk,
  seat: PolicySeat<Ready>,
): Promise<PolicyAnswer> {
  const planning = planFor(question, desk)
  switch (planning.kind) {
    case 'unchanged':
      return { kind: 'unchanged', now: seat.now }
    case 'unknown-revision':
    case 'nothing-before':
      return planning
    case 'plan':
      return await carryOutReady(planning, question, desk, seat)
  }
}

function planFor(question: Exclude<PolicyQuestion, { do: 'refresh' }>, desk: Desk): Planning {
  const change: PolicyChange =
    question.do === 'activate'
      ? { kind: 'activate', revision: question.revision ?? undefined }
      : { kind: 'roll-back' }
  const planning = planChange(desk.database, change)
  if (planning.kind !== 'plan' || question.do !== 'activate' || question.after === undefined) return planning
  return { ...planning, after: question.after ?? undefined }
}

async function carryOutReady<Ready>(
  plan: Plan,
  { who, why }: { readonly who: string; readonly why: string },
  desk: Desk,
  seat: PolicySeat<Ready>,
): Promise<PolicyAnswer> {
  const text = plan.target === undefined ? await seat.withoutRevision() : textOfRevision(plan.target)
  const flow = seat.prepare(text)
  if (flow.kind === 'does-not-fit') return { kind: 'does-not-fit', name: text.name, lines: [...flow.lines] }
  const carried = await carryOut(desk, plan, who, why)
  if (carried.kind === 'overtaken') return carried
  seat.judgeBy(flow.ready)
  return { kind: 'done', before: seat.now, now: text.name }
}
