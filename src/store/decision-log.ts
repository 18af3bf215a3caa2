/**
 * The record of every decision: append-only JSON lines, one file a day. Group commit: all that waits goes
 * out in one write and one fdatasync, at most 100 ms after it was decided. While it cannot be written it says so,
 * and the gate takes no mail.
 */

import {
  decisionLine,
  laterLine,
  outcomeLine,
  unknownLine,
  type DecisionToRecord,
  type LaterOutcome,
} from './decision-record.ts'
import { LineBuffer } from './line-buffer.ts'
import { LogFile } from './log-file.ts'
import type { Outcome } from './outcome.ts'

export type DecisionLogEvent =
  | { readonly kind: 'failing'; readonly why: string }
  | { readonly kind: 'recovered' }
  | { readonly kind: 'lost'; readonly lines: number }

export interface DecisionLogSettings {
  readonly directory: string
  /** The calendar day of a moment, for the name of the file. */
  readonly dayOf: (at: number) => string
  /** Told at the first failure, at the recovery, and of lines that could not be saved before the end; never throws. */
  readonly report: (event: DecisionLogEvent) => void
}

/** A decision whose outcome may still come. */
export interface OpenRecord {
  readonly recorded: DecisionToRecord
  /** Milliseconds of the monotonic clock. */
  readonly since: number
  /** It has a line, without its outcome. */
  hasLine: boolean
  /** Among those with a line, or those without. */
  place: number
}

/** Milliseconds between two commits. A line may miss one, so that it is on disk within 100 with the commit itself. */
const interval = 30
/** Milliseconds after which a decision is written without its outcome. */
const patience = 30
/** Milliseconds until a failed write is tried in a new file. */
const retryAfter = 1_000
/** Decisions that may wait for the disk; at the bound no more mail is taken. */
const mostWaiting = 20_000

export class DecisionLog {
  readonly #settings: DecisionLogSettings
  readonly #file: LogFile
  /**
   * Decisions without a line yet, in no order: their outcome may still come in time. No Set: each of its former tables would
   * keep the mails that stood in it from the collector of young objects.
   */
  readonly #open: OpenRecord[] = []
  /** Decisions with a line and without an outcome yet. */
  readonly #late: OpenRecord[] = []
  /** Lines for the next commit. */
  #ready = new LineBuffer()
  /** Lines that are being written, or that a failed write may not have put on disk. */
  #unsaved = new LineBuffer()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #isFailing = false
  #isClosed = false

  constructor(settings: DecisionLogSettings) {
    this.#settings = settings
    this.#file = new LogFile(settings.directory)
  }

  /** False while the disk does not take records, or is too far behind: then no mail may be taken. */
  get isReady(): boolean {
    return !this.#isFailing && !this.#isClosed && this.#open.length + this.#ready.lines < mostWaiting
  }

  /** Creates today's file. Rejects where that cannot be done. */
  async start(): Promise<void> {
    await this.#file.append(this.#settings.dayOf(Date.now()), Buffer.alloc(0))
  }

  /** Notes a decision. */
  open(recorded: DecisionToRecord): OpenRecord {
    const open: OpenRecord = {
      recorded,
      since: performance.now(),
      hasLine: false,
      place: this.#open.length,
    }
    this.#open.push(open)
    this.#plan(interval)
    return open
  }

  /** Notes what became of it: in the same line if that is not written yet. */
  settle(open: OpenRecord, outcome: Outcome): void {
    // The line is made at once: nothing of the mail outlives it, and the collector has less to keep.
    if (!open.hasLine) this.#addLine(open, outcome)
    else {
      take(open, this.#late)
      this.#ready.add(outcomeLine(open.recorded.decision, Date.now(), outcome))
    }
    this.#plan(interval)
  }

  /** Notes what the queue brought about after the decision was recorded. */
  follow(later: LaterOutcome): void {
    this.#ready.add(laterLine(later))
    this.#plan(interval)
  }

  /** Resolves once all that was noted before this call is on disk; rejects if it cannot be put there. */
  async commit(): Promise<void> {
    await this.#writing?.catch(() => undefined)
    await (this.#writing ?? this.#write(0))
    if (this.#isFailing) throw new Error('the decision log cannot be written')
  }

  /** Writes all that waits, also which outcomes are not known yet, and closes the file. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    // Looked at without a pause before the write: two at once would share the lines.
    while (this.#writing !== undefined) await this.#writing
    this.#giveUpWaitingFor(performance.now())
    for (const { recorded } of this.#late.splice(0))
      this.#ready.add(unknownLine(recorded.decision, Date.now()))
    await this.#write(0)
    clearTimeout(this.#timer)
    await this.#file.close()
    const { lines } = this.#unsaved
    if (lines > 0) this.#settings.report({ kind: 'lost', lines })
    this.#unsaved.clear()
  }

  #plan(milliseconds: number): void {
    if (this.#timer !== undefined || this.#writing !== undefined || this.#isClosed) return
    this.#timer = setTimeout(() => void this.#write(patience), milliseconds)
  }

  /** Never rejects. Decisions younger than `minimumAge` and without outcome stay for the next commit. */
  async #write(minimumAge: number): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#giveUpWaitingFor(performance.now() - minimumAge)
    this.#takeReady()
    if (this.#unsaved.lines > 0) {
      this.#writing = this.#save()
      await this.#writing
      this.#writing = undefined
    }
    if (this.#isFailing) this.#plan(retryAfter)
    else if (this.#open.length + this.#ready.lines > 0) this.#plan(interval)
  }

  async #save(): Promise<void> {
    try {
      await this.#file.append(this.#settings.dayOf(Date.now()), this.#unsaved.bytes)
      this.#unsaved.clear()
      if (this.#isFailing) this.#settings.report({ kind: 'recovered' })
      this.#isFailing = false
    } catch (fault) {
      const why = fault instanceof Error ? fault.message : String(fault)
      if (!this.#isFailing) this.#settings.report({ kind: 'failing', why })
      this.#isFailing = true
    }
  }

  /** Decisions that are as old get a line without their outcome. */
  #giveUpWaitingFor(notAfter: number): void {
    for (const open of this.#open.filter(({ since }) => since <= notAfter)) this.#addLine(open, undefined)
  }

  #addLine(open: OpenRecord, outcome: Outcome | undefined): void {
    take(open, this.#open)
    if (outcome === undefined) {
      open.hasLine = true
      open.place = this.#late.length
      this.#late.push(open)
    }
    this.#ready.add(decisionLine(open.recorded, outcome))
  }

  /** What is ready goes behind what a failed write has left. */
  #takeReady(): void {
    if (this.#unsaved.lines === 0) {
      const taken = this.#ready
      this.#ready = this.#unsaved
      this.#unsaved = taken
    } else {
      this.#unsaved.addAll(this.#ready)
      this.#ready.clear()
    }
  }
}

/** Out of those it is among, in whose order nothing lies. */
function take(open: OpenRecord, among: OpenRecord[]): void {
  const last = among.pop()
  if (last === undefined || last === open) return
  among[open.place] = last
  last.place = open.place
}
