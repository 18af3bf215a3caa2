/** What one SMTP session remembers between commands, and what a command may lead to. No sockets here. */

import type { Client, Envelope, Recipient } from '../mail/envelope.ts'
import type { Exchange } from './authentication.ts'
import type { ClientList } from './client-list.ts'
import type { Login, Users } from './users.ts'

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
  readonly authentication: 'none' | 'offered' | 'required'
  readonly users: Users
  /** Who may send without AUTH. */
  readonly maySend: ClientList
  /** Whose XCLIENT and XFORWARD are believed. */
  readonly maySpeakForOthers: ClientList
  /** A client may begin a mail now; counts it (`limits.mailsPerClient`). */
  readonly mayBeginMail: (address: string) => boolean
  /** There is room for content now (`floors`). */
  readonly hasRoom: () => boolean
  /** Replies to EHLO: before TLS, and under it. */
  readonly extensions: { readonly plain: string; readonly secure: string }
  /** The same for peers that may speak for others. */
  readonly proxyExtensions: { readonly plain: string; readonly secure: string }
  readonly hello: string
  readonly bye: string
}

/** For whom a proxy speaks, by its own word (XCLIENT, XFORWARD); `undefined`: it has not said. */
export interface SpokenFor {
  readonly address: string | undefined
  readonly port: number | undefined
  readonly helo: string | undefined
}

export interface Session {
  /** Changed between mails only, after a reload. */
  settings: SessionSettings
  /** At the other end of the connection. */
  readonly peer: string
  readonly listener: string
  /** The client, whose rights count: the peer, unless a proxy has named another. */
  address: string
  port: number
  /** `address` is on the listener's list. */
  maySend: boolean
  tls: Client['tls']
  /** Known since EHLO or HELO; `undefined` before, and again after STARTTLS. */
  client: Client | undefined
  /** HELO name given by XCLIENT; it stands above the proxy's own. */
  statedHelo: string | undefined
  login: Login | undefined
  /** AUTH is under way: the next line belongs to it. */
  exchange: Exchange | undefined
  /** For the record of the next mail alone: it gives no rights. */
  forwarded: SpokenFor | undefined
  transaction: Transaction | undefined
}

/** A session at its beginning. `address` and `port`: the client's, where a balancer has named it. */
export function newSession(
  settings: SessionSettings,
  { peer, address, port, listener }: Pick<Session, 'peer' | 'address' | 'port' | 'listener'>,
): Session {
  return {
    settings,
    peer,
    listener,
    address,
    port,
    maySend: settings.maySend(address),
    tls: undefined,
    client: undefined,
    statedHelo: undefined,
    login: undefined,
    exchange: undefined,
    forwarded: undefined,
    transaction: undefined,
  }
}

/** After XCLIENT: the client that a proxy has named, with its rights; nothing said so far counts. */
export function beginFor(session: Session, spokenFor: SpokenFor, login: string | undefined): void {
  const { settings } = session
  session.address = spokenFor.address ?? session.address
  session.port = spokenFor.port ?? session.port
  session.statedHelo = spokenFor.helo ?? session.statedHelo
  session.maySend = settings.maySend(session.address)
  // The proxy has checked the password; it may know users that are not in the configuration.
  session.login =
    login === undefined
      ? undefined
      : (settings.users.find(login) ?? { name: login, address: login, senders: undefined })
  session.client = undefined
  session.forwarded = undefined
}

/** After a reload: the session goes on under other settings. A user who is gone has no rights any more. */
export function goOnUnder(session: Session, settings: SessionSettings): void {
  session.settings = settings
  session.maySend = settings.maySend(session.address)
  if (session.login === undefined || settings.maySpeakForOthers(session.peer)) return
  session.login = settings.users.find(session.login.name)
}

/** How far a session has come; what may be said depends on it (RFC 5321 section 4.1.4). */
export type Stage = 'connected' | 'greeted' | 'mail' | 'recipients'

export function stageOf({ client, transaction }: Session): Stage {
  if (client === undefined) return 'connected'
  if (transaction === undefined) return 'greeted'
  return transaction.recipients.length === 0 ? 'mail' : 'recipients'
}

/** The client as the record of a mail shows it. */
export function clientOf({ client, login, forwarded }: Session): Client | undefined {
  if (client === undefined || (login === undefined && forwarded === undefined)) return client
  return {
    ...client,
    address: forwarded?.address ?? client.address,
    port: forwarded?.port ?? client.port,
    helo: forwarded?.helo ?? client.helo,
    login: login?.address,
  }
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
  /** AUTH has given both; the answer comes when they have been looked at. */
  | { readonly kind: 'verify'; readonly name: string; readonly password: string }
  /** XCLIENT: the session begins anew, for somebody else. */
  | { readonly kind: 'new-client'; readonly spokenFor: SpokenFor; readonly login: string | undefined }
  /** A refusal that somebody should hear of. */
  | {
      readonly kind: 'noted'
      readonly event: 'foreign-sender' | 'no-room' | 'too-many-mails'
      readonly reply: string
    }
  /** Say it and close. `isAsked`: the client wants it so, and sends nothing more. */
  | { readonly kind: 'last-word'; readonly reply: string; readonly isAsked?: boolean }

export const reply = (text: string): Step => ({ kind: 'reply', reply: text })
export const mistake = (text: string): Step => ({ kind: 'mistake', reply: text })
