/** What may be asked of the policies in force, and what is answered: between a desk (terminal, API) and a running gate. */

import { z } from 'zod'

const by = { who: z.string(), why: z.string() }

export const policyQuestion = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('activate'),
    /** Number of a revision; `null`: none. */
    revision: z.int().nullable(),
    /**
     * Only if the last activation is still this one (`null`: there was none): for a change that rests on what was in force
     * when it was made. Left out: whatever is in force.
     */
    after: z.int().nullable().optional(),
    ...by,
  }),
  z.strictObject({ do: z.literal('roll-back'), ...by }),
  /** Puts in force what the database says, where another process has written it. */
  z.strictObject({ do: z.literal('refresh') }),
])

export const policyAnswer = z.discriminatedUnion('kind', [
  /** Names as in decisions. */
  z.object({ kind: z.literal('done'), before: z.string(), now: z.string() }),
  /** It is in force already. */
  z.object({ kind: z.literal('unchanged'), now: z.string() }),
  z.object({ kind: z.literal('unknown-revision'), number: z.number() }),
  /** A roll-back has nothing to go back to. */
  z.object({ kind: z.literal('nothing-before') }),
  /** Something else was put in force meanwhile. */
  z.object({ kind: z.literal('overtaken') }),
  /** `lines` for a person, in the language of the configuration: `file:line:column: …`. */
  z.object({ kind: z.literal('does-not-fit'), name: z.string(), lines: z.array(z.string()) }),
])

export type PolicyQuestion = z.infer<typeof policyQuestion>
export type PolicyAnswer = z.infer<typeof policyAnswer>
