/**
 * The tables of `records.db` as types. Column types and statements are kept to what PostgreSQL has as well;
 * times are milliseconds since 1970, yes and no are 1 and 0.
 */

import type { SpooledKind, SpooledRecipient, SpooledState } from './spool.ts'

interface MailsTable {
  /** Ours alone: shorter than `id` in the recipients' key. */
  readonly number: number
  readonly id: string
  readonly kind: SpooledKind
  readonly state: SpooledState
  readonly at: number
  readonly sender: string
  readonly ret: string | null
  readonly envid: string | null
  readonly smtputf8: number
  readonly eight_bit: number
  readonly decision_id: string
  readonly born_at: number
  readonly expires_at: number
  /** The earliest of its waiting recipients. */
  readonly due_at: number
  readonly is_warned: number
  readonly note: string
  readonly dotted: number
  /** Octets of the content. */
  readonly size: number
  /** CRC-32 of trace and content. */
  readonly checksum: number
  /** Where in `file` the content begins. */
  readonly start: number
  /** Relative to the spool: `segments/…`, `bodies/…` or `corrupt/…`. */
  readonly file: string
  readonly trace: Uint8Array
}

interface RecipientsTable {
  /** `number` of the mail. */
  readonly mail: number
  readonly position: number
  readonly address: string
  /** Words of NOTIFY with commas between. */
  readonly notify: string | null
  readonly orcpt: string | null
  readonly route: string
  readonly state: SpooledRecipient['state']
  readonly attempts: number
  readonly due_at: number
  /** `LastReply` as JSON. */
  readonly last_reply: string | null
}

/** Keys of letters that must exist once. */
interface OnceTable {
  readonly key: string
  readonly at: number
}

/**
 * `mark`: names this database in the names of its files. `run`: names its last opening for mails. `group`: number of the last
 * group with a segment. `bodies`: of the last group with files of its own for mails.
 */
interface MarksTable {
  readonly name: string
  readonly value: string
}

export interface SpoolTables {
  readonly mails: MailsTable
  readonly recipients: RecipientsTable
  readonly once: OnceTable
  readonly marks: MarksTable
}
