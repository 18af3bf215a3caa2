/** A decision about one mail, as a value: what was looked at, what was answered, what follows. */

import type { Ambiguity } from '../mail/mail.ts'
import type { Candidate, Verdict } from '../people/verdict.ts'

/** Which of the mail's faces an identity comes from (`gateway.md`, "Who sends"). */
export type IdentitySource = 'from' | 'login' | 'envelope' | 'sender'

/** The rule's answer for one identity that the mail shows. */
export interface IdentityVerdict {
  readonly source: IdentitySource
  readonly address: string
  readonly verdict: Verdict
  /** Up to ten people who would have done, nearest first; empty unless rejected. */
  readonly candidates: readonly Candidate[]
}

/** What one rule of the flow answered. `cannot-tell` never means pass. */
export type RuleAnswer =
  | { readonly rule: 'structure'; readonly answer: 'clear' }
  | { readonly rule: 'structure'; readonly answer: 'ambiguous'; readonly ambiguities: readonly Ambiguity[] }
  | { readonly rule: 'loop'; readonly answer: 'clear' | 'loop' }
  | { readonly rule: 'tenant'; readonly answer: 'own' | 'foreign' | 'not-asked' }
  | { readonly rule: 'report'; readonly answer: 'report' | 'not-a-report' }
  | {
      readonly rule: 'supervisor-in-cc'
      /** `inside-fork`: the envelope is wholly internal, which the setting `insideForks` lets through unasked. */
      readonly answer: 'allow' | 'reject' | 'inside-fork'
      readonly identities: readonly IdentityVerdict[]
    }

/** Why a mail is refused for good. */
export type Refusal =
  | { readonly kind: 'ambiguous'; readonly ambiguities: readonly Ambiguity[] }
  | { readonly kind: 'loop' }
  | { readonly kind: 'foreign-tenant' }
  /** `identity` is the first that the rule rejected. */
  | { readonly kind: 'no-supervisor'; readonly identity: IdentityVerdict }

export type Action = { readonly kind: 'deliver' } | { readonly kind: 'refuse'; readonly refusal: Refusal }

export interface Decision {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The revision of the policies that judged. */
  readonly revision: string
  /** The snapshot's name: hash of its dump and rules, and its day of import. */
  readonly snapshot: string
  /** The day that dated rules were read for, `YYYY-MM-DD`. */
  readonly day: string
  readonly recipients: readonly { readonly address: string; readonly outside: boolean }[]
  /** Every rule that was looked at, in order. */
  readonly rules: readonly RuleAnswer[]
  readonly action: Action
}
