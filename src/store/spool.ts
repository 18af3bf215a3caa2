/**
 * The spool's contract: what it keeps and what may be asked of it. Values and types only; `open-spool.ts` opens one.
 * A mail that `commit` has taken survives a kill, a power cut and a restart until every recipient is settled.
 */

import type { Content } from '../mail/content.ts'
import type { Reply } from '../mail/reply.ts'

/** `mail`: handed in by a client. `report`: a DSN of ours. `notice`: a refusal notice of ours. */
export type SpooledKind = 'mail' | 'report' | 'notice'

/**
 * Where a mail stands. `deferred`: waits for its time, or is in delivery right now (that is kept in memory only,
 * so that a kill makes it due again). `held`: waits for a person. `corrupt`: its content is damaged; kept, never sent.
 */
export type SpooledState = 'deferred' | 'held' | 'corrupt'

/** One word of NOTIFY (RFC 3461 section 4.1); `never` stands alone. */
export type NotifyWhen = 'never' | 'success' | 'failure' | 'delay'

export interface SpooledEnvelope {
  /** Without angle brackets; `''` is the null sender. */
  readonly from: string
  /** RET of MAIL (RFC 3461 section 4.3); `undefined`: not given. */
  readonly ret: 'full' | 'headers' | undefined
  /** ENVID of MAIL as it was given, in xtext; `undefined`: not given. */
  readonly envid: string | undefined
  readonly smtputf8: boolean
  readonly eightBit: boolean
}

export interface NewRecipient {
  /** Without angle brackets. */
  readonly address: string
  /** NOTIFY of RCPT; `undefined`: not given. */
  readonly notify: readonly NotifyWhen[] | undefined
  /** ORCPT of RCPT as it was given (`rfc822;` and xtext); `undefined`: not given. */
  readonly orcpt: string | undefined
  /** The queue's name for where it goes; only compared and counted here. */
  readonly route: string
}

/** What the last attempt brought. */
export interface LastReply {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Who answered or was tried (`host:port`); `''` where nobody was asked. */
  readonly by: string
  readonly reply: Reply
}

export interface SpooledRecipient extends NewRecipient {
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly attempts: number
  /** Milliseconds since 1970 of the next attempt; of no meaning unless `waiting`. */
  readonly dueAt: number
  readonly lastReply: LastReply | undefined
}

interface MailRecord {
  /** Unique in the spool: ASCII letters, digits, `-`, `_` and `.`; names the mail in texts and replies. */
  readonly id: string
  readonly kind: SpooledKind
  /** Milliseconds since 1970 at the final dot, or when we wrote it. */
  readonly at: number
  readonly envelope: SpooledEnvelope
  /** Our own fields, put before the content: each ends in CRLF, none begins with a dot. */
  readonly trace: Buffer
  /** The decision that lets it leave; of a report or a notice that of the mail it speaks of. */
  readonly decisionId: string
  /** Milliseconds since 1970 from which the warning and the expiry count; later than `at` after a hold. */
  readonly bornAt: number
  /** Milliseconds since 1970 at which the queue gives up. */
  readonly expiresAt: number
}

/** A mail as the spool gives it back; its content comes from `read`. */
export interface SpooledMail extends MailRecord {
  readonly state: SpooledState
  /** In the order they were accepted in; a settlement names them by index. */
  readonly recipients: readonly SpooledRecipient[]
  /** Octets of the content in wire form. */
  readonly size: number
  /** The sender has been told of the delay. */
  readonly isWarned: boolean
  /** Why it is held or corrupt, for the operator; `''` otherwise. */
  readonly note: string
}

