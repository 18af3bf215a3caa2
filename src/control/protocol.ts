/**
 * What the terminal and a running gate say to each other over the control socket: one JSON line that asks, one JSON line
 * that answers, and the connection ends.
 */

import { z } from 'zod'

/** `parameters` are checked by whoever answers. */
export const question = z.object({ ask: z.string(), parameters: z.unknown() })

export const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), value: z.unknown() }),
  /** For a person, in the language of the configuration. */
  z.object({ kind: z.literal('refused'), lines: z.array(z.string()) }),
])

export type Answer = z.infer<typeof answer>

/** Octets of a question at most. */
export const longestQuestion = 1_048_576
