/** Kysely over `node:sqlite`: the little that its SQLite dialect asks of a driver. */

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

import { SqliteAdapter, SqliteDialect } from 'kysely'

/** SQLite can change tables in a transaction, so that a kill leaves no half of a step behind. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class Dialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new Adapter()
  }
}

export function createSqliteDialect(database: DatabaseSync): SqliteDialect {
  return new Dialect({
    database: {
      // The owner of the connection closes it.
      close: () => undefined,
      prepare: (text) => adapt(database.prepare(text)),
    },
  })
}

function adapt(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...parameters.map(toInput)),
    run: (parameters: readonly unknown[]) => statement.run(...parameters.map(toInput)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...parameters.map(toInput)),
  }
}

/** What SQLite can be given; the tables' types let nothing else through. */
export function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`${typeof value} cannot be kept in SQLite`)
}
