/**
 * The desk database: what people decide about the gate (revisions of the policies, who changed what), apart from the
 * mails. Owns opening it, its durability and its tables. The gate and any number of terminals may have it open at once.
 */

import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

import { isDeskThere } from './desk-file.ts'
import { codeOf } from './fault-code.ts'
import { syncFolder } from './spool-places.ts'
import { isBusy, isDamage, sqliteCodeOf } from './sqlite-codes.ts'

export interface Desk {
  /** For reading; what is read waits for nobody. */
  readonly database: DatabaseSync
  /**
   * Runs statements as one step that others see whole or not at all, and that is on disk once this resolves. What `run`
   * reads still holds when it writes. Waits up to ten seconds for another process, without keeping this thread. Rejects
   * with what `run` throws; nothing is written then.
   */
  readonly write: <Answer>(run: () => Answer) => Promise<Answer>
  /** May be called again. */
  readonly close: () => void
}

/** Why the database cannot be used. `why` is an error code or SQLite's own sentence. */
export type DeskProblem =
  | { readonly kind: 'unusable' | 'damaged'; readonly path: string; readonly why: string }
  /** Another process kept it for ten seconds. */
  | { readonly kind: 'busy'; readonly path: string }
  /** Written by a later version. */
  | { readonly kind: 'too-new'; readonly path: string; readonly version: string }

export type DeskOpening =
  | { readonly kind: 'open'; readonly desk: Desk }
  | { readonly kind: 'problem'; readonly problem: DeskProblem }

/** Milliseconds: that a statement keeps the thread for another process, between attempts, and for all of them. */
const statementPatience = 1_000
const pauseBetween = 15
const patience = 10_000

/** Who the authors are and what is refused is nobody else's business. */
const folderMode = 0o700
const fileMode = 0o600

/** @param path absolute; made where it is missing. Never rejects. */
export async function openDesk(path: string): Promise<DeskOpening> {
  let database: DatabaseSync | undefined
  try {
    makeFile(path)
    const opened = new DatabaseSync(path, { timeout: statementPatience })
    database = opened
    await whileBusy(() => opened.exec('PRAGMA journal_mode = WAL'))
    opened.exec('PRAGMA synchronous = FULL')
    opened.exec('PRAGMA foreign_keys = ON')
    const version = await bringUpToDate(opened)
    if (version === undefined) return { kind: 'open', desk: deskOf(opened) }
    opened.close()
    return { kind: 'problem', problem: { kind: 'too-new', path, version } }
  } catch (fault) {
    if (database?.isOpen === true) database.close()
    return { kind: 'problem', problem: deskProblemOf(fault, path) }
  }
}

function deskOf(database: DatabaseSync): Desk {
  // A connection has one transaction at a time: each write begins when the one before it has ended.
  let before: Promise<unknown> = Promise.resolve()
  return {
    database,
    write: async (run) => {
      const written = before.then(async () => await inTransaction(database, run))
      before = written.catch(() => undefined)
      return await written
    },
    close: () => {
      if (database.isOpen) database.close()
    },
  }
}

async function inTransaction<Answer>(database: DatabaseSync, run: () => Answer): Promise<Answer> {
  await begin(database)
  try {
    const answer = run()
    database.exec('COMMIT')
    return answer
  } catch (fault) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw fault
  }
}

/** The only writer from now on. */
async function begin(database: DatabaseSync): Promise<void> {
  await whileBusy(() => {
    database.exec('PRAGMA busy_timeout = 0')
    try {
      database.exec('BEGIN IMMEDIATE')
    } finally {
      database.exec(`PRAGMA busy_timeout = ${statementPatience}`)
    }
  })
}

async function whileBusy(run: () => void): Promise<void> {
  const giveUpAt = performance.now() + patience
  for (;;) {
    try {
      run()
      return
    } catch (fault) {
      if (!isBusy(fault) || performance.now() > giveUpAt) throw fault
    }
    await pause(pauseBetween)
  }
}

function makeFile(path: string): void {
  if (isDeskThere(path)) return
  mkdirSync(dirname(path), { recursive: true, mode: folderMode })
  closeSync(openSync(path, 'a', fileMode))
  syncFolder(dirname(path))
}

/** Gives a step that this version does not know. */
async function bringUpToDate(database: DatabaseSync): Promise<string | undefined> {
  // Loaded on demand: a database that is up to date, which is nearly every one, needs nothing of it.
  const { deskMigrations } = await import('./desk-migrations.ts')
  const known = Object.keys(deskMigrations)
  const steps = stepsOf(database)
  const unknown = steps.find((name) => !known.includes(name))
  if (unknown !== undefined || steps.length === known.length) return unknown
  const { migrateDesk } = await import('./desk-migrate.ts')
  await begin(database)
  try {
    // Of two processes that start at once, the second finds everything done.
    await migrateDesk(database, deskMigrations)
    database.exec('COMMIT')
  } catch (fault) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw fault
  }
  return undefined
}

function stepsOf(database: DatabaseSync): readonly string[] {
  const hasTable = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'kysely_migration'").get()
  if (hasTable === undefined) return []
  const rows = database.prepare('SELECT name FROM kysely_migration').all()
  return rows.map((row) => String(row['name']))
}

/** Puts into a value why the database cannot be used. */
export function deskProblemOf(fault: unknown, path: string): DeskProblem {
  const why = fault instanceof Error ? fault.message : String(fault)
  if (isBusy(fault)) return { kind: 'busy', path }
  if (isDamage(fault)) return { kind: 'damaged', path, why }
  return { kind: 'unusable', path, why: sqliteCodeOf(fault) === undefined ? codeOf(fault) : why }
}
