/** What `records.db` is asked; changes nothing. Statements of the queue are prepared once, the operator's are built when he asks. */

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

import type { ActiveMails } from './spool-active.ts'
import { createTakeDue, type TakeDue } from './spool-due.ts'
import type { ContentPlace, MailRows, Questions, Row } from './spool-messages.ts'
import type { SpooledState, SpoolFilter } from './spool.ts'

export interface Asking {
  readonly due: TakeDue
  readonly nextDueAt: (after: number) => number | undefined
  readonly place: (id: string) => ContentPlace | undefined
  readonly list: (filter: SpoolFilter, limit: number, after: string) => Promise<readonly MailRows[]>
  readonly show: (id: string) => MailRows | undefined
  readonly count: () => readonly Row[]
  readonly statistics: () => Questions['statistics']['answer']
  /** Files that no mail refers to, of those given. */
  readonly unused: (files: Iterable<string>) => readonly string[]
}

type OutputRow = Readonly<Record<string, SQLOutputValue>>

/** `active`: the mails that are in delivery. */
export function createAsking(database: DatabaseSync, active: ActiveMails): Asking {
  const nextDue = database.prepare(
    "SELECT id, due_at FROM mails WHERE state = 'deferred' AND due_at > ? ORDER BY due_at LIMIT ?",
  )
  const recipients = database.prepare('SELECT * FROM recipients WHERE mail = ? ORDER BY position')
  const one = database.prepare('SELECT * FROM mails WHERE id = ?')
  const refersTo = database.prepare('SELECT 1 FROM mails WHERE file = ? LIMIT 1')
  const totals = database.prepare(
    'SELECT state, COUNT(*) AS mails, SUM(size) AS octets FROM mails GROUP BY state',
  )
  const oldest = database.prepare("SELECT MIN(at) AS at FROM mails WHERE state = 'deferred'")
  const counts = database.prepare(
    `SELECT mails.state AS state, route, COUNT(DISTINCT mails.number) AS mails, COUNT(*) AS recipients
      FROM recipients JOIN mails ON mails.number = recipients.mail
      WHERE recipients.state = 'waiting' GROUP BY mails.state, route ORDER BY mails.state, route`,
  )

  const withRecipients = (mail: OutputRow): MailRows => ({
    mail: { ...mail },
    recipients: recipients.all(mail['number'] ?? 0).map((row) => ({ ...row })),
    isActive: active.has(String(mail['id'])),
  })
  const rowsOf = (id: SQLOutputValue): MailRows | undefined => {
    const row = one.get(id)
    return row === undefined ? undefined : withRecipients(row)
  }

  return {
    due: createTakeDue(database, active, rowsOf),
    nextDueAt: (after) => {
      const next = nextDue.all(after, 1 + active.size()).find(({ id }) => !active.has(String(id)))
      return next === undefined ? undefined : Number(next['due_at'])
    },
    place: (id) => {
      const row = one.get(id)
      return row === undefined ? undefined : placeOf(row)
    },
    list: async (filter, limit, after) => {
      const { listQuery } = await import('./spool-list-query.ts')
      const { text, parameters } = listQuery(filter, limit, after)
      return database
        .prepare(text)
        .all(...parameters)
        .map(withRecipients)
    },
    show: rowsOf,
    count: () => counts.all().map((row) => ({ ...row })),
    statistics: () => {
      const rows = totals.all()
      const mailsIn = (state: SpooledState): number =>
        Number(rows.find((row) => row['state'] === state)?.['mails'] ?? 0)
      const oldestAt = oldest.get()?.['at']
      return {
        mails: { deferred: mailsIn('deferred'), held: mailsIn('held'), corrupt: mailsIn('corrupt') },
        active: active.size(),
        octets: rows.reduce((sum, row) => sum + Number(row['octets']), 0),
        oldestAt: typeof oldestAt === 'number' ? oldestAt : undefined,
      }
    },
    unused: (files) => [...files].filter((file) => refersTo.get(file) === undefined),
  }
}

function placeOf(row: OutputRow): ContentPlace {
  const { file, start, size, checksum, dotted, trace, state, note } = row
  return {
    file: String(file),
    start: Number(start),
    size: Number(size),
    checksum: Number(checksum),
    dotted: dotted === 1,
    trace: trace instanceof Uint8Array ? trace : Buffer.alloc(0),
    state: state === 'corrupt' || state === 'held' ? state : 'deferred',
    note: String(note),
  }
}
