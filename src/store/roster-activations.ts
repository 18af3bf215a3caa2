/**
 * Which dump is in force: a list of activations that only grows, the last of which counts. As `activations.ts` is for
 * policies.
 */

import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import { writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'
import { findRun, type NightRun } from './night-runs.ts'

export interface RosterActivation {
  /** Counts up from 1. */
  readonly number: number
  /** `undefined`: none, so that `organization` is in force. */
  readonly run: NightRun | undefined
  /** Milliseconds since 1970. */
  readonly at: number
  readonly who: string
  readonly why: string
  /** The activation that rolling this one back goes back to; `undefined`: to none. */
  readonly returnsTo: number | undefined
}

export interface RosterChange {
  /** For `roll-back`, `undefined`: to what was in force before; doing it again goes one further back. */
  readonly run: number | undefined
  /** `undo`: as if the last change had not been; `run` does not count. */
  readonly kind: 'activate' | 'roll-back' | 'undo'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly who: string
  readonly why: string
}

export type RosterChanged =
  | { readonly kind: 'done'; readonly activation: RosterActivation }
  /** It is in force already. */
  | { readonly kind: 'unchanged' }
  /** A roll-back has nothing to go back to. */
  | { readonly kind: 'nothing-before' }
  /** A roll-back goes only to what was in force at some time. */
  | { readonly kind: 'never-in-force' }

const row = z.object({
  number: z.number(),
  run: z.number().nullable(),
  at: z.number(),
  who: z.string(),
  why: z.string(),
  returns_to: z.number().nullable(),
})

/** `undefined`: no dump was ever put in force. */
export function activeRoster(database: DatabaseSync): RosterActivation | undefined {
  return listRosterActivations(database, 1)[0]
}

/** The newest first. */
export function listRosterActivations(database: DatabaseSync, limit: number): readonly RosterActivation[] {
  return database
    .prepare('SELECT * FROM roster_activations ORDER BY number DESC LIMIT ?')
    .all(limit)
    .map((given) => activationOf(database, given))
}

/** Number of the last import by which this dump was in force at any time. `dumpHash`: SHA-256, hexadecimal. */
export function lastInForce(database: DatabaseSync, dumpHash: string): number | undefined {
  const found = database
    .prepare(
      'SELECT MAX(number) AS number FROM night_runs WHERE dump_hash = ? AND number IN (SELECT run FROM roster_activations)',
    )
    .get(dumpHash)
  const number = found?.['number']
  return typeof number === 'number' ? number : undefined
}

/** What a roll-back would put in force; changes nothing. `run` is `undefined` for the folder of the configuration. */
export function rollBackGoal(
  database: DatabaseSync,
  run: number | undefined,
): { readonly kind: 'goal'; readonly run: NightRun | undefined } | Exclude<RosterChanged, { kind: 'done' }> {
  const goal = goalOf(database, activeRoster(database), { run, kind: 'roll-back' })
  if ('kind' in goal) return goal
  return { kind: 'goal', run: goal.run === undefined ? undefined : findRun(database, goal.run) }
}

export async function changeRoster({ database, write }: Desk, change: RosterChange): Promise<RosterChanged> {
  return await write((): RosterChanged => {
    const last = activeRoster(database)
    const goal = goalOf(database, last, change)
    if ('kind' in goal) return goal
    const number = (last?.number ?? 0) + 1
    const { at, who, why } = change
    database
      .prepare(
        'INSERT INTO roster_activations (number, run, at, who, why, returns_to) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(number, goal.run ?? null, at, who, why, goal.returnsTo ?? null)
    const run = goal.run === undefined ? undefined : findRun(database, goal.run)
    writeAudit(database, {
      at,
      who,
      action: `night.${change.kind}`,
      subject: goal.run === undefined ? 'night none' : `night ${goal.run}`,
      before: last?.run?.dumpHash,
      after: run?.dumpHash,
      why,
    })
    return { kind: 'done', activation: { number, run, at, who, why, returnsTo: goal.returnsTo } }
  })
}

function goalOf(
  database: DatabaseSync,
  last: RosterActivation | undefined,
  { run, kind }: Pick<RosterChange, 'run' | 'kind'>,
):
  | { readonly run: number | undefined; readonly returnsTo: number | undefined }
  | Exclude<RosterChanged, { kind: 'done' }> {
  if (kind === 'undo') {
    const before = last === undefined ? undefined : activationNumbered(database, last.number - 1)
    return { run: before?.run?.number, returnsTo: before?.returnsTo }
  }
  if (run === undefined) {
    if (last === undefined || (last.run === undefined && last.returnsTo === undefined)) {
      return { kind: 'nothing-before' }
    }
    const before = last.returnsTo === undefined ? undefined : activationNumbered(database, last.returnsTo)
    return { run: before?.run?.number, returnsTo: before?.returnsTo }
  }
  if (run === last?.run?.number) return { kind: 'unchanged' }
  if (kind === 'roll-back') {
    const found = database.prepare('SELECT 1 FROM roster_activations WHERE run = ? LIMIT 1').get(run)
    if (found === undefined) return { kind: 'never-in-force' }
  }
  return { run, returnsTo: last?.number }
}

function activationNumbered(database: DatabaseSync, number: number): RosterActivation | undefined {
  const found = database.prepare('SELECT * FROM roster_activations WHERE number = ?').get(number)
  return found === undefined ? undefined : activationOf(database, found)
}

function activationOf(database: DatabaseSync, given: unknown): RosterActivation {
  const { run: number, returns_to: returnsTo, ...others } = row.parse(given)
  const run = number === null ? undefined : findRun(database, number)
  return { ...others, run, returnsTo: returnsTo ?? undefined }
}
