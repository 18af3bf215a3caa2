/** The question behind `sekisho queue list`. Apart from `spool-asking.ts`: Kysely is loaded when an operator asks. */

import type { SQLInputValue } from 'node:sqlite'

import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

import type { SpoolTables } from './spool-tables.ts'
import type { SpoolFilter } from './spool.ts'
import { toInput } from './sqlite-dialect.ts'

/** Builds statements for SQLite and runs none. */
const builder = new Kysely<SpoolTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

const recipientsOfMail = builder
  .selectFrom('recipients')
  .select('position')
  .where(sql<boolean>`recipients.mail = mails.number`)

/** In the order of ids, those after `after`. */
export function listQuery(
  { state, kind, route, text }: SpoolFilter,
  limit: number,
  after: string,
): { readonly text: string; readonly parameters: readonly SQLInputValue[] } {
  let query = builder.selectFrom('mails').selectAll().where('id', '>', after).orderBy('id').limit(limit)
  if (state !== undefined) query = query.where('state', '=', state)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (route !== undefined) {
    const goingThere = recipientsOfMail.where('recipients.state', '=', 'waiting').where('route', '=', route)
    query = query.where((mail) => mail.exists(goingThere))
  }
  if (text !== undefined && text !== '') {
    const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    const stands = (column: 'id' | 'sender' | 'address') =>
      sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`
    const addressed = recipientsOfMail.where(stands('address'))
    query = query.where((mail) => mail.or([stands('id'), stands('sender'), mail.exists(addressed)]))
  }
  const built = query.compile()
  return { text: built.sql, parameters: built.parameters.map(toInput) }
}
