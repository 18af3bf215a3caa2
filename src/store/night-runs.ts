/**
 * The record of the imports: each run and each of its steps, begun and ended. A step that begins anew after a kill is one more
 * row, so that what was cut off stays visible. Owns the tables; what a step does is `roster/`.
 */

import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import { writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'

/** In the order in which they are taken. */
export const nightSteps = [
  'found',
  'read',
  'checked',
  'compared',
  'guarded',
  'activated',
  'published',
] as const

export type NightStepName = (typeof nightSteps)[number]

const runState = z.enum([
  /** Its process works on it, or was killed. */
  'under-way',
  /** The guard keeps it until a person lets it pass. */
  'stopped',
  /** Everything is ready, and its moment has not come. */
  'waiting',
  'failed',
  /** In force, and its groups are not all where they are to be. */
  'unpublished',
  'done',
  /** A person took it back before it was in force. */
  'withdrawn',
])

export type NightRunState = z.infer<typeof runState>

export interface Approval {
  readonly who: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly why: string
}

export interface NightRun {
  /** Counts up from 1. */
  readonly number: number
  /** Absolute path of the folder that the dump came from. */
  readonly source: string
  readonly who: string
  /** Milliseconds since 1970, as are all moments here. */
  readonly begunAt: number
  /** `undefined` as long as anything is to come. */
  readonly endedAt: number | undefined
  readonly state: NightRunState
  /** Day and hour at which it is to take force, as it was given, in the time zone of the company; what came with the dump, once it was read. */
  readonly effective: string | undefined
  /** The same as a moment, once the rules have told the time zone. */
  readonly effectiveAt: number | undefined
  /** SHA-256 of `hr.csv` and of `rules.yaml`, once they were read. */
  readonly dumpHash: string | undefined
  readonly rulesHash: string | undefined
  /** Name of the snapshot, once it was checked. */
  readonly snapshot: string | undefined
  /** Who let it pass although the guard kept it. */
  readonly approval: Approval | undefined
}

/** How a step ended. `stopped`: by the guard. */
export type StepOutcome = 'done' | 'failed' | 'stopped'

/** Counts and hashes, by name. */
export type StepFacts = Readonly<Record<string, string | number>>

export interface NightStep {
  /** Counts up over all runs. */
  readonly number: number
  readonly run: number
  readonly name: NightStepName
  readonly begunAt: number
  /** `undefined` with an end of another row of the same step: it was cut off. */
  readonly endedAt: number | undefined
  readonly outcome: StepOutcome | undefined
  readonly facts: StepFacts
  /** Lines for a person. */
  readonly log: readonly string[]
}

/** What changes in a run when a step ends; what is left out stays. */
export type RunChange = Partial<
  Pick<NightRun, 'state' | 'endedAt' | 'effective' | 'effectiveAt' | 'dumpHash' | 'rulesHash' | 'snapshot'>
>

const runRow = z.object({
  number: z.number(),
  source: z.string(),
  who: z.string(),
  begun_at: z.number(),
  ended_at: z.number().nullable(),
  state: runState,
  effective: z.string().nullable(),
  effective_at: z.number().nullable(),
  dump_hash: z.string().nullable(),
  rules_hash: z.string().nullable(),
  snapshot: z.string().nullable(),
  approved_by: z.string().nullable(),
  approved_at: z.number().nullable(),
  approved_why: z.string().nullable(),
})

const stepRow = z.object({
  number: z.number(),
  run: z.number(),
  name: z.enum(nightSteps),
  begun_at: z.number(),
  ended_at: z.number().nullable(),
  outcome: z.enum(['done', 'failed', 'stopped']).nullable(),
  facts: z.string(),
  log: z.string(),
})

const factsSchema = z.record(z.string(), z.union([z.string(), z.number()]))
const logSchema = z.array(z.string())

const columns = [
  ['state', 'state'],
  ['endedAt', 'ended_at'],
  ['effective', 'effective'],
  ['effectiveAt', 'effective_at'],
  ['dumpHash', 'dump_hash'],
  ['rulesHash', 'rules_hash'],
  ['snapshot', 'snapshot'],
] as const satisfies readonly (readonly [keyof RunChange, string])[]

export async function beginRun(
  { database, write }: Desk,
  run: Pick<NightRun, 'source' | 'who' | 'begunAt' | 'effective'>,
): Promise<NightRun> {
  const { source, who, begunAt, effective = null } = run
  const number = await write(() => {
    const next = nextNumber(database, 'night_runs')
    database
      .prepare(
        "INSERT INTO night_runs (number, source, who, begun_at, state, effective) VALUES (?, ?, ?, ?, 'under-way', ?)",
      )
      .run(next, source, who, begunAt, effective)
    return next
  })
  return demandRun(database, number)
}

/** Gives the number of its row. */
export async function beginStep(
  { database, write }: Desk,
  run: number,
  name: NightStepName,
  at: number,
): Promise<number> {
  return await write(() => {
    const next = nextNumber(database, 'night_steps')
    database
      .prepare(
        "INSERT INTO night_steps (number, run, name, begun_at, facts, log) VALUES (?, ?, ?, ?, '{}', '[]')",
      )
      .run(next, run, name, at)
    return next
  })
}

/** The end of a step and what it changes in its run: neither is there without the other. */
export async function endStep(
  { database, write }: Desk,
  step: { readonly number: number; readonly run: number },
  end: Pick<NightStep, 'facts' | 'log'> & { readonly at: number; readonly outcome: StepOutcome },
  change: RunChange,
): Promise<NightRun> {
  await write(() => {
    database
      .prepare('UPDATE night_steps SET ended_at = ?, outcome = ?, facts = ?, log = ? WHERE number = ?')
      .run(end.at, end.outcome, JSON.stringify(end.facts), JSON.stringify(end.log), step.number)
    changeRow(database, step.run, change)
  })
  return demandRun(database, step.run)
}

export async function changeRun(
  { database, write }: Desk,
  number: number,
  change: RunChange,
): Promise<NightRun> {
  await write(() => changeRow(database, number, change))
  return demandRun(database, number)
}

/** Lets a run pass that the guard has stopped; `false`: it is not stopped. The step `guarded` is the next one of it. */
export async function approveRun(
  { database, write }: Desk,
  number: number,
  approval: Approval,
): Promise<boolean> {
  return await write(() => {
    const run = findRun(database, number)
    if (run?.state !== 'stopped') return false
    database
      .prepare(
        `UPDATE night_runs SET state = 'under-way', ended_at = NULL, approved_by = ?, approved_at = ?, approved_why = ?
          WHERE number = ?`,
      )
      .run(approval.who, approval.at, approval.why, number)
    audit(database, run, 'night.approve', approval)
    return true
  })
}

/** Goes on with a run that was cut off or waits; `undefined`: it is neither any more, for a person took it back. */
export async function resumeRun({ database, write }: Desk, number: number): Promise<NightRun | undefined> {
  return await write(() => {
    const state = findRun(database, number)?.state
    if (state !== 'under-way' && state !== 'waiting') return undefined
    changeRow(database, number, { state: 'under-way' })
    return findRun(database, number)
  })
}

/** Takes a run back that is stopped or waits for its moment; `false`: it is neither. */
export async function withdrawRun({ database, write }: Desk, number: number, by: Approval): Promise<boolean> {
  return await write(() => {
    const run = findRun(database, number)
    if (run?.state !== 'stopped' && run?.state !== 'waiting') return false
    changeRow(database, number, { state: 'withdrawn', endedAt: by.at })
    audit(database, run, 'night.withdraw', by)
    return true
  })
}

export function findRun(database: DatabaseSync, number: number): NightRun | undefined {
  const found = database.prepare('SELECT * FROM night_runs WHERE number = ?').get(number)
  return found === undefined ? undefined : runOf(found)
}

/** The newest first. */
export function listRuns(database: DatabaseSync, limit: number): readonly NightRun[] {
  return database.prepare('SELECT * FROM night_runs ORDER BY number DESC LIMIT ?').all(limit).map(runOf)
}

/** The oldest first: those whose process was killed, while nobody works on one. */
export function runsIn(database: DatabaseSync, state: NightRunState): readonly NightRun[] {
  return database.prepare('SELECT * FROM night_runs WHERE state = ? ORDER BY number').all(state).map(runOf)
}

/** In the order in which they began. */
export function stepsOf(database: DatabaseSync, run: number): readonly NightStep[] {
  return database.prepare('SELECT * FROM night_steps WHERE run = ? ORDER BY number').all(run).map(stepOf)
}

function audit(database: DatabaseSync, run: NightRun, action: string, { who, at, why }: Approval): void {
  writeAudit(database, {
    at,
    who,
    action,
    subject: `night ${run.number}`,
    before: undefined,
    after: run.dumpHash,
    why,
  })
}

function demandRun(database: DatabaseSync, number: number): NightRun {
  const run = findRun(database, number)
  if (run === undefined) throw new Error(`run ${number} is not in the database`)
  return run
}

function changeRow(database: DatabaseSync, number: number, change: RunChange): void {
  for (const [key, column] of columns) {
    const value = change[key]
    if (value === undefined) continue
    database.prepare(`UPDATE night_runs SET ${column} = ? WHERE number = ?`).run(value, number)
  }
}

function nextNumber(database: DatabaseSync, table: 'night_runs' | 'night_steps'): number {
  const found = database.prepare(`SELECT COALESCE(MAX(number), 0) + 1 AS next FROM ${table}`).get()
  return Number(found?.['next'])
}

function runOf(given: unknown): NightRun {
  const row = runRow.parse(given)
  return {
    number: row.number,
    source: row.source,
    who: row.who,
    begunAt: row.begun_at,
    endedAt: row.ended_at ?? undefined,
    state: row.state,
    effective: row.effective ?? undefined,
    effectiveAt: row.effective_at ?? undefined,
    dumpHash: row.dump_hash ?? undefined,
    rulesHash: row.rules_hash ?? undefined,
    snapshot: row.snapshot ?? undefined,
    approval:
      row.approved_by === null || row.approved_at === null
        ? undefined
        : { who: row.approved_by, at: row.approved_at, why: row.approved_why ?? '' },
  }
}

function stepOf(given: unknown): NightStep {
  const { begun_at: begunAt, ended_at, outcome, facts, log, ...others } = stepRow.parse(given)
  return {
    ...others,
    begunAt,
    endedAt: ended_at ?? undefined,
    outcome: outcome ?? undefined,
    facts: factsSchema.parse(JSON.parse(facts)),
    log: logSchema.parse(JSON.parse(log)),
  }
}
