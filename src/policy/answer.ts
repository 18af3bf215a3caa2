/** What a condition answers: yes, no, or that it cannot tell, each with its evidence. */

import type { TroubleKind } from '../inspect/content-facts.ts'
import type { IdentityVerdict } from './decision.ts'

/** What an answer rests on. Texts are printable and at most 100 characters; personal data in them is masked. */
export type Evidence =
  | {
      readonly kind: 'recipient' | 'sender' | 'attachment' | 'domain' | 'group' | 'client' | 'message'
      readonly text: string
    }
  | { readonly kind: 'field'; readonly field: string; readonly text: string }
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'count'; readonly count: number }
  /** Of the supervisor rule: each identity with its verdict and who would have done. */
  | { readonly kind: 'verdicts'; readonly identities: readonly IdentityVerdict[] }

/** Why nothing can be said. */
export interface CannotTell {
  readonly kind:
    | TroubleKind
    /** An address or field that cannot be read for sure. */
    | 'unreadable'
    /** A replay asks for what was not recorded. */
    | 'not-recorded'
    /** A fact of the world did not come in time. */
    | 'not-gathered'
    /** A list or group that the settings name is not there, or not any more. */
    | 'unknown-name'
  readonly detail: string
}

export type Answer =
  | { readonly answer: 'yes' | 'no'; readonly evidence: readonly Evidence[] }
  | { readonly answer: 'cannot-tell'; readonly why: readonly CannotTell[] }

export const no: Answer = { answer: 'no', evidence: [] }

export function yes(...evidence: readonly Evidence[]): Answer {
  return { answer: 'yes', evidence }
}

export function cannotTell(...why: readonly CannotTell[]): Answer {
  return { answer: 'cannot-tell', why }
}
