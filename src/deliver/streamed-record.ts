/** A line of the decision log as a stream hands it on: without what only a replay needs, and shortened where it is too long. */

import { z } from 'zod'

const recordSchema = z.record(z.string(), z.unknown())
const outcomeSchema = z.looseObject({
  outcomeOf: z.string(),
  recipients: z.array(z.looseObject({ outcome: z.string().optional() })),
})

export interface StreamedRecord {
  readonly kind: 'decision' | 'outcome'
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string
  /** Somebody may want to look: refused, discarded, put off, let through by break-glass, not delivered. */
  readonly isNotable: boolean
  /** JSON in one line. */
  readonly text: string
}

/** `undefined`: half a line, as a crash leaves it. */
export function streamedRecord(line: string): StreamedRecord | undefined {
  const { data } = recordSchema.safeParse(parsed(line))
  if (data === undefined) return undefined
  const { seen: _seen, asked: _asked, ...record } = data
  const { at } = record
  if (typeof at !== 'string') return undefined
  const text = JSON.stringify(record)
  const { data: outcome } = outcomeSchema.safeParse(record)
  if (outcome !== undefined) {
    const isNotable = outcome.recipients.some(({ outcome: its }) => its === 'failed' || its === 'unknown')
    return { kind: 'outcome', at, isNotable, text }
  }
  if (typeof record['id'] !== 'string') return undefined
  const isNotable = record['action'] !== 'deliver' || record['breakGlass'] !== undefined
  return { kind: 'decision', at, isNotable, text }
}

const essential = ['id', 'outcomeOf', 'at', 'action', 'reason', 'revision', 'from', 'recipientCount']
const longestSubject = 100

/** Who, what and why, with `"cut": true`. */
export function shortened(text: string): string {
  const { data } = recordSchema.safeParse(parsed(text))
  const record: Readonly<Record<string, unknown>> = data ?? {}
  const kept = Object.fromEntries(essential.filter((key) => key in record).map((key) => [key, record[key]]))
  const { subject } = record
  const short = typeof subject === 'string' ? subject.slice(0, longestSubject).toWellFormed() : undefined
  return JSON.stringify({ ...kept, subject: short, cut: true })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
