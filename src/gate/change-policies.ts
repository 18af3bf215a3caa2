/**
 * Puts other policies in force: plans, makes them ready for mails, writes it down, and only then has them judge. Whoever holds
 * what judges mails (a running gate) lets one change after the other in; without one, the database alone is changed.
 */

import { carryOut, planChange, type Plan, type Planning, type PolicyChange } from '../store/activations.ts'
import type { Desk } from '../store/desk.ts'
import type { PolicyAnswer, PolicyQuestion } from '../store/policy-desk.ts'
import type { Revision } from '../store/revisions.ts'

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

type Change = Exclude<PolicyQuestion, { do: 'refresh' }>

/** How often a change that rests on nothing is planned anew when others come before it. */
const attempts = 10

/** Rejects where the database cannot be read or written; nothing has changed then. */
export async function changePolicies<Ready>(
  question: Change,
  desk: Desk,
  seat: PolicySeat<Ready>,
): Promise<PolicyAnswer> {
  const restsOnNothing = question.do === 'activate' && question.after === undefined
  for (let attempt = 1; ; attempt += 1) {
    const answer = await changeOnce(question, desk, seat)
    if (answer.kind !== 'overtaken' || !restsOnNothing || attempt === attempts) return answer
  }
}

async function changeOnce<Ready>(
  question: Change,
  desk: Desk,
  seat: PolicySeat<Ready>,
): Promise<PolicyAnswer> {
  const planning = planFor(question, desk)
  switch (planning.kind) {
    case 'unchanged':
      return catchUp(planning.active?.revision, seat)
    case 'unknown-revision':
    case 'nothing-before':
      return planning
    case 'plan':
      return await carryOutReady(planning, question, desk, seat)
  }
}

function planFor(question: Change, desk: Desk): Planning {
  const change: PolicyChange =
    question.do === 'activate'
      ? { kind: 'activate', revision: question.revision ?? undefined }
      : { kind: 'roll-back' }
  const planning = planChange(desk.database, change)
  if (planning.kind !== 'plan' || question.do !== 'activate' || question.after === undefined) return planning
  return { ...planning, after: question.after ?? undefined }
}

/** The database says so already; who judges may not have heard of it. */
function catchUp<Ready>(revision: Revision | undefined, seat: PolicySeat<Ready>): PolicyAnswer {
  if (revision === undefined) return { kind: 'unchanged', now: seat.now }
  const text = textOfRevision(revision)
  if (text.name === seat.now) return { kind: 'unchanged', now: seat.now }
  const flow = seat.prepare(text)
  if (flow.kind === 'does-not-fit') return { kind: 'does-not-fit', name: text.name, lines: [...flow.lines] }
  seat.judgeBy(flow.ready)
  return { kind: 'done', before: seat.now, now: text.name }
}

async function carryOutReady<Ready>(
  plan: Plan,
  { who, why }: Change,
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
