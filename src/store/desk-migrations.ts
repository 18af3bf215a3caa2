/**
 * How the tables of the desk database came to be, step by step. A step that was published is never changed; a table that
 * joins is one more step at the end of the list. Statements and column types are kept to what PostgreSQL has as well;
 * times are milliseconds since 1970. Rows of `revisions`, `activations`, `roster_activations` and `audit` are never changed and
 * never removed.
 */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

async function createRevisions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('revisions')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('yaml', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('based_on', 'integer', (column) => column.references('revisions.number'))
    .execute()
  await schema
    .createTable('drafts')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('yaml', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('based_on', 'integer', (column) => column.references('revisions.number'))
    .execute()
  await schema
    .createTable('activations')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.references('revisions.number'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('returns_to', 'integer', (column) => column.references('activations.number'))
    .execute()
  await schema
    .createTable('audit')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('why', 'text', (column) => column.notNull())
    .execute()
}

async function createTokensAndGroups({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('tokens')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('used_at', 'bigint')
    .execute()
  await schema
    .createTable('groups')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('members', 'text', (column) => column.notNull())
    .addColumn('creator', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function createNight({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('night_runs')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('effective', 'text')
    .addColumn('effective_at', 'bigint')
    .addColumn('dump_hash', 'text')
    .addColumn('rules_hash', 'text')
    .addColumn('snapshot', 'text')
    .addColumn('approved_by', 'text')
    .addColumn('approved_at', 'bigint')
    .addColumn('approved_why', 'text')
    .execute()
  await schema
    .createTable('night_steps')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.notNull().references('night_runs.number'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('log', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('night_steps_of_run').on('night_steps').column('run').execute()
  await schema
    .createTable('roster_activations')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.references('night_runs.number'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('returns_to', 'integer', (column) => column.references('roster_activations.number'))
    .execute()
}

async function createNightPublications({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('night_publications')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.notNull().references('night_runs.number'))
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('log', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('night_publications_of_run').on('night_publications').column('run').execute()
}

export const deskMigrations: Readonly<Record<string, Migration>> = {
  '0001-revisions': { up: createRevisions },
  '0002-tokens-and-groups': { up: createTokensAndGroups },
  '0003-night': { up: createNight },
  '0004-night-publications': { up: createNightPublications },
}
