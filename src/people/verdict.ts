/** A verdict of the rule "a competent supervisor of the sender is in To or Cc", as a value. */

import type { Person, Post } from './person.ts'

/** One question to the rule. Addresses are bare (`local@domain`), any case. */
export interface Question {
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** All other recipients: Bcc field and envelope. */
  readonly others: readonly string[]
  /** `YYYY-MM-DD`, the day of receipt in the company's time zone. */
  readonly day: string
}

export type AllowReason =
  | 'internal-only'
  | 'exempt'
  | 'approver-present'
  /** With `unknownSender: allow`, `unmatchedSender: allow`, `noApprover: allow`. */
  | 'sender-unknown'
  | 'no-pattern'
  | 'no-approver-exists'

export type RejectReason =
  | 'sender-unknown'
  | 'no-pattern'
  | 'no-approver-exists'
  | 'no-internal-recipient'
  | 'only-self'
  | 'unrelated-unit'
  | 'no-authority'

/** Where in the rules an entry stands. Indexes count from 0. */
export type EntryPlace =
  | {
      readonly kind: 'pattern'
      readonly pattern: string
      readonly row: number
      /** `undefined`: in `accept`; otherwise which list of `whenVacant`. */
      readonly vacancy: number | undefined
      readonly entry: number
    }
  | {
      readonly kind: 'exception'
      readonly exception: string
      readonly list: 'accept' | 'also' | { readonly vacancy: number }
      readonly entry: number
    }
  | { readonly kind: 'mailbox'; readonly address: string; readonly entry: number }

/** What made the sender exempt. */
export type ExemptBy =
  | { readonly kind: 'exempt-list'; readonly index: number }
  | { readonly kind: 'exception'; readonly exception: string }
  | { readonly kind: 'mailbox'; readonly address: string }

/** Who the sender turned out to be. */
export type SenderIdentity =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'mailbox'; readonly address: string }
  | { readonly kind: 'unknown' }

export interface Verdict {
  readonly verdict: 'allow' | 'reject'
  readonly reason: AllowReason | RejectReason
  /** The first address of To, then Cc, that is an approver's; ASCII lower case. Only with `approver-present`. */
  readonly approver: string | undefined
  readonly sender: SenderIdentity
  /** The sender's pattern, where one was looked up, and his tier in it (`undefined`: in none). */
  readonly pattern: string | undefined
  readonly tier: string | undefined
  /** Exceptions in force that matched the sender, in order. */
  readonly exceptions: readonly string[]
  /** With `exempt`. */
  readonly exemptBy: ExemptBy | undefined
  /** The entry that named the approver. Only with `approver-present`. */
  readonly namedBy: EntryPlace | undefined
}

/** Somebody whose presence in To or Cc would have done. */
export interface Candidate {
  readonly person: Person
  /** His first address. */
  readonly address: string
  /** The post that qualifies him. */
  readonly post: Post
  readonly namedBy: EntryPlace
}
