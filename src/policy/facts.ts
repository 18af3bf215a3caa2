/** Everything that guards and conditions may look at. Gathered by `gate/`, judged here. Values only. */

import type { ContentFacts } from '../inspect/content-facts.ts'
import type { Client, Envelope } from '../mail/envelope.ts'
import type { Ambiguity, Mail } from '../mail/mail.ts'
import type { TlsOffer } from '../mail/tls-offer.ts'

/** What a mail must show at a listener for Exchange Online; at least one of the two is given. */
export interface Tenant {
  /** For `X-MS-Exchange-CrossTenant-Id`. */
  readonly tenantId: string | undefined
  /** For `X-OriginatorOrg`. */
  readonly organization: string | undefined
}

export interface Facts {
  /** Decision id. */
  readonly id: string
  /** Milliseconds since 1970 at the final dot. */
  readonly at: number
  /** The calendar day of `at` in the company's time zone, `YYYY-MM-DD`. */
  readonly day: string
  readonly client: Client
  readonly envelope: Envelope
  readonly mail: Mail
  /** NUL, bare CR and bare LF anywhere in the content. */
  readonly lineFaults: readonly Ambiguity[]
  /** `undefined`: the listener is not one for Exchange Online. */
  readonly tenant: Tenant | undefined
  /** The mail carries a valid loop mark of this gate: it was handed over already. */
  readonly isMarked: boolean
  /** Octets of the mail. */
  readonly size: number
  /** `undefined`: not gathered, as long as no policy asks for it. */
  readonly content: ContentFacts | undefined
  /** By recipient domain, lower case. `undefined`: not gathered. */
  readonly tls: ReadonlyMap<string, TlsOffer> | undefined
  /** Canonical recipient addresses that the envelope sender wrote to before. `undefined`: not gathered. */
  readonly writtenTo: ReadonlySet<string> | undefined
}
