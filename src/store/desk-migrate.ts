/** Brings the tables of the desk database up to date. Apart from `desk.ts`, since few starts need a migrator. */

import type { DatabaseSync } from 'node:sqlite'

import { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'

import { createSqliteDialect } from './sqlite-dialect.ts'

/** A part of the transaction that its caller has begun. */
export async function migrateDesk(
  database: DatabaseSync,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: createSqliteDialect(database) }),
    provider: { getMigrations: async () => await Promise.resolve({ ...migrations }) },
    disableTransactions: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