/** A mail to be kept. The caller may dispose of the content once `commit` has settled. */
export interface NewMail extends MailRecord {
  readonly recipients: readonly NewRecipient[]
  readonly content: Pick<Content, 'wire' | 'size' | 'dotted'>
  /** Default `deferred`. */
  readonly state?: 'deferred' | 'held'
  readonly note?: string
  /** Milliseconds since 1970 of the first attempt; default `at`. */
  readonly dueAt?: number
  /** The caller delivers it at once: `due` leaves it out until a settlement gives it back. */
  readonly isActive?: boolean
  /** Where a mail with this key was ever accepted (in the last 30 days), this one is left out of the change. */
  readonly once?: string
}

/** What became of one recipient. */
export type RecipientOutcome =
  | { readonly kind: 'delivered'; readonly lastReply: LastReply }
  | { readonly kind: 'failed'; readonly lastReply: LastReply }
  /** One attempt more, and the next at `dueAt`. */
  | { readonly kind: 'deferred'; readonly dueAt: number; readonly lastReply: LastReply }
  /** Nothing was tried: the attempt is moved to `dueAt`. */
  | { readonly kind: 'postponed'; readonly dueAt: number }

/**
 * What became of some recipients of one mail. Once none of them waits the mail and its content are removed.
 * Of a mail that is no longer there (an operator dropped it) nothing is done.
 */
export interface Settlement {
  readonly id: string
  readonly recipients: readonly { readonly index: number; readonly outcome: RecipientOutcome }[]
  /** The sender has been told of the delay now. */
  readonly isWarned?: boolean
  /** Other recipients of this mail are still in delivery: `due` goes on leaving it out. */
  readonly staysActive?: boolean
  /** Holds what is left of it, for this reason. */
  readonly hold?: string
}

/** One atomic step: all of it is on disk, or nothing of it. */
export interface Change {
  readonly accept?: readonly NewMail[]
  readonly settle?: readonly Settlement[]
}

export interface Committed {
  /** Mails that were left out because their `once` key is known. */
  readonly known: readonly KnownMail[]
}

export interface KnownMail {
  /** Of the mail that was left out. */
  readonly id: string
  /** Milliseconds since 1970 at which a mail with its key was accepted. */
  readonly since: number
}

export type SpoolReading =
  /** Verified. `dispose` must be called; `lineFaults` is empty: the mail has been judged. */
  | { readonly kind: 'content'; readonly content: Content }
  /** There is no such mail. */
  | { readonly kind: 'gone' }
  /** The mail is in the state `corrupt` now, and what is left of its content in `corrupt/`. */
  | { readonly kind: 'corrupt'; readonly why: string }

export interface DueMails {
  readonly mails: readonly SpooledMail[]
  /** There were as many as the limit, and there may be more. */
  readonly isCut: boolean
  /** Routes that have their share of the places in delivery, and for which more mails may be due. */
  readonly crowded: readonly string[]
}

/** What to look for; all that is given must hold. */
export interface SpoolFilter {
  readonly state?: SpooledState
  readonly kind?: SpooledKind
  /** Of any waiting recipient. */
  readonly route?: string
  /** Stands in the id, the sender or a recipient, in any case of letters. */
  readonly text?: string
}

export interface SpooledSummary {
  readonly id: string
  readonly kind: SpooledKind
  readonly state: SpooledState
  /** In delivery right now. */
  readonly isActive: boolean
  readonly at: number
  readonly expiresAt: number
  readonly dueAt: number
  readonly from: string
  readonly size: number
  readonly note: string
  readonly recipients: readonly Pick<
    SpooledRecipient,
    'address' | 'route' | 'state' | 'attempts' | 'lastReply'
  >[]
}

export interface SpoolCount {
  readonly state: SpooledState
  readonly route: string
  /** Mails with a waiting recipient there; a mail with two routes counts in both. */
  readonly mails: number
  readonly recipients: number
}

