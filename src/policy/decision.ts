/** A decision about one mail, as a value: what was looked at, what was answered, what follows. */

import type { Ambiguity } from '../mail/mail.ts'
import type { Candidate, Verdict } from '../people/verdict.ts'
import type { Answer } from './answer.ts'

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

/** What one condition of a policy answered. */
export interface ConditionAnswer {
  /** Where in the policy: `when.all.0.not`. */
  readonly path: string
  readonly kind: string
  /** As `Tree.key`: an equal key is an equal question. */
  readonly key: string
  readonly answer: Answer
  /** Microseconds, where a trace asked for them. */
  readonly took?: number
}

/** What one policy answered. */
export interface PolicyAnswer {
  readonly policy: string
  readonly mode: 'on' | 'shadow'
  /** `not-in-force`: its dates or hours; `passed-over`: an earlier policy skipped or stopped it. */
  readonly answer: 'match' | 'no-match' | 'cannot-tell' | 'not-in-force' | 'passed-over'
  /** What it asked for: kind of its action. */
  readonly action: string
  /** Those that were looked at, in the order of the file. */
  readonly conditions: readonly ConditionAnswer[]
}

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
