/** The audit log: who changed what, when and why. Lines are added with the change that they tell of, and never removed. */

import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly who: string
  /** The kind of change, `what.verb`: `revision.save`, `revision.activate`. */
  readonly action: string
  /** What was changed: `r12`. */
  readonly subject: string
  /** `hashOf` what was there before; `undefined`: nothing was. */
  readonly before: string | undefined
  /** `hashOf` what is there now; `undefined`: nothing is. */
  readonly after: string | undefined
  readonly why: string
}

export interface AuditLine extends AuditEntry {
  /** Counts up from 1 without a gap. */
  readonly number: number
}

const row = z.object({
  number: z.number(),
  at: z.number(),
  who: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  why: z.string(),
})

/** SHA-256 in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A part of the change itself (`Desk.write`): neither is there without the other. */
export function writeAudit(database: DatabaseSync, entry: AuditEntry): void {
  const { at, who, action, subject, before = null, after = null, why } = entry
  database
    .prepare(
      `INSERT INTO audit (number, at, who, action, subject, before, after, why)
        SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM audit`,
    )
    .run(at, who, action, subject, before, after, why)
}

/** The newest first. `before`: only lines with a lower number; default: from the newest on. */
export function listAudit(
  database: DatabaseSync,
  limit: number,
  before: number = Number.MAX_SAFE_INTEGER,
): readonly AuditLine[] {
  return database
    .prepare('SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?')
    .all(before, limit)
    .map(lineOf)
}

/**
 * All that was done to it, and what took its place, the oldest first.
 * @param hash what was there before with what took its place; default: not looked for
 */
export function auditOf(database: DatabaseSync, subject: string, hash = ''): readonly AuditLine[] {
  return database
    .prepare('SELECT * FROM audit WHERE subject = ? OR before = ? ORDER BY number')
    .all(subject, hash)
    .map(lineOf)
}

function lineOf(given: unknown): AuditLine {
  const line = row.parse(given)
  return { ...line, before: line.before ?? undefined, after: line.after ?? undefined }
}
