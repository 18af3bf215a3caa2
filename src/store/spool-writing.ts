/**
 * The statements that change `records.db`, prepared once. Each function is a part of a transaction that its caller has
 * begun. Knows rows only; files are `spool-group.ts` and `spool-sweep.ts`.
 */

import type { DatabaseSync } from 'node:sqlite'

import type { AcceptRows, ChangeRows, OutcomeRow, SettleRows, StateChange } from './spool-messages.ts'
import { mailColumns, recipientColumns } from './spool-rows.ts'
import type { KnownMail } from './spool.ts'

/** Where the contents of a group's mails have been put. */
export interface GroupFiles {
  /** All traces. */
  readonly bytes: Uint8Array
  /** By name of a file: its place relative to the spool. */
  readonly places: ReadonlyMap<string, string>
}

export interface Writing {
  /** Gives the mails that were left out because their `once` key is known, and the files that lost a mail. */
  readonly apply: (change: ChangeRows, files: GroupFiles) => Applied
  /** The ids that were changed. */
  readonly changeState: (
    ids: readonly string[],
    change: StateChange,
  ) => Applied & { readonly ids: readonly string[] }
  readonly makeCorrupt: (id: string, file: string, note: string) => void
  readonly setGroup: (group: number) => void
  readonly setBodies: (group: number) => void
  readonly forgetOnce: (before: number) => void
}

export interface Applied {
  readonly known: readonly KnownMail[]
  readonly left: readonly string[]
}

const marksOf = (columns: readonly string[]): string => columns.map(() => '?').join(', ')