export interface SpoolStatistics {
  readonly mails: Readonly<Record<SpooledState, number>>
  /** In delivery right now; they are among the deferred. */
  readonly active: number
  /** Octets of all contents. */
  readonly octets: number
  /** Milliseconds since 1970 of the oldest mail that is deferred; `undefined`: there is none. */
  readonly oldestAt: number | undefined
  /** Since the spool was opened: groups that were committed, the changes in them, groups that failed. */
  readonly groups: number
  readonly changes: number
  readonly failures: number
}

export type SpoolEvent =
  /** A write failed and was answered 4xx; nothing is taken until a fresh file can be put on disk. */
  | { readonly kind: 'failing'; readonly why: string }
  | { readonly kind: 'recovered' }
  /** Its records had been removed, and have been put back from memory; contents that were removed are lost. */
  | { readonly kind: 'rescued' }
  | { readonly kind: 'corrupt'; readonly id: string; readonly why: string }
  /** Files that no mail refers to and that may yet be mails: left alone until `sekisho spool repair`. */
  | { readonly kind: 'orphans'; readonly files: number }

export interface Spool {
  /** False: a write failed, and no fresh file could be put on disk since. Ask before taking a mail. */
  readonly isReady: boolean
  /** Folder for temporary files of mails that come in: on the file system of the spool, emptied at start. */
  readonly incoming: string
  /**
   * Resolves once the whole change is on disk. Rejects with `SpoolFault` where it could not be put there: then
   * nothing of it is, and the client gets a 4xx. Everything that waits is put on disk together.
   */
  readonly commit: (change: Change) => Promise<Committed>
  /**
   * Deferred mails whose time has come, longest overdue first. They are active from now on. `window`: places in delivery
   * in all, of which no route gets more than are still free; default: no bound.
   */
  readonly due: (limit: number, now: number, window?: number) => Promise<DueMails>
  /** Milliseconds since 1970 at which a mail is due next after this time that is not active; `undefined`: there is none. */
  readonly nextDueAt: (after: number) => Promise<number | undefined>
  /** The content, its checksum verified. */
  readonly read: (id: string) => Promise<SpoolReading>
  /** Ascending by id, behind `after`. */
  readonly list: (filter: SpoolFilter, limit: number, after?: string) => Promise<readonly SpooledSummary[]>
  readonly show: (id: string) => Promise<SpooledMail | undefined>
  readonly count: () => Promise<readonly SpoolCount[]>
  readonly statistics: () => Promise<SpoolStatistics>
  /** Deferred to held. Each of these four gives the ids that it changed. */
  readonly hold: (ids: readonly string[], note: string) => Promise<readonly string[]>
  /** Held to deferred, due at once; warning and expiry count from now. */
  readonly release: (ids: readonly string[], now: number) => Promise<readonly string[]>
  /** Deferred: due at once. */
  readonly retry: (ids: readonly string[], now: number) => Promise<readonly string[]>
  /** Forgets the mail, whatever its state. What lies in `corrupt/` stays there. */
  readonly drop: (ids: readonly string[]) => Promise<readonly string[]>
  /** Commits what waits and lets go of the folder. May be called again; all other calls after it reject. */
  readonly close: () => Promise<void>
}

export interface SpoolSettings {
  /** Absolute path; made where it is missing. */
  readonly directory: string
  readonly report: (event: SpoolEvent) => void
}

/** Why a spool cannot be opened. `why` is an error code or SQLite's own sentence. */
export type SpoolProblem =
  | { readonly kind: 'in-use'; readonly directory: string }
  | { readonly kind: 'unusable'; readonly path: string; readonly why: string }
  | { readonly kind: 'damaged-records'; readonly path: string; readonly why: string }
  /** Written by a later version. */
  | { readonly kind: 'too-new'; readonly path: string; readonly version: string }

export type SpoolOpening =
  | { readonly kind: 'open'; readonly spool: Spool }
  | { readonly kind: 'problem'; readonly problem: SpoolProblem }

/** The change is not on disk; the reason is for the log. */
export class SpoolFault extends Error {
  override readonly name = 'SpoolFault'
}
