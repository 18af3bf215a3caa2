/** What a person decides about imports: let pass, take back, go back. With name and reason on record. */

import { z } from 'zod'

import { activeRoster } from '../../store/roster-activations.ts'
import { findRun } from '../../store/night-runs.ts'
import { apiTexts } from '../../text/api.ts'

import type { ApiParts, RunDecision } from '../parts.ts'
import { defineRoute, type Acted, type AnyRoute, type Asked } from '../route.ts'

const number = z.int().min(1).max(999_999_999)
const parameters = z.object({
  number: z.coerce.number().pipe(number),
})
/** One line: it becomes a word of a command. */
const reason = z
  .string()
  .trim()
  .regex(/^\P{Cc}{1,1000}$/u)
  .describe('Why, in one line: stands in the audit log.')

const inForce = z
  .object({ inForce: number.nullable().describe('The import in force; `null`: `organization` is.') })
  .meta({ id: 'RosterDecided' })

const decisions = [
  [
    'approve',
    'approval',
    'Lets an import pass that the guard has stopped.',
    'It goes on from there; `GET /v1/roster/runs/:number` tells how. 409: it is not stopped, or a later one is in force.',
    202,
  ],
  [
    'withdraw',
    'withdrawal',
    'Takes an import back that is stopped or waits for its moment.',
    '409: it is neither.',
    200,
  ],
] as const

export const rosterDecisionRoutes: readonly AnyRoute[] = [
  ...decisions.map(([what, noun, summary, description, status]) =>
    defineRoute({
      method: 'POST',
      path: `/v1/roster/runs/:number/${noun}`,
      scope: 'roster:approve',
      tag: 'roster',
      summary,
      description,
      parameters,
      body: z.strictObject({ reason }),
      answers: { [status]: inForce },
      problems: [404, 409, 415],
      act: async (asked, parts) => {
        const { language, parameters: given, body } = asked
        if (findRun(parts.desk.database, given.number) === undefined)
          return {
            problem: { code: 'not-found', detail: apiTexts[language].noSuch('run', String(given.number)) },
          }
        const headers = { Location: `/v1/roster/runs/${given.number}` }
        const acted = await decide(what, given.number, body.reason, asked, parts)
        return 'problem' in acted ? acted : { ...acted, status, headers }
      },
    }),
  ),
  defineRoute({
    method: 'POST',
    path: '/v1/roster/rollback',
    scope: 'roster:approve',
    tag: 'roster',
    summary: 'Puts an earlier dump in force again, at once.',
    description: '409: there is none, or that one never was in force.',
    body: z.strictObject({
      reason,
      run: number.optional().describe('An import that was in force at some time. Default: the one before.'),
    }),
    answers: { 200: inForce },
    problems: [409, 415],
    act: async (asked, parts) => await decide('rollback', asked.body.run, asked.body.reason, asked, parts),
  }),
]

async function decide(
  what: RunDecision['what'],
  run: number | undefined,
  why: string,
  { who, language }: Pick<Asked<unknown, unknown, unknown>, 'who' | 'language'>,
  { inForce: here, decideOnRun, changed, desk }: ApiParts,
): Promise<Acted> {
  const { config } = here()
  if (!config.night.enabled) return { problem: { code: 'night-off', detail: apiTexts[language].nightOff } }
  const decided = await decideOnRun({ what, run, who: who.token, reason: why, language })
  switch (decided.kind) {
    case 'refused':
      return { problem: { code: 'conflict', detail: decided.why } }
    case 'failed':
      return { problem: { code: 'fault', detail: decided.why } }
    case 'done':
      changed(who.token, `roster.${what}`, run === undefined ? '' : `night ${run}`)
      return { status: 200, body: { inForce: activeRoster(desk.database)?.run?.number ?? null } }
  }
}