export function createWriting(database: DatabaseSync): Writing {
  const mailInto = ['number', ...mailColumns, 'start', 'file', 'trace']
  const insertMail = database.prepare(
    `INSERT INTO mails (${mailInto.join(', ')}) VALUES (${marksOf(mailInto)})`,
  )
  const recipientInto = ['mail', ...recipientColumns]
  const insertRecipient = database.prepare(
    `INSERT INTO recipients (${recipientInto.join(', ')}) VALUES (${marksOf(recipientInto)})`,
  )
  const insertOnce = database.prepare('INSERT INTO once (key, at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING')
  const onceSince = database.prepare('SELECT at FROM once WHERE key = ?')
  const findMail = database.prepare('SELECT number, state, file FROM mails WHERE id = ?')
  const settleRecipient = database.prepare(
    `UPDATE recipients SET state = ?, attempts = attempts + ?, due_at = COALESCE(?, due_at),
      last_reply = COALESCE(?, last_reply) WHERE mail = ? AND position = ? AND state = 'waiting'`,
  )
  const nextDue = database.prepare(
    "SELECT MIN(due_at) AS due FROM recipients WHERE mail = ? AND state = 'waiting'",
  )
  const waiting = database.prepare("SELECT position FROM recipients WHERE mail = ? AND state = 'waiting'")
  const postpone = database.prepare(
    'UPDATE mails SET due_at = ?, is_warned = CASE WHEN ? = 1 THEN 1 ELSE is_warned END WHERE number = ?',
  )
  const setHeld = database.prepare(
    "UPDATE mails SET state = 'held', note = ? WHERE number = ? AND state = 'deferred'",
  )
  const setDue = database.prepare('UPDATE mails SET due_at = ? WHERE number = ?')
  const deleteRecipients = database.prepare('DELETE FROM recipients WHERE mail = ?')
  const deleteMail = database.prepare('DELETE FROM mails WHERE number = ?')
  const release = database.prepare(
    `UPDATE mails SET state = 'deferred', note = '', is_warned = 0, expires_at = expires_at + ? - born_at, born_at = ?
      WHERE number = ?`,
  )
  const dueNow = database.prepare("UPDATE recipients SET due_at = ? WHERE mail = ? AND state = 'waiting'")
  const corrupt = database.prepare("UPDATE mails SET state = 'corrupt', file = ?, note = ? WHERE id = ?")
  const updateGroup = database.prepare("UPDATE marks SET value = ? WHERE name = 'group'")
  const updateBodies = database.prepare("UPDATE marks SET value = ? WHERE name = 'bodies'")
  const deleteOnce = database.prepare('DELETE FROM once WHERE at < ?')
  const lastNumber = database.prepare('SELECT MAX(number) AS number FROM mails').get()
  let number = Number(lastNumber?.['number'] ?? 0)

  const find = (id: string): { number: number; state: string; file: string } | undefined => {
    const row = findMail.get(id)
    return row === undefined
      ? undefined
      : { number: Number(row['number']), state: String(row['state']), file: String(row['file']) }
  }

  /** Gives the mail where its key is known: then it is left out. */
  const accept = (rows: AcceptRows, { bytes, places }: GroupFiles): KnownMail | undefined => {
    const { id, mail, recipients, trace, file, start, once } = rows
    if (once !== undefined && insertOnce.run(once, Date.now()).changes === 0)
      return { id, since: Number(onceSince.get(once)?.['at'] ?? 0) }
    number += 1
    insertMail.run(number, ...mail, start, places.get(file) ?? '', bytes.subarray(...trace))
    for (const recipient of recipients) insertRecipient.run(number, ...recipient)
    return undefined
  }

  const remove = (mail: number): void => {
    deleteRecipients.run(mail)
    deleteMail.run(mail)
  }

  const settleOne = (mail: number, { position, state, attempts, dueAt, lastReply }: OutcomeRow): void => {
    settleRecipient.run(state, attempts, dueAt, lastReply, mail, position)
  }

  /** These outcomes leave nobody waiting: none of them needs to be written down. */
  const isOver = (mail: number, outcomes: readonly OutcomeRow[]): boolean => {
    const settled = new Set(
      outcomes.filter(({ state }) => state !== 'waiting').map(({ position }) => position),
    )
    return waiting.all(mail).every((row) => settled.has(Number(row['position'])))
  }

  /** Gives the file that lost a mail. */
  const settle = ({ id, recipients, isWarned, hold }: SettleRows): string | undefined => {
    const mail = find(id)
    if (mail === undefined) return undefined
    if (isOver(mail.number, recipients)) {
      remove(mail.number)
      return mail.file
    }
    for (const outcome of recipients) settleOne(mail.number, outcome)
    postpone.run(nextDue.get(mail.number)?.['due'] ?? null, Number(isWarned), mail.number)
    if (hold !== undefined) setHeld.run(hold, mail.number)
    return undefined
  }

  const changeOne = (
    mail: { readonly number: number; readonly state: string },
    change: StateChange,
  ): boolean => {
    switch (change.kind) {
      case 'hold':
        return setHeld.run(change.note, mail.number).changes === 1
      case 'release':
        if (mail.state !== 'held') return false
        release.run(change.now, change.now, mail.number)
        break
      case 'retry':
        if (mail.state !== 'deferred') return false
        break
      case 'drop':
        remove(mail.number)
        return true
    }
    dueNow.run(change.now, mail.number)
    setDue.run(change.now, mail.number)
    return true
  }

  return {
    apply: ({ accept: accepted, settle: settled }, files) => ({
      known: accepted.map((rows) => accept(rows, files)).filter((known) => known !== undefined),
      left: settled.map(settle).filter((file) => file !== undefined),
    }),
    changeState: (ids, change) => {
      const changed: string[] = []
      const left: string[] = []
      for (const id of ids) {
        const mail = find(id)
        if (mail === undefined || !changeOne(mail, change)) continue
        changed.push(id)
        if (change.kind === 'drop') left.push(mail.file)
      }
      return { ids: changed, known: [], left }
    },
    makeCorrupt: (id, file, note) => {
      corrupt.run(file, note, id)
    },
    setGroup: (group) => {
      updateGroup.run(String(group))
    },
    setBodies: (group) => {
      updateBodies.run(String(group))
    },
    forgetOnce: (before) => {
      deleteOnce.run(before)
    },
  }
}
