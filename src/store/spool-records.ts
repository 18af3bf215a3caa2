/**
 * Opens `records.db`: takes the lock that makes this process the only one on the spool, brings the tables up to date,
 * and says what is wrong as a value. Durability is set here and nowhere else.
 */

import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'

import { migrations } from './spool-migrations.ts'
import { codeOf, syncFolder, type SpoolPlaces } from './spool-places.ts'
import type { SpoolProblem } from './spool.ts'
import { isBusy, isDamage, sqliteCodeOf } from './sqlite-codes.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

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
    const version = unknownVersion(database)
    if (version !== undefined) {
      database.close()
      return { kind: 'problem', problem: { kind: 'too-new', path: places.records, version } }
    }
    await migrate(database)
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

/** A step that this version does not know. */
function unknownVersion(database: DatabaseSync): string | undefined {
  const hasTable = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'kysely_migration'").get()
  if (hasTable === undefined) return undefined
  const names = database.prepare('SELECT name FROM kysely_migration ORDER BY name').all()
  return names.map((row) => String(row['name'])).find((name) => !(name in migrations))
}

async function migrate(database: DatabaseSync): Promise<void> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: createSqliteDialect(database) }),
    provider: { getMigrations: async () => await Promise.resolve({ ...migrations }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

function prepareMarks(database: DatabaseSync): void {
  const insert = database.prepare(
    'INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
  )
  insert.run('mark', randomBytes(4).toString('hex'))
  insert.run('group', '0')
}

/** Puts into a value why the records cannot be used. */
export function problemOf(fault: unknown, places: SpoolPlaces): SpoolProblem {
  const path = places.records
  const why = fault instanceof Error ? fault.message : String(fault)
  if (isBusy(fault)) return { kind: 'in-use', directory: places.directory }
  if (isDamage(fault)) return { kind: 'damaged-records', path, why }
  return { kind: 'unusable', path, why: sqliteCodeOf(fault) === undefined ? codeOf(fault) : why }
}
