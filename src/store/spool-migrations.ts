/** How the tables of `records.db` came to be, step by step. A step that was published is never changed. */

import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

import type { spoolSteps } from './spool-steps.ts'

async function createTables(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('mails')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('ret', 'text')
    .addColumn('envid', 'text')
    .addColumn('smtputf8', 'integer', (column) => column.notNull())
    .addColumn('eight_bit', 'integer', (column) => column.notNull())
    .addColumn('decision_id', 'text', (column) => column.notNull())
    .addColumn('born_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('is_warned', 'integer', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('dotted', 'integer', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('checksum', 'bigint', (column) => column.notNull())
    .addColumn('start', 'bigint', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('trace', sql`blob`, (column) => column.notNull())
    .execute()
  await schema.createIndex('mails_due').on('mails').columns(['state', 'due_at']).execute()
  await schema.createIndex('mails_file').on('mails').column('file').execute()
  await schema
    .createTable('recipients')
    .addColumn('mail', 'integer', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('notify', 'text')
    .addColumn('orcpt', 'text')
    .addColumn('route', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('last_reply', 'text')
    .addPrimaryKeyConstraint('recipients_key', ['mail', 'position'])
    .execute()
  await schema
    .createTable('once')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('marks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}

/** What is due by each route: few rows of it change, and it spares a look at all mails for one route. */
async function indexRoutes(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createIndex('recipients_route')
    .on('recipients')
    .columns(['route', 'due_at'])
    .where(sql<boolean>`state = 'waiting'`)
    .execute()
}

export const migrations: Readonly<Record<(typeof spoolSteps)[number], Migration>> = {
  '0001-tables': { up: createTables },
  '0002-routes': { up: indexRoutes },
}
