/** What became of a mail, as the record keeps it. Values only. */

import type { Reply } from '../mail/reply.ts'

export interface Outcome {
  /**
   * `delivered`: the next hop has it. `queued`: the spool has it, or a part of it. `refused`: 5xx, or a report to the sender
   * where others got the mail. `deferred`: 4xx, the sender's server tries again. `discarded`: 250, and thrown away by a
   * policy.
   */
  readonly kind: 'delivered' | 'queued' | 'refused' | 'deferred' | 'discarded'
  /** The answer to the client. */
  readonly reply: Reply
  /** `undefined`: nobody was asked. */
  readonly nextHop: { readonly by: string; readonly answer: string } | undefined
  /**
   * Of a refusal where notices are configured: `told`, and the reply is 250; or why the refusal stands in the reply
   * (`gate/notices.ts`).
   */
  readonly notice?: string
  /** Parallel to the recipients of the decision. */
  readonly recipients: readonly { readonly address: string; readonly outcome: Outcome['kind'] }[]
}
