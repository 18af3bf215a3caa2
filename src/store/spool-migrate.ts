/** Brings the tables of `records.db` up to date. Apart from `spool-records.ts`, since few starts need a migrator. */

import type { DatabaseSync } from 'node:sqlite'

import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'

import { migrations } from './spool-migrations.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

export async function migrateSpool(database: DatabaseSync): Promise<void> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: createSqliteDialect(database) }),
    provider: { getMigrations: async () => await Promise.resolve({ ...migrations }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
