/** What the queue tells of its work; whoever runs it puts it into logs and records. */

import type { LastReply, SpooledKind } from '../store/spool.ts'

/** A recipient and what was said about him. */
export interface RecipientNews {
  readonly address: string
  readonly outcome: 'delivered' | 'failed' | 'deferred'
  readonly lastReply: LastReply
}

export type QueueEvent =
  /** An attempt at one destination is over, and its outcome on disk. */
  | {
      readonly kind: 'attempt'
      readonly id: string
      readonly mail: SpooledKind
      readonly decisionId: string
      readonly from: string
      readonly destination: string
      readonly recipients: readonly RecipientNews[]
    }
  /** Reports to the sender about that many recipients were taken into the queue. */
  | {
      readonly kind: 'reported'
      readonly id: string
      readonly action: 'failed' | 'delayed' | 'relayed'
      readonly to: string
      readonly recipients: number
    }
  /** Failed, and there is nobody to tell: the log alone keeps it. */
  | { readonly kind: 'nobody-to-tell'; readonly id: string; readonly recipients: readonly RecipientNews[] }
  /** Its content is damaged; it waits in the state `corrupt`. */
  | { readonly kind: 'corrupt'; readonly id: string; readonly why: string }
  /** The outcome of an attempt cannot be put on disk yet; a restart now would repeat the attempt. */
  | { readonly kind: 'unrecorded'; readonly id: string; readonly why: string }
  /** A fault of ours; the mail is tried again later. */
  | { readonly kind: 'fault'; readonly id: string; readonly fault: unknown }
