/** The queue, as `sekisho queue` shows and changes it. */

import { z } from 'zod'

import { queueChange, queueList, queueMail } from '../../deliver/queue-desk.ts'
import { apiTexts } from '../../text/api.ts'

import { defineRoute, type AnyRoute } from '../route.ts'

const parameters = z.object({ id: z.string().min(1).max(100) })

const changes = [
  ['retry', 'Tries the mails again now.'],
  ['hold', 'Keeps the mails until they are released.'],
  ['release', 'Lets held mails go on.'],
  ['drop', 'Deletes the mails for good; nobody is told.'],
] as const

export const queueRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/queue',
    scope: 'queue:read',
    tag: 'queue',
    summary: 'Mails that wait.',
    query: z.object({
      state: z.enum(['deferred', 'held', 'corrupt']).optional(),
      route: z.string().optional().describe('Name of the next hop.'),
      text: z.string().optional().describe('Stands in the sender, a recipient or the id.'),
      limit: z.coerce.number().int().min(1).max(10_000).default(100),
    }),
    answers: { 200: queueList.meta({ id: 'Queue' }) },
    act: async ({ query: { limit, ...filter } }, { queue }) => ({
      status: 200,
      body: queueList.parse(await queue({ do: 'list', filter, limit })),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/queue/:id',
    scope: 'queue:read',
    tag: 'queue',
    summary: 'One mail that waits, with its header.',
    parameters,
    answers: { 200: queueMail.meta({ id: 'QueuedMail' }) },
    problems: [404],
    act: async ({ parameters: { id }, language }, { queue }) => {
      const mail = await queue({ do: 'show', id })
      if (mail === undefined || mail === null)
        return { problem: { code: 'not-found', detail: apiTexts[language].noSuch('mail', id) } }
      return { status: 200, body: queueMail.parse(mail) }
    },
  }),
  ...changes.map(([what, summary]) =>
    defineRoute({
      method: 'POST',
      path: `/v1/queue/${what}`,
      scope: 'queue:write',
      tag: 'queue',
      summary,
      body: z.object({
        ids: z.array(z.string().min(1).max(100)).min(1).max(1_000),
        reason: z.string().min(1).max(500).describe('Stands in the audit log.'),
      }),
      answers: { 200: queueChange.meta({ id: `QueueChange-${what}` }) },
      act: async ({ body: { ids, reason }, who }, { queue, audit }) => {
        // Before it is done: a change that cannot be put on record is not made.
        await audit({
          who: who.token,
          action: `queue.${what}`,
          subject: ids.join(' '),
          before: undefined,
          after: undefined,
          why: reason,
        })
        return { status: 200, body: queueChange.parse(await queue({ do: what, of: { ids }, note: reason })) }
      },
    }),
  ),
]
