/**
 * The saved versions of `policies.yaml`. A revision never changes and never goes. Which one is in force is
 * `activations.ts`; what the text means is for `policy/` to say.
 */

import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import type { PolicyProblem } from '../policy/policy-problem.ts'

import { hashOf, writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'

export interface Revision {
  /** Counts up from 1. */
  readonly number: number
  /** `policies.yaml` as it was saved, to the letter. */
  readonly yaml: string
  /** SHA-256 of `yaml`, in hexadecimal. */
  readonly hash: string
  readonly author: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reason: string
  /** Number of the revision that it was made from; `undefined`: of none. */
  readonly basedOn: number | undefined
}

export type RevisionSummary = Omit<Revision, 'yaml'>

export type NewRevision = Pick<Revision, 'yaml' | 'author' | 'reason' | 'basedOn'>

export type Saving =
  | { readonly kind: 'saved'; readonly revision: Revision }
  /** The newest revision says the same to the letter: nothing was saved. */
  | { readonly kind: 'same'; readonly revision: Revision }
  | { readonly kind: 'faulty'; readonly problems: readonly PolicyProblem[] }
  | { readonly kind: 'unknown-base'; readonly number: number }

/** What is stored is not what was saved: the disk, or somebody's hand. */
export class DamagedRevision extends Error {
  override readonly name = 'DamagedRevision'
  readonly number: number

  constructor(number: number) {
    super(`revision ${number} is damaged`)
    this.number = number
  }
}

const summaryRow = z.object({
  number: z.number(),
  hash: z.string(),
  author: z.string(),
  at: z.number(),
  reason: z.string(),
  based_on: z.number().nullable(),
})

const revisionRow = summaryRow.extend({ yaml: z.string() })

const summaryColumns = 'number, hash, author, at, reason, based_on'

/** As decisions name it: number and the beginning of its hash. */
export function revisionName({ number, hash }: Pick<Revision, 'number' | 'hash'>): string {
  return `r${number}-${hash.slice(0, 8)}`
}

/**
 * @param faultsOf all faults of a `policies.yaml`; one is enough to save nothing
 * @param at milliseconds since 1970
 */
export async function saveRevision(
  { database, write }: Desk,
  given: NewRevision,
  faultsOf: (yaml: string) => readonly PolicyProblem[],
  at: number = Date.now(),
): Promise<Saving> {
  const problems = faultsOf(given.yaml)
  if (problems.length > 0) return { kind: 'faulty', problems }
  return await write(() => insertRevision(database, given, at))
}

/** A part of a transaction that its caller has begun, for a text without faults. */
export function insertRevision(database: DatabaseSync, given: NewRevision, at: number): Saving {
  const { yaml, author, reason, basedOn } = given
  const base = basedOn === undefined ? undefined : findRevision(database, basedOn)
  if (basedOn !== undefined && base === undefined) return { kind: 'unknown-base', number: basedOn }
  const newest = newestRevision(database)
  const hash = hashOf(yaml)
  if (newest?.hash === hash) return { kind: 'same', revision: newest }
  const number = (newest?.number ?? 0) + 1
  database
    .prepare(
      'INSERT INTO revisions (number, yaml, hash, author, at, reason, based_on) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(number, yaml, hash, author, at, reason, basedOn ?? null)
  writeAudit(database, {
    at,
    who: author,
    action: 'revision.save',
    subject: `r${number}`,
    before: base?.hash,
    after: hash,
    why: reason,
  })
  return { kind: 'saved', revision: { number, yaml, hash, author, at, reason, basedOn } }
}

/** The newest first. `before`: only revisions with a lower number; default: from the newest on. */
export function listRevisions(
  database: DatabaseSync,
  limit: number,
  before: number = Number.MAX_SAFE_INTEGER,
): readonly RevisionSummary[] {
  return database
    .prepare(`SELECT ${summaryColumns} FROM revisions WHERE number < ? ORDER BY number DESC LIMIT ?`)
    .all(before, limit)
    .map((row) => {
      const { based_on: basedOn, ...summary } = summaryRow.parse(row)
      return { ...summary, basedOn: basedOn ?? undefined }
    })
}

/** `undefined`: there is none of that number. Throws `DamagedRevision`. */
export function findRevision(database: DatabaseSync, number: number): Revision | undefined {
  return revisionOf(
    database.prepare(`SELECT ${summaryColumns}, yaml FROM revisions WHERE number = ?`).get(number),
  )
}

/** `undefined`: nothing was ever saved. Throws `DamagedRevision`. */
export function newestRevision(database: DatabaseSync): Revision | undefined {
  return revisionOf(
    database.prepare(`SELECT ${summaryColumns}, yaml FROM revisions ORDER BY number DESC LIMIT 1`).get(),
  )
}

function revisionOf(row: unknown): Revision | undefined {
  if (row === undefined) return undefined
  const { based_on: basedOn, ...revision } = revisionRow.parse(row)
  if (hashOf(revision.yaml) !== revision.hash) throw new DamagedRevision(revision.number)
  return { ...revision, basedOn: basedOn ?? undefined }
}
