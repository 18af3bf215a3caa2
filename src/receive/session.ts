/** What one SMTP session remembers between commands, and what a command may lead to. No sockets here. */

import type { Client, Envelope, Recipient } from '../mail/envelope.ts'

/** A mail under way, from MAIL on. */
export interface Transaction {
  readonly from: string
  readonly smtputf8: boolean
  readonly eightBit: boolean
  readonly ret: Envelope['ret']
  readonly envid: string | undefined
  readonly recipients: Recipient[]
  /** RCPT commands that were refused. */
  refused: number
}

/** What the listener fixes for all its sessions. */
export interface SessionSettings {
  readonly hostname: string
  readonly limits: { readonly messageSize: number; readonly recipients: number }
  readonly tls: 'none' | 'offered' | 'required' | 'implicit'
  /** Replies to EHLO: before TLS, and under it. */
  readonly extensions: { readonly plain: string; readonly secure: string }
  readonly hello: string
  readonly bye: string
}

export interface Session {
  readonly settings: SessionSettings
  /** The peer's address is on the listener's list. */
  readonly maySend: boolean
  readonly address: string
  readonly port: number
  readonly listener: string
  tls: Client['tls']
  /** Known since EHLO or HELO; `undefined` before, and again after STARTTLS. */
  client: Client | undefined
  transaction: Transaction | undefined
}

/** How far a session has come; what may be said depends on it (RFC 5321 section 4.1.4). */
export type Stage = 'connected' | 'greeted' | 'mail' | 'recipients'

export function stageOf({ client, transaction }: Session): Stage {
  if (client === undefined) return 'connected'
  if (transaction === undefined) return 'greeted'
  return transaction.recipients.length === 0 ? 'mail' : 'recipients'
}

/** What a command leads to. */
export type Step =
  | { readonly kind: 'reply'; readonly reply: string }
  /** The client broke the protocol; too many of these end the session. */
  | { readonly kind: 'mistake'; readonly reply: string }
  /** A recipient of a client that may not send. */
  | { readonly kind: 'relay-denied'; readonly reply: string; readonly recipient: string }
  | { readonly kind: 'content' }
  | { readonly kind: 'start-tls' }
  /** Say it and close. */
  | { readonly kind: 'last-word'; readonly reply: string }

export const reply = (text: string): Step => ({ kind: 'reply', reply: text })
export const mistake = (text: string): Step => ({ kind: 'mistake', reply: text })
