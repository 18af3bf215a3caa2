/** A mail as the record of its decision keeps it: what a replay judges by. Values only; reading lines is `store/`'s. */

import type { Facts } from './facts.ts'

/** What was decided, as far as a comparison needs it. */
export interface Verdict {
  readonly action: 'deliver' | 'refuse' | 'discard' | 'tempfail'
  /** The policy that decided; `''`: none, the mail simply goes. */
  readonly by: string
  /** Route and least TLS, where a policy says something; `''`: nothing. */
  readonly delivery: string
}

export interface RecordedMail {
  /**
   * As far as they were recorded. The subject stands among the fields as it was decoded; what the guards look at is not
   * there, since they have decided already.
   */
  readonly facts: Facts
  /** Header fields that were recorded if the mail had them, lower case. */
  readonly fieldsRead: ReadonlySet<string>
  /** What of the mail was cut when it was recorded. */
  readonly cut: ReadonlySet<'recipients' | 'subject' | 'fields'>
  /** What each condition answered then, by its short name. */
  readonly asked: ReadonlyMap<string, 'yes' | 'no' | 'cannot-tell'>
  readonly verdict: Verdict
}
