/**
 * The record of every decision: append-only JSON lines, one file a day. Group commit: all that waits goes
 * out in one write and one fdatasync, at most 100 ms after it was decided. While it cannot be written it says so,
 * and the gate takes no mail.
 */

import {
  decisionLine,
  laterLine,
  outcomeLine,
  type DecisionToRecord,
  type LaterOutcome,
} from './decision-record.ts'
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
  outcome: Outcome | undefined
  isWritten: boolean
}

/** Milliseconds between two commits. A line may miss one, so that it is on disk within 100 with the commit itself. */
const interval = 30
/** Milliseconds after which a decision is written without its outcome. */
const patience = 30
/** Milliseconds until a failed write is tried in a new file. */
const retryAfter = 1_000
/** Decisions that may wait for the disk; at the bound no more mail is taken. */
const mostWaiting = 20_000

type Line =
  | { readonly kind: 'decision'; readonly open: OpenRecord }
  | { readonly kind: 'text'; readonly text: string }

export class DecisionLog {
  readonly #settings: DecisionLogSettings
  readonly #file: LogFile
  #lines: Line[] = []
  /** Lines that a failed write may not have put on disk. */
  #unsaved: readonly string[] = []
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
    return !this.#isFailing && !this.#isClosed && this.#lines.length < mostWaiting
  }

  /** Creates today's file. Rejects where that cannot be done. */
  async start(): Promise<void> {
    await this.#file.append(this.#settings.dayOf(Date.now()), Buffer.alloc(0))
  }

  /** Notes a decision. */
  open(recorded: DecisionToRecord): OpenRecord {
    const open: OpenRecord = { recorded, since: performance.now(), outcome: undefined, isWritten: false }
    this.#lines.push({ kind: 'decision', open })
    this.#plan(interval)
    return open
  }

  /** Notes what became of it: in the same line if that is not written yet. */
  settle(open: OpenRecord, outcome: Outcome): void {
    open.outcome = outcome
    if (!open.isWritten) return
    this.#lines.push({ kind: 'text', text: outcomeLine(open.recorded.decision, Date.now(), outcome) })
    this.#plan(interval)
  }

  /** Notes what the queue brought about after the decision was recorded. */
  follow(later: LaterOutcome): void {
    this.#lines.push({ kind: 'text', text: laterLine(later) })
    this.#plan(interval)
  }

  /** Resolves once all that was noted before this call is on disk; rejects if it cannot be put there. */
  async commit(): Promise<void> {
    await this.#writing?.catch(() => undefined)
    await (this.#writing ?? this.#write(0))
    if (this.#isFailing) throw new Error('the decision log cannot be written')
  }

  /** Writes all that waits and closes the file. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#writing
    await this.#write(0)
    clearTimeout(this.#timer)
    await this.#file.close()
    const lines = this.#unsaved.length
    if (lines > 0) this.#settings.report({ kind: 'lost', lines })
    this.#unsaved = []
  }

  #plan(milliseconds: number): void {
    if (this.#timer !== undefined || this.#writing !== undefined || this.#isClosed) return
    this.#timer = setTimeout(() => void this.#write(patience), milliseconds)
  }

  /** Never rejects. Decisions younger than `minimumAge` and without outcome stay for the next commit. */
  async #write(minimumAge: number): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = [...this.#unsaved, ...this.#takeLines(performance.now() - minimumAge)]
    if (lines.length > 0) {
      this.#writing = this.#save(lines)
      await this.#writing
      this.#writing = undefined
    }
    if (this.#isFailing) this.#plan(retryAfter)
    else if (this.#lines.length > 0) this.#plan(interval)
  }

  async #save(lines: readonly string[]): Promise<void> {
    try {
      await this.#file.append(this.#settings.dayOf(Date.now()), bytesOf(lines))
      this.#unsaved = []
      if (this.#isFailing) this.#settings.report({ kind: 'recovered' })
      this.#isFailing = false
    } catch (fault) {
      this.#unsaved = lines
      const why = fault instanceof Error ? fault.message : String(fault)
      if (!this.#isFailing) this.#settings.report({ kind: 'failing', why })
      this.#isFailing = true
    }
  }

  #takeLines(notAfter: number): readonly string[] {
    const waiting: Line[] = []
    const taken: string[] = []
    for (const line of this.#lines) {
      if (line.kind === 'text') {
        taken.push(line.text)
      } else if (line.open.outcome === undefined && line.open.since > notAfter) {
        waiting.push(line)
      } else {
        line.open.isWritten = true
        taken.push(decisionLine(line.open.recorded, line.open.outcome))
      }
    }
    this.#lines = waiting
    return taken
  }
}

/** One after the other: a single long text of them all would be a burden for the collector at every commit. */
function bytesOf(lines: readonly string[]): Buffer {
  // A unit of UTF-16 takes three octets of UTF-8 at most.
  const bytes = Buffer.allocUnsafeSlow(lines.reduce((sum, line) => sum + line.length * 3, 0))
  let end = 0
  for (const line of lines) end += bytes.write(line, end)
  return bytes.subarray(0, end)
}
