/**
 * Whom a sender has written to before: one row for each pair of addresses, noted once a mail has gone on. Kept in a file of
 * its own, put on disk behind the mails: a power cut may lose the last second, and then somebody counts as new once more.
 */

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Correspondents {
  /** Of `recipients` those that `sender` has written to. Canonical addresses. */
  readonly writtenTo: (sender: string, recipients: readonly string[]) => ReadonlySet<string>
  /** Notes a mail that has gone on. `at`: milliseconds since 1970. */
  readonly note: (sender: string, recipients: readonly string[], at: number) => void
  /** Pairs on disk. */
  readonly count: () => number
  /** Puts what is noted on disk. May be called again. */
  readonly close: () => void
}

/** Milliseconds that notes wait for others. */
const delay = 1_000
/** Pairs that wait at most: with more they are written at once. */
const waitingAtMost = 5_000

/**
 * @param path absolute; made where it is missing
 * @param failed told when notes cannot be put on disk; they are kept and tried again
 * Throws where the file cannot be used.
 */
export function openCorrespondents(path: string, failed: (why: unknown) => void): Correspondents {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(path, { timeout: 100 })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = NORMAL')
  database.exec(
    `CREATE TABLE IF NOT EXISTS written (
      sender TEXT NOT NULL, recipient TEXT NOT NULL, first_at BIGINT NOT NULL, last_at BIGINT NOT NULL,
      PRIMARY KEY (sender, recipient))`,
  )
  const find = database.prepare('SELECT 1 FROM written WHERE sender = ? AND recipient = ?')
  const upsert = database.prepare(
    `INSERT INTO written (sender, recipient, first_at, last_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (sender, recipient) DO UPDATE SET last_at = excluded.last_at`,
  )
  const total = database.prepare('SELECT COUNT(*) AS pairs FROM written')
  /** By sender, then recipient: when. */
  let waiting = new Map<string, Map<string, number>>()
  let pairs = 0
  let timer: NodeJS.Timeout | undefined

  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (pairs === 0 || !database.isOpen) return
    try {
      database.exec('BEGIN IMMEDIATE')
      for (const [sender, recipients] of waiting)
        for (const [recipient, at] of recipients) upsert.run(sender, recipient, at, at)
      database.exec('COMMIT')
      waiting = new Map()
      pairs = 0
    } catch (fault) {
      if (database.isTransaction) database.exec('ROLLBACK')
      failed(fault)
    }
  }

  return {
    writtenTo: (sender, recipients) => {
      const noted = waiting.get(sender)
      return new Set(
        recipients.filter(
          (recipient) => noted?.has(recipient) === true || find.get(sender, recipient) !== undefined,
        ),
      )
    },
    note: (sender, recipients, at) => {
      let noted = waiting.get(sender)
      if (noted === undefined) waiting.set(sender, (noted = new Map()))
      for (const recipient of recipients) {
        if (!noted.has(recipient)) pairs += 1
        noted.set(recipient, at)
      }
      if (pairs >= waitingAtMost) write()
      else if (pairs > 0 && timer === undefined) {
        timer = setTimeout(write, delay)
        timer.unref()
      }
    },
    count: () => Number(total.get()?.['pairs'] ?? 0),
    close: () => {
      if (!database.isOpen) return
      write()
      database.close()
    },
  }
}
