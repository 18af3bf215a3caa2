/** A mail as SMTP handed it in: everything the gate may know about it. Values only. */

import type { Content } from '../mail/content.ts'
import type { Client, Envelope } from '../mail/envelope.ts'
import type { Reply } from '../mail/reply.ts'

export type { Client, Envelope } from '../mail/envelope.ts'
export type { Reply } from '../mail/reply.ts'

export interface Incoming {
  /** Decision id: stands in the refusal, the log and `Received`. Unique, ASCII, without spaces. */
  readonly id: string
  /** Milliseconds since 1970 at the final dot. */
  readonly at: number
  readonly client: Client
  readonly envelope: Envelope
  readonly content: Content
}

/** What `receive/` calls at the final dot. It never rejects: a fault inside is a 451. */
export type Passage = (incoming: Incoming) => Promise<Reply>
