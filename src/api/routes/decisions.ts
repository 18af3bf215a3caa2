/** The decision log: every mail, what was decided and what became of it. */

import { resolve } from 'node:path'

import { z } from 'zod'

import { decisionObject } from '../../store/decision-export.ts'
import { searchPage } from '../../store/search-page.ts'
import { apiTexts } from '../../text/api.ts'

import type { ApiParts } from '../parts.ts'
import { defineRoute, type AnyRoute } from '../route.ts'

const text = z.string().min(1).max(320).optional()

const decision = z
  .looseObject({
    id: z.string(),
    at: z.iso.datetime(),
    action: z.string(),
    reason: z.string(),
    revision: z.string(),
    became: z.string().describe('What became of the mail as a whole, as far as is known.'),
  })
  .meta({ id: 'Decision' })

export const decisionRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/decisions',
    scope: 'decisions:read',
    tag: 'decisions',
    summary: 'Decisions that fit, the newest first.',
    description:
      'All that is given must hold. A search that takes longer than ten seconds stops there: `until` of the answer is where the next request goes on.',
    query: z.object({
      since: z.iso.datetime().optional(),
      until: z.iso.datetime().optional(),
      from: text.describe('Envelope sender: an address, or `@domain`.'),
      to: text.describe('A recipient: an address, or `@domain`.'),
      subject: text.describe('A part of the subject.'),
      outcome: text.describe('`delivered`, `refused`, `queued`, `failed`, `discarded`, `deferred`.'),
      policy: text.describe('A policy that matched or could not tell.'),
      reason: text,
      breakGlass: z.enum(['true']).optional().describe('`true`: passes by break-glass alone.'),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
    answers: {
      200: z.object({
        decisions: z.array(decision),
        until: z.iso
          .datetime()
          .nullable()
          .describe('Pass it as `until` for what is older; `null`: there is no more.'),
        damages: z.int().describe('Lines of the log that could not be read.'),
      }),
    },
    act: async ({ query }, parts) => ({ status: 200, body: await search(query, parts) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/decisions/:id',
    scope: 'decisions:read',
    tag: 'decisions',
    summary: 'One decision with all that is known of it.',
    parameters: z.object({ id: z.string().min(1).max(100) }),
    answers: { 200: decision },
    problems: [404],
    act: async ({ parameters: { id }, language }, parts) => {
      const directory = directoryOf(parts)
      const { found } = await searchPage({ directory, filter: { id }, limit: 1, patience })
      const [only] = found
      if (only !== undefined) return { status: 200, body: decisionObject(only) }
      return { problem: { code: 'not-found', detail: apiTexts[language].noSuch('decision', id) } }
    },
  }),
]

/** Milliseconds that one request may search. */
const patience = 10_000

type Words = Record<'from' | 'to' | 'subject' | 'outcome' | 'policy' | 'reason', string | undefined>

interface Query extends Readonly<Partial<Words>> {
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly breakGlass?: 'true' | undefined
  readonly limit: number
}

async function search(
  { since, until, breakGlass, limit, ...filter }: Query,
  parts: ApiParts,
): Promise<object> {
  const moments = {
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  }
  const { found, damages, next } = await searchPage({
    directory: directoryOf(parts),
    filter: { ...filter, ...moments, breakGlass: breakGlass === 'true' },
    limit,
    patience,
  })
  return { decisions: found.map(decisionObject), until: next ?? null, damages }
}

function directoryOf({ inForce, folder }: ApiParts): string {
  return resolve(folder, inForce().config.decisions.directory)
}
