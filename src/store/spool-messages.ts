/** What the main thread and the worker that owns the spool's files and records say to each other. Plain values only. */

import type { SpareFile } from './spool-bodies.ts'
import type { RunOfRecords } from './spool-file-names.ts'
import type {
  DueMails,
  KnownMail,
  SpooledState,
  SpoolFilter,
  SpoolProblem,
  SpoolStatistics,
} from './spool.ts'

/** A value of a row as SQLite keeps it. */
export type Cell = string | number | null

/** `[from, to)` in the bytes of a group. */
export type Slice = readonly [from: number, to: number]

/** A mail to be kept, as rows. */
export interface AcceptRows {
  readonly id: string
  /** By `mailColumns` of `spool-rows.ts`. */
  readonly mail: readonly Cell[]
  /** By `recipientColumns`. */
  readonly recipients: readonly (readonly Cell[])[]
  readonly trace: Slice
  /** `name` of one of the group's files, and where in it the content begins. */
  readonly file: string
  readonly start: number
  readonly isActive: boolean
  readonly once: string | undefined
}

export interface SettleRows {
  readonly id: string
  readonly recipients: readonly OutcomeRow[]
  readonly isWarned: boolean
  readonly staysActive: boolean
  readonly hold: string | undefined
}

export interface OutcomeRow {
  readonly position: number
  readonly state: 'waiting' | 'delivered' | 'failed'
  /** Added to the attempts. */
  readonly attempts: 0 | 1
  /** `null`: as it was. */
  readonly dueAt: number | null
  readonly lastReply: string | null
}

export interface ChangeRows {
  readonly accept: readonly AcceptRows[]
  readonly settle: readonly SettleRows[]
}

/** Changes that are put on disk together. */
export interface Group {
  readonly changes: readonly ChangeRows[]
  readonly files: readonly NewFile[]
  /** All traces; shared, not copied. The worker's until it has answered. */
  readonly bytes: Uint8Array<SharedArrayBuffer>
}

/** A file whose octets are on disk. `group`: the one that is named in a segment's header; 0: a probe, which has no mails. */
export type NewFile =
  /** In `incoming/`: gets its place with its group. */
  | { readonly kind: 'body'; readonly name: string }
  | { readonly kind: 'segment'; readonly name: string; readonly group: number }
  /** Relative to the spool: a segment in its place that was written over. */
  | { readonly kind: 'over'; readonly name: string; readonly inode: number; readonly group: number }

export interface GroupAnswer {
  readonly answers: readonly ChangeAnswer[]
  /** Of the files of the group: where each lies now, relative to the spool, by its name. */
  readonly places: ReadonlyMap<string, string>
  readonly lastGroup: number
}

/** Parallel to the changes of a group. */
export type ChangeAnswer =
  | { readonly kind: 'committed'; readonly known: readonly KnownMail[] }
  | { readonly kind: 'faulty'; readonly why: string }

/** Where a mail's content lies. */
export interface ContentPlace {
  /** Relative to the spool. */
  readonly file: string
  readonly start: number
  readonly size: number
  readonly checksum: number
  readonly dotted: boolean
  readonly trace: Uint8Array
  readonly state: SpooledState
  readonly note: string
}

/** A row by column name. */
export type Row = Readonly<Record<string, Cell | bigint | Uint8Array>>

export interface MailRows {
  readonly mail: Row
  readonly recipients: readonly Row[]
  readonly isActive: boolean
}

export type StateChange =
  | { readonly kind: 'hold'; readonly note: string }
  | { readonly kind: 'release'; readonly now: number }
  | { readonly kind: 'retry'; readonly now: number }
  | { readonly kind: 'drop' }

/** Each question with what is answered to it. */
export interface Questions {
  readonly group: {
    /** `spares`: that many spare files are wanted. */
    readonly ask: { readonly group: Group; readonly spares: number }
    readonly answer: GroupAnswer
  }
  /** Puts a fresh file and a record on disk: rejects while that fails. */
  readonly probe: { readonly ask: object; readonly answer: null }
  readonly due: {
    readonly ask: { readonly limit: number; readonly now: number; readonly window: number }
    readonly answer: { readonly mails: readonly MailRows[] } & Omit<DueMails, 'mails'>
  }
  readonly nextDueAt: { readonly ask: { readonly after: number }; readonly answer: number | undefined }
  readonly place: { readonly ask: { readonly id: string }; readonly answer: ContentPlace | undefined }
  /**
   * The content of this mail could not be verified there: it becomes corrupt. Answers what is wrong; `undefined`: the mail
   * is gone or sound after all.
   */
  readonly damaged: { readonly ask: { readonly id: string }; readonly answer: string | undefined }
  readonly list: {
    readonly ask: { readonly filter: SpoolFilter; readonly limit: number; readonly after: string }
    readonly answer: readonly MailRows[]
  }
  readonly show: { readonly ask: { readonly id: string }; readonly answer: MailRows | undefined }
  readonly count: { readonly ask: object; readonly answer: readonly Row[] }
  readonly statistics: {
    readonly ask: object
    readonly answer: Omit<SpoolStatistics, 'groups' | 'changes' | 'failures'>
  }
  readonly change: {
    readonly ask: { readonly ids: readonly string[]; readonly change: StateChange }
    readonly answer: readonly string[]
  }
  readonly close: { readonly ask: object; readonly answer: null }
}

export type QuestionName = keyof Questions

/** What the main thread sends. */
export type Question = {
  readonly [Name in QuestionName]: { readonly call: number; readonly name: Name } & Questions[Name]['ask']
}[QuestionName]

/** What the worker sends. `Answer` is `unknown` to who says it, and `never` to who must find the question it belongs to. */
export type WorkerMessage<Answer> =
  | { readonly kind: 'opened'; readonly orphans: number; readonly run: RunOfRecords }
  | { readonly kind: 'problem'; readonly problem: SpoolProblem }
  | { readonly kind: 'spare'; readonly spare: SpareFile }
  /** This segment has lost its last mail. */
  | { readonly kind: 'left'; readonly segment: string }
  /** Records that had been removed are in their place again. */
  | { readonly kind: 'rescued' }
  | { readonly kind: 'answer'; readonly call: number; readonly answer: Answer }
  | { readonly kind: 'fault'; readonly call: number; readonly why: string }
