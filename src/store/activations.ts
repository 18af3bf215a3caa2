/**
 * Which revision is in force: a list of activations that only grows, the last of which counts. A change is planned first, so
 * that its target can be compiled, and carried out only if nothing else was put in force meanwhile.
 */

import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import { writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'
import { findRevision, type Revision } from './revisions.ts'

export interface Activation {
  /** Counts up from 1. */
  readonly number: number
  /** Number of the revision; `undefined`: none, so that the file of `policies.file` or the shipped policies are in force. */
  readonly revision: number | undefined
  /** Milliseconds since 1970. */
  readonly at: number
  readonly who: string
  readonly why: string
  /** The activation that rolling this one back goes back to; `undefined`: to no revision. */
  readonly returnsTo: number | undefined
}

/** What is in force by the last activation. */
export interface Active {
  readonly activation: Activation
  /** `undefined`: no revision. */
  readonly revision: Revision | undefined
}

export type PolicyChange =
  /** `revision` is `undefined`: back to no revision. */
  | { readonly kind: 'activate'; readonly revision: number | undefined }
  /** To what was in force before; doing it again goes one further back. */
  | { readonly kind: 'roll-back' }

/** A change that can be carried out. */
export interface Plan {
  readonly kind: 'plan'
  readonly change: PolicyChange['kind']
  readonly target: Revision | undefined
  /** The last activation when it was planned; `undefined`: there was none. */
  readonly after: number | undefined
}

export type Planning =
  | Plan
  /** The revision is in force already. */
  | { readonly kind: 'unchanged'; readonly active: Active | undefined }
  | { readonly kind: 'unknown-revision'; readonly number: number }
  | { readonly kind: 'nothing-before' }

export type CarryingOut =
  | { readonly kind: 'done'; readonly activation: Activation }
  /** Something else was put in force since it was planned: nothing was changed. */
  | { readonly kind: 'overtaken' }

const row = z.object({
  number: z.number(),
  revision: z.number().nullable(),
  at: z.number(),
  who: z.string(),
  why: z.string(),
  returns_to: z.number().nullable(),
})

/** `undefined`: nothing was ever put in force or taken out of it. Throws `DamagedRevision`. */
export function activeIn(database: DatabaseSync): Active | undefined {
  const activation = lastActivation(database)
  if (activation === undefined) return undefined
  return { activation, revision: revisionOf(database, activation) }
}

/** The newest first. */
export function listActivations(database: DatabaseSync, limit: number): readonly Activation[] {
  return database
    .prepare('SELECT * FROM activations ORDER BY number DESC LIMIT ?')
    .all(limit)
    .map(activationOf)
}

/** Throws `DamagedRevision` where the target is. */
export function planChange(database: DatabaseSync, change: PolicyChange): Planning {
  const last = lastActivation(database)
  const after = last?.number
  if (change.kind === 'roll-back') {
    if (last === undefined || (last.returnsTo === undefined && last.revision === undefined)) {
      return { kind: 'nothing-before' }
    }
    const before = last.returnsTo === undefined ? undefined : activationNumbered(database, last.returnsTo)
    return { kind: 'plan', change: 'roll-back', target: revisionOf(database, before), after }
  }
  const { revision: number } = change
  if (number === last?.revision) return { kind: 'unchanged', active: activeIn(database) }
  const target = number === undefined ? undefined : findRevision(database, number)
  if (number !== undefined && target === undefined) return { kind: 'unknown-revision', number }
  return { kind: 'plan', change: 'activate', target, after }
}

/** @param at milliseconds since 1970 */
export async function carryOut(
  { database, write }: Desk,
  plan: Plan,
  who: string,
  why: string,
  at: number = Date.now(),
): Promise<CarryingOut> {
  return await write((): CarryingOut => {
    const last = lastActivation(database)
    if (last?.number !== plan.after) return { kind: 'overtaken' }
    const activation: Activation = {
      number: (last?.number ?? 0) + 1,
      revision: plan.target?.number,
      at,
      who,
      why,
      returnsTo: plan.change === 'activate' ? last?.number : returnsFurther(database, last),
    }
    insert(database, activation)
    writeAudit(database, {
      at,
      who,
      action: plan.change === 'activate' ? 'revision.activate' : 'revision.roll-back',
      subject: plan.target === undefined ? 'none' : `r${plan.target.number}`,
      before: revisionOf(database, last)?.hash,
      after: plan.target?.hash,
      why,
    })
    return { kind: 'done', activation }
  })
}

/** Where rolling back once more goes to, after `last` was rolled back. */
function returnsFurther(database: DatabaseSync, last: Activation | undefined): number | undefined {
  return last?.returnsTo === undefined ? undefined : activationNumbered(database, last.returnsTo)?.returnsTo
}

function insert(database: DatabaseSync, activation: Activation): void {
  const { number, revision = null, at, who, why, returnsTo = null } = activation
  database
    .prepare('INSERT INTO activations (number, revision, at, who, why, returns_to) VALUES (?, ?, ?, ?, ?, ?)')
    .run(number, revision, at, who, why, returnsTo)
}

function lastActivation(database: DatabaseSync): Activation | undefined {
  return listActivations(database, 1)[0]
}

function activationNumbered(database: DatabaseSync, number: number): Activation | undefined {
  const found = database.prepare('SELECT * FROM activations WHERE number = ?').get(number)
  return found === undefined ? undefined : activationOf(found)
}

function activationOf(given: unknown): Activation {
  const { revision, returns_to: returnsTo, ...others } = row.parse(given)
  return { ...others, revision: revision ?? undefined, returnsTo: returnsTo ?? undefined }
}

function revisionOf(database: DatabaseSync, activation: Activation | undefined): Revision | undefined {
  if (activation?.revision === undefined) return undefined
  const revision = findRevision(database, activation.revision)
  if (revision === undefined) throw new Error(`activation ${activation.number} has no revision`)
  return revision
}
