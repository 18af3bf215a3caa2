/** What a situation of the demo company is, and the short way in which `situations.ts` writes mails. */

import type { Person } from '../../src/people/person.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import type { AllowReason, Question, RejectReason, Verdict } from '../../src/people/verdict.ts'

/** One employee and one mail. Addresses without `@` are of `example.co.jp`. */
export interface Case {
  /** Employee number of the one whom the situation is about; the sender, unless `from` says else. */
  readonly employee?: string
  readonly from?: string
  /** Default: a customer outside. */
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly bcc?: readonly string[]
  /** Default: 2026-11-24. */
  readonly day?: string
  readonly reason: AllowReason | RejectReason
  readonly approver?: string
}

/** What is to be seen in a verdict for the case to be one of its situation. */
export interface Seen {
  readonly verdict: Verdict
  readonly question: Question
  readonly snapshot: Snapshot
  /** The one whom the case is about; `undefined` for mailboxes and strangers. */
  readonly person: Person | undefined
  /** The approver of the verdict. */
  readonly approver: Person | undefined
}

export interface Situation {
  readonly isOne: (seen: Seen) => boolean
  readonly cases: readonly Case[]
}

export const customer = 'client@example.com'
export const today = '2026-11-24'

export function fullAddress(short: string): string {
  return short.includes('@') ? short : `${short}@example.co.jp`
}

/** The mail passes because this approver is in Cc. */
export function approved(employee: string, approver: string, more: Partial<Case> = {}): Case {
  return { employee, cc: [approver], reason: 'approver-present', approver, ...more }
}

/** The mail is refused although these are in Cc. */
export function refused(
  employee: string,
  reason: RejectReason,
  cc: readonly string[] = [],
  more: Partial<Case> = {},
): Case {
  return { employee, cc, reason, ...more }
}

/** The mail needs nobody. */
export function exempt(employee: string, more: Partial<Case> = {}): Case {
  return { employee, reason: 'exempt', ...more }
}
