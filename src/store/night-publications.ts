/**
 * The record of what was published: each attempt to bring the groups of a run to a target, begun and ended. Owns the table;
 * what an attempt does is `roster/`.
 */

import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import type { Desk } from './desk.ts'
import type { StepFacts } from './night-runs.ts'

export interface Publication {
  /** Counts up over all runs. */
  readonly number: number
  readonly run: number
  /** Name of the target. */
  readonly target: string
  /** Its URL or folder, as the settings gave it then. */
  readonly place: string
  /** Milliseconds since 1970. */
  readonly begunAt: number
  /** `undefined`: under way, or cut off. */
  readonly endedAt: number | undefined
  /** `done`: the target was read back, and has everything. */
  readonly outcome: 'done' | 'failed' | undefined
  readonly facts: StepFacts
  /** Lines for a person. */
  readonly log: readonly string[]
}

const row = z.object({
  number: z.number(),
  run: z.number(),
  target: z.string(),
  place: z.string(),
  begun_at: z.number(),
  ended_at: z.number().nullable(),
  outcome: z.enum(['done', 'failed']).nullable(),
  facts: z.string(),
  log: z.string(),
})

const factsSchema = z.record(z.string(), z.union([z.string(), z.number()]))
const logSchema = z.array(z.string())

/** Gives the number of its row. */
export async function beginPublication(
  { database, write }: Desk,
  { run, target, place, begunAt }: Pick<Publication, 'run' | 'target' | 'place' | 'begunAt'>,
): Promise<number> {
  return await write(() => {
    const found = database
      .prepare('SELECT COALESCE(MAX(number), 0) + 1 AS next FROM night_publications')
      .get()
    const next = Number(found?.['next'])
    database
      .prepare(
        "INSERT INTO night_publications (number, run, target, place, begun_at, facts, log) VALUES (?, ?, ?, ?, ?, '{}', '[]')",
      )
      .run(next, run, target, place, begunAt)
    return next
  })
}

export async function endPublication(
  { database, write }: Desk,
  number: number,
  end: Pick<Publication, 'facts' | 'log'> & { readonly at: number; readonly outcome: 'done' | 'failed' },
): Promise<void> {
  await write(() => {
    database
      .prepare('UPDATE night_publications SET ended_at = ?, outcome = ?, facts = ?, log = ? WHERE number = ?')
      .run(end.at, end.outcome, JSON.stringify(end.facts), JSON.stringify(end.log), number)
  })
}

/** In the order in which they began. */
export function publicationsOf(database: DatabaseSync, run: number): readonly Publication[] {
  return database
    .prepare('SELECT * FROM night_publications WHERE run = ? ORDER BY number')
    .all(run)
    .map((given) => {
      const { begun_at: begunAt, ended_at, outcome, facts, log, ...others } = row.parse(given)
      return {
        ...others,
        begunAt,
        endedAt: ended_at ?? undefined,
        outcome: outcome ?? undefined,
        facts: factsSchema.parse(JSON.parse(facts)),
        log: logSchema.parse(JSON.parse(log)),
      }
    })
}
