/**
 * Drafts of `policies.yaml`: work in progress that may be faulty, is never in force, and becomes a revision when it is
 * saved. Each change replaces the whole text.
 */

import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import type { PolicyProblem } from '../policy/policy-problem.ts'

import { hashOf, writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'
import { insertRevision, type NewRevision, type Saving } from './revisions.ts'

export interface Draft extends NewRevision {
  /** Of no meaning once it is saved or dropped. */
  readonly number: number
  /** Milliseconds since 1970 of the last change. */
  readonly at: number
}

const row = z.object({
  number: z.number(),
  yaml: z.string(),
  author: z.string(),
  at: z.number(),
  reason: z.string(),
  based_on: z.number().nullable(),
})

/**
 * Keeps a draft; replaces the one of that number, or makes one where `number` is `undefined`.
 * @param at milliseconds since 1970
 * @returns `undefined`: there is no draft of that number
 */
export async function keepDraft(
  { database, write }: Desk,
  number: number | undefined,
  { yaml, author, reason, basedOn }: NewRevision,
  at: number = Date.now(),
): Promise<Draft | undefined> {
  return await write(() => {
    const before = number === undefined ? undefined : findDraft(database, number)
    if (number !== undefined && before === undefined) return undefined
    const kept = number ?? (newestDraft(database)?.number ?? 0) + 1
    database.prepare('DELETE FROM drafts WHERE number = ?').run(kept)
    database
      .prepare('INSERT INTO drafts (number, yaml, author, at, reason, based_on) VALUES (?, ?, ?, ?, ?, ?)')
      .run(kept, yaml, author, at, reason, basedOn ?? null)
    writeAudit(database, {
      at,
      who: author,
      action: before === undefined ? 'draft.create' : 'draft.change',
      subject: `draft-${kept}`,
      before: before && hashOf(before.yaml),
      after: hashOf(yaml),
      why: reason,
    })
    return { number: kept, yaml, author, reason, basedOn, at }
  })
}

/** The newest first. */
export function listDrafts(database: DatabaseSync): readonly Draft[] {
  return database.prepare('SELECT * FROM drafts ORDER BY number DESC').all().map(draftOf)
}

/** `undefined`: there is none of that number. */
export function findDraft(database: DatabaseSync, number: number): Draft | undefined {
  const found = database.prepare('SELECT * FROM drafts WHERE number = ?').get(number)
  return found === undefined ? undefined : draftOf(found)
}

/** `undefined`: there is none at all. */
export function newestDraft(database: DatabaseSync): Draft | undefined {
  return listDrafts(database)[0]
}

/**
 * False: there is none of that number.
 * @param at milliseconds since 1970
 */
export async function dropDraft(
  { database, write }: Desk,
  number: number,
  who: string,
  at: number = Date.now(),
): Promise<boolean> {
  return await write(() => {
    const draft = findDraft(database, number)
    if (draft === undefined) return false
    remove(database, number)
    writeAudit(database, {
      at,
      who,
      action: 'draft.drop',
      subject: `draft-${number}`,
      before: hashOf(draft.yaml),
      after: undefined,
      why: '',
    })
    return true
  })
}

/**
 * Makes a draft a revision; it is gone then. `undefined`: there is no draft of that number.
 * @param faultsOf all faults of a `policies.yaml`; one is enough to save nothing
 * @param at milliseconds since 1970
 */
export async function saveDraft(
  { database, write }: Desk,
  number: number,
  by: Pick<NewRevision, 'author' | 'reason'>,
  faultsOf: (yaml: string) => readonly PolicyProblem[],
  at: number = Date.now(),
): Promise<Saving | undefined> {
  return await write(() => {
    const draft = findDraft(database, number)
    if (draft === undefined) return undefined
    const problems = faultsOf(draft.yaml)
    if (problems.length > 0) return { kind: 'faulty', problems }
    const saving = insertRevision(database, { ...draft, ...by }, at)
    remove(database, number)
    return saving
  })
}

function remove(database: DatabaseSync, number: number): void {
  database.prepare('DELETE FROM drafts WHERE number = ?').run(number)
}

function draftOf(given: unknown): Draft {
  const { based_on: basedOn, ...draft } = row.parse(given)
  return { ...draft, basedOn: basedOn ?? undefined }
}
