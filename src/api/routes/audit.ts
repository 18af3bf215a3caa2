/** Who changed what, when and why. */

import { z } from 'zod'

import { defineRoute, type AnyRoute } from '../route.ts'

const line = z
  .object({
    number: z.int().describe('Counts up from 1 without a gap.'),
    at: z.iso.datetime(),
    who: z.string().describe('Name of a token, or of the user at the terminal.'),
    action: z.string(),
    subject: z.string(),
    before: z.string().optional().describe('SHA-256 of what was there before.'),
    after: z.string().optional(),
    why: z.string(),
  })
  .meta({ id: 'AuditLine' })

export const auditRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/audit',
    scope: 'audit:read',
    tag: 'audit',
    summary: 'Changes by people and tokens, the newest first.',
    query: z.object({
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      before: z.coerce.number().int().positive().optional().describe('Only lines with a lower number.'),
    }),
    answers: { 200: z.object({ lines: z.array(line) }) },
    act: ({ query: { limit, before } }, { auditLines }) => ({
      status: 200,
      body: {
        lines: auditLines(limit, before).map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
      },
    }),
  }),
]
