/** What the gate may ask of a next hop, whichever kind it is. Values only. */

import type { Content } from '../mail/content.ts'
import type { Envelope } from '../mail/envelope.ts'
import type { Reply } from '../mail/reply.ts'

/** One mail on its way out. */
export interface Handover {
  /** Decision id; stands in `Received` and in our reply. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly envelope: Envelope
  readonly content: Content
  /** Our own fields, put before the content: each ends in CRLF, none begins with a dot. */
  readonly trace: Buffer
  /** `true`: where some recipients are refused the others get the mail; `false`: then nobody does. */
  readonly partly: boolean
}

/** A recipient that the next hop refused by name. */
export interface RefusedRecipient {
  /** Among the recipients of the envelope. */
  readonly index: number
  readonly address: string
  /** 4xx or 5xx; the next hop's own words. */
  readonly reply: Reply
}

/** What became of it. */
export interface Delivery {
  /** `accepted`: the next hop has taken the mail over. `deferred`: 4xx, the sender tries again. */
  readonly kind: 'accepted' | 'refused' | 'deferred'
  /** Who answered (`host:port`), or was tried last; `''` where nobody was asked. */
  readonly by: string
  /** The next hop's own words for the record, printable ASCII; `''` where it gave none. */
  readonly answer: string
  /** The next hop's own reply to the mail as a whole; `undefined`: it gave none. */
  readonly given: Reply | undefined
  /**
   * Recipients with an answer of their own, which holds for them instead of `kind`. Unless it was asked for
   * partly, the others have nothing of the mail either.
   */
  readonly refused: readonly RefusedRecipient[]
  /** It takes over the duty to report (RFC 3461 section 5.2.1). */
  readonly offersDsn: boolean
  /** It could not be reached, or hung up before it took anything: other mails would fare no better now. */
  readonly isDown: boolean
  /** The answer to the client. */
  readonly reply: Reply
}

export interface NextHop {
  /** Never rejects for anything that the next hop does; rejects only for a fault of our own. */
  readonly deliver: (handover: Handover) => Promise<Delivery>
  /** Lets mails under way end, then closes kept connections. */
  readonly close: () => Promise<void>
}
