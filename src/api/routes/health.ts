/** How the gate is. */

import { z } from 'zod'

import { defineRoute, type AnyRoute } from '../route.ts'

const health = z
  .object({
    isReady: z.boolean().describe('Mail would be taken now.'),
    why: z.array(z.string()).describe('Why not: words as in `/readyz`.'),
    revision: z.string().describe('Of the policies in force.'),
    snapshot: z.string().describe('Of the organization in force.'),
    groups: z.int(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Health' })

export const healthRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/health',
    scope: 'health:read',
    tag: 'health',
    summary: 'Whether the gate takes mail, and what is in force.',
    answers: { 200: health },
    act: (_asked, { health: state, inForce, groups, now }) => {
      const { isReady, why } = state()
      const { judging, snapshot } = inForce()
      return {
        status: 200,
        body: {
          isReady,
          why: [...why],
          revision: judging().flow.revision,
          snapshot: snapshot.name,
          groups: groups.all().size,
          at: new Date(now()).toISOString(),
        },
      }
    },
  }),
]
