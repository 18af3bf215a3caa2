/**
 * Opens `records.db`: takes the lock that makes this process the only one on the spool, brings the tables up to date,
 * and says what is wrong as a value. Durability is set here and nowhere else.
 */

import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

import { codeOf } from './fault-code.ts'
import { syncFolder, type SpoolPlaces } from './spool-places.ts'
import { spoolSteps } from './spool-steps.ts'
import type { SpoolProblem } from './spool.ts'
import { isBusy, isDamage, sqliteCodeOf } from './sqlite-codes.ts'

export type RecordsOpening =
  | { readonly kind: 'open'; readonly database: DatabaseSync }
  | { readonly kind: 'problem'; readonly problem: SpoolProblem }

/** Milliseconds to wait for another process that is just ending. */
const patience = 500

export async function openRecords(places: SpoolPlaces): Promise<RecordsOpening> {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(places.records, { timeout: patience })
    takeLock(database)
    const done = stepsDone(database)
    const version = done.find((name) => !spoolSteps.some((known) => known === name))
    if (version !== undefined) {
      database.close()
      return { kind: 'problem', problem: { kind: 'too-new', path: places.records, version } }
    }
    if (spoolSteps.some((name) => !done.includes(name))) {
      const { migrateSpool } = await import('./spool-migrate.ts')
      await migrateSpool(database)
    }
    prepareMarks(database)
    // What a killed process left in the log may be in the page cache only: put it on disk before building on it.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    syncFolder(places.directory)
    return { kind: 'open', database }
  } catch (fault) {
    if (database?.isOpen === true) database.close()
    return { kind: 'problem', problem: problemOf(fault, places) }
  }
}

/** Exclusive from the first access on, and without shared memory: no second process gets past this. */
function takeLock(database: DatabaseSync): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('BEGIN IMMEDIATE')
  database.exec('COMMIT')
}

/** Of an earlier start, of this version or of another. */
function stepsDone(database: DatabaseSync): readonly string[] {
  const hasTable = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'kysely_migration'").get()
  if (hasTable === undefined) return []
  const rows = database.prepare('SELECT name FROM kysely_migration ORDER BY name').all()
  return rows.map((row) => String(row['name']))
}

function prepareMarks(database: DatabaseSync): void {
  const insert = database.prepare(
    'INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
  )
  insert.run('mark', freshMark())
  insert.run('group', '0')
  // Earlier versions counted them together.
  database.exec(
    "INSERT INTO marks (name, value) SELECT 'bodies', value FROM marks WHERE name = 'group' ON CONFLICT (name) DO NOTHING",
  )
}

/** Files of earlier groups are not taken for files of these records any more, unless a record names them. */
export function renewMark(database: DatabaseSync): void {
  setMark(database, 'mark')
}

/** Segments that are under way when it ends are told by it. */
export function beginRun(database: DatabaseSync): void {
  setMark(database, 'run')
}

function setMark(database: DatabaseSync, name: 'mark' | 'run'): void {
  database
    .prepare(
      'INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(name, freshMark())
}

function freshMark(): string {
  return randomBytes(4).toString('hex')
}

/** Puts into a value why the records cannot be used. */
export function problemOf(fault: unknown, places: SpoolPlaces): SpoolProblem {
  const path = places.records
  const why = fault instanceof Error ? fault.message : String(fault)
  if (isBusy(fault)) return { kind: 'in-use', directory: places.directory }
  if (isDamage(fault)) return { kind: 'damaged-records', path, why }
  return { kind: 'unusable', path, why: sqliteCodeOf(fault) === undefined ? codeOf(fault) : why }
}
