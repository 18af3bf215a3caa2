/** A decision about one mail, as a value: what was looked at, what was answered, what follows. */

import type { Ambiguity } from '../mail/mail.ts'
import type { Candidate, Verdict } from '../people/verdict.ts'
import type { Language } from '../text/language.ts'
import type { Answer, CannotTell, Evidence } from './answer.ts'

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
  | PolicyRefusal

/** Why a policy refused a mail. */
export interface PolicyRefusal {
  readonly kind: 'policy'
  /** Its id. */
  readonly policy: string
  readonly name: string
  /** The administrator's own words. */
  readonly text: { readonly en?: string; readonly ja?: string } | undefined
  /** Its conditions could not tell, and it refuses then. */
  readonly isUnsure: boolean
  /** The conditions that it rests on; empty where it rests on what the mail is not. */
  readonly reasons: readonly PolicyReason[]
}

export interface PolicyReason {
  /** Kind of the condition. */
  readonly kind: string
  /** A sentence part: "an attachment is larger than 10 MB". */
  readonly description: Readonly<Record<Language, string>>
  readonly evidence: readonly Evidence[]
  /** Why it could not tell; empty where it could. */
  readonly why: readonly CannotTell[]
}

/** How a mail goes on, where a policy of the deliver stage says something. */
export interface PolicyDelivery {
  /** Name of a route of the configuration; `undefined`: by the recipients' domains. */
  readonly route: string | undefined
  /** The least that the next hop must offer. */
  readonly tls: 'required' | 'verified' | undefined
}

export type Action =
  /** `delivery`: only where a policy says something. */
  | { readonly kind: 'deliver'; readonly delivery?: PolicyDelivery }
  /** `also`: refusals of further policies, for the sender to mend everything at once. */
  | { readonly kind: 'refuse'; readonly refusal: Refusal; readonly also?: readonly Refusal[] }
  /** Answered 250 and thrown away, by this policy. */
  | { readonly kind: 'discard'; readonly policy: string }
  /** Answered 451: the conditions of this policy cannot tell now. */
  | { readonly kind: 'tempfail'; readonly policy: string; readonly reasons: readonly PolicyReason[] }

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
  /** Policies that matched or could not tell, in order; every policy of the flow in a trace. */
  readonly policies: readonly PolicyAnswer[]
  /** What each condition answered that was looked at, by its short name. */
  readonly asked: Asked
  /** Policies that let the mail through by break-glass, and whom that is told. */
  readonly breakGlass: readonly { readonly policy: string; readonly tell: readonly string[] }[]
  readonly action: Action
}

/** Short names of conditions (`keyHash` of their keys) by their answers. */
export interface Asked {
  readonly yes: readonly string[]
  readonly no: readonly string[]
  readonly cannotTell: readonly string[]
}
