/** A mail as SMTP handed it in: everything the gate may know about it. Values only. */

import type { Content } from '../mail/content.ts'

/** The peer that hands the mail in. */
export interface Client {
  /** IP address, IPv4-mapped IPv6 written as IPv4. */
  readonly address: string
  readonly port: number
  /** The argument of EHLO or HELO. */
  readonly helo: string
  readonly extended: boolean
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined
  /** Address that AUTH proved; `undefined` without AUTH. */
  readonly login: string | undefined
  /** Name of the listener in the configuration. */
  readonly listener: string
}

export interface Recipient {
  /** As RCPT gave it, without angle brackets. */
  readonly address: string
}

export interface Envelope {
  /** As MAIL gave it, without angle brackets; `''` is the null sender. */
  readonly from: string
  readonly recipients: readonly Recipient[]
  readonly smtputf8: boolean
  /** `BODY=8BITMIME` was given. */
  readonly eightBit: boolean
}

export interface Incoming {
  /** Decision id: stands in the refusal, the log and `Received`. Unique, ASCII, without spaces. */
  readonly id: string
  /** Milliseconds since 1970 at the final dot. */
  readonly at: number
  readonly client: Client
  readonly envelope: Envelope
  readonly content: Content
}

/** An SMTP reply. `lines` are without code and enhanced code; ASCII unless the client asked for SMTPUTF8. */
export interface Reply {
  readonly code: number
  /** RFC 3463, for example `5.7.1`; `''` for none. */
  readonly enhanced: string
  readonly lines: readonly string[]
}

/** What `receive/` calls at the final dot. It never rejects: a fault inside is a 451. */
export type Passage = (incoming: Incoming) => Promise<Reply>
