/** What the next hop's process and the test say to each other. */

import { z } from 'zod'

export const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mood'),
    mood: z.enum(['good', 'slow', 'busy', 'closing', 'dead', 'dropping', 'mute']),
  }),
  /** Asks for the mails that were taken since the last report. */
  z.strictObject({ kind: z.literal('report') }),
])

const takenSchema = z.strictObject({
  id: z.string(),
  inReplyTo: z.string(),
  digest: z.string(),
  from: z.string(),
  recipients: z.array(z.string()).readonly(),
  at: z.number(),
  answered: z.boolean(),
})

export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('listening'), port: z.number() }),
  z.strictObject({
    kind: z.literal('report'),
    taken: z.array(takenSchema).readonly(),
    connections: z.strictObject({ open: z.number(), most: z.number(), total: z.number() }),
  }),
])

export type QuestionToHop = z.infer<typeof questionSchema>
export type AnswerOfHop = z.infer<typeof answerSchema>
