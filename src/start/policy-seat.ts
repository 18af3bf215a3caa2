/** Answers whoever asks a running gate for other policies. One change after the other; never together with a reload. */

import { z } from 'zod'

import type { Answer } from '../control/protocol.ts'
import { changePolicies, type PolicySeat } from '../gate/change-policies.ts'
import type { World } from '../policy/world.ts'
import { policyQuestion, type PolicyAnswer, type PolicyQuestion } from '../store/policy-desk.ts'
import type { Log } from '../log/log.ts'

import type { InForce } from './in-force.ts'
import {
  loadActiveText,
  loadTextWithoutRevision,
  misfitLines,
  prepareFlow,
  withDesk,
  type Judging,
} from './policies.ts'

export interface SeatParts {
  readonly folder: string
  readonly groups: () => World['groups']
  readonly log: Log
}

/** Rejects with `StartFailure`, and nothing has changed then. */
export async function answerPolicies(
  question: PolicyQuestion,
  inForce: InForce,
  parts: SeatParts,
): Promise<PolicyAnswer> {
  const { config } = inForce
  const answer =
    question.do === 'refresh'
      ? await refresh(inForce, parts)
      : await withDesk(
          config,
          parts.folder,
          async (desk) => await changePolicies(question, desk, seatOf(inForce, parts)),
        )
  if (answer.kind === 'done') {
    const who = question.do === 'refresh' ? '' : question.who
    parts.log.policiesChanged(answer.before, answer.now, who)
  }
  if (answer.kind === 'does-not-fit') parts.log.policiesRefused(answer.name, answer.lines)
  return answer
}

function seatOf(inForce: InForce, { folder, groups }: SeatParts): PolicySeat<Judging> {
  const { config, snapshot, judging, judgeBy } = inForce
  return {
    now: judging().flow.revision,
    withoutRevision: async () => await loadTextWithoutRevision(config, folder),
    prepare: (text) => {
      const made = prepareFlow(text, config, snapshot, groups(), judging().flow)
      return made.kind === 'made'
        ? { kind: 'ready', ready: { text, flow: made.flow } }
        : { kind: 'does-not-fit', lines: misfitLines(text, made, config) }
    },
    judgeBy,
  }
}

/** Another revision, or other groups. A file that was edited counts from the next reload only. */
async function refresh(inForce: InForce, parts: SeatParts): Promise<PolicyAnswer> {
  const { config, judging } = inForce
  const { text: before, flow: sofar } = judging()
  const active = await loadActiveText(config, parts.folder, before)
  const text =
    active ?? (before.from === 'revision' ? await loadTextWithoutRevision(config, parts.folder) : before)
  const unchanged = { kind: 'unchanged', now: text.name } as const
  if (text.name === before.name && parts.groups() === sofar.world.groups) return unchanged
  const flow = seatOf(inForce, parts).prepare(text)
  if (flow.kind === 'does-not-fit') return { kind: 'does-not-fit', name: text.name, lines: [...flow.lines] }
  inForce.judgeBy(flow.ready)
  return text.name === before.name ? unchanged : { kind: 'done', before: before.name, now: text.name }
}

/** Answers the terminal. `parameters` come from outside. */
export async function askPolicies(
  parameters: unknown,
  gate: { readonly changePolicies: (question: PolicyQuestion) => Promise<PolicyAnswer> },
): Promise<Answer> {
  const question = policyQuestion.safeParse(parameters)
  if (!question.success) return { kind: 'refused', lines: [z.prettifyError(question.error)] }
  return { kind: 'done', value: await gate.changePolicies(question.data) }
}
