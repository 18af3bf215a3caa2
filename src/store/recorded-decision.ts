/**
 * A decision as it is read back from the log, and what later lines say became of it. The shape is that of
 * `decision-record.ts`; keys that are not named here are kept as they are, since another version may have written them.
 */

import { z } from 'zod'

const recipientSchema = z.looseObject({
  address: z.string(),
  outside: z.boolean().optional(),
  outcome: z.string().optional(),
})

const outcomeSchema = z.looseObject({
  kind: z.string(),
  code: z.number(),
  enhanced: z.string().optional(),
  text: z.array(z.string()).default([]),
  nextHop: z.looseObject({ by: z.string(), answer: z.string() }).optional(),
  notice: z.string().optional(),
})

const policySchema = z.looseObject({
  policy: z.string(),
  answer: z.string(),
  mode: z.string().optional(),
  action: z.string().optional(),
})

const decisionSchema = z.looseObject({
  id: z.string(),
  at: z.iso.datetime(),
  action: z.string(),
  reason: z.string().default(''),
  revision: z.string().default(''),
  snapshot: z.string().default(''),
  day: z.string().default(''),
  client: z.looseObject({
    address: z.string(),
    helo: z.string(),
    listener: z.string(),
    tls: z.string().optional(),
    login: z.string().optional(),
  }),
  from: z.string(),
  recipients: z.array(recipientSchema),
  recipientCount: z.int(),
  messageId: z.string().default(''),
  subject: z.string().default(''),
  size: z.number().default(0),
  rules: z.array(z.looseObject({ rule: z.string(), answer: z.string() })).default([]),
  policies: z.array(policySchema).default([]),
  outcome: outcomeSchema.optional(),
})

export type RecordedDecision = z.infer<typeof decisionSchema>

const laterSchema = z.looseObject({
  outcomeOf: z.string(),
  at: z.iso.datetime(),
  recipients: z.array(
    z.looseObject({
      address: z.string(),
      outcome: z.string().optional(),
      by: z.string().optional(),
      answer: z.string().optional(),
    }),
  ),
  outcome: outcomeSchema.optional(),
})

export type RecordedOutcome = z.infer<typeof laterSchema>

/** What is known of a recipient now. */
export interface RecipientState {
  readonly address: string
  readonly outside: boolean
  /** `delivered`, `queued`, `refused`, `deferred`, `failed`, `discarded`; `unknown`: nothing was recorded. */
  readonly outcome: string
}

/** A decision with all that the log says about it. */
export interface FoundDecision {
  readonly kind: 'decision'
  readonly record: RecordedDecision
  /** What became of it, from the recipients' outcomes: the one that still needs somebody, or is the worst, counts. */
  readonly outcome: string
  readonly recipients: readonly RecipientState[]
  /** Second lines, the oldest first. */
  readonly later: readonly RecordedOutcome[]
}

/** `undefined`: it is no decision. */
export function readDecision(line: string): RecordedDecision | undefined {
  return read(decisionSchema, line)
}

/** `undefined`: it says nothing about an outcome. */
export function readOutcome(line: string): RecordedOutcome | undefined {
  return read(laterSchema, line)
}

function read<Value>(schema: z.ZodType<Value>, line: string): Value | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  return schema.safeParse(value).data
}

/** From what needs somebody to what is done. */
const weight = ['queued', 'failed', 'refused', 'deferred', 'discarded', 'delivered']

/** @param later the second lines of this decision, the oldest first */
export function withOutcomes(record: RecordedDecision, later: readonly RecordedOutcome[]): FoundDecision {
  const states = record.recipients.map(({ address, outside = true, outcome }) => ({
    address,
    outside,
    outcome: outcome ?? 'unknown',
  }))
  for (const { recipients } of later) {
    const said = new Map(recipients.map(({ address, outcome }) => [address, outcome]))
    for (const state of states) state.outcome = said.get(state.address) ?? state.outcome
  }
  const present = new Set(states.map(({ outcome }) => outcome))
  const last = later.findLast(({ outcome }) => outcome !== undefined)?.outcome ?? record.outcome
  const outcome = weight.find((kind) => present.has(kind)) ?? last?.kind ?? 'unknown'
  return { kind: 'decision', record, outcome, recipients: states, later }
}
