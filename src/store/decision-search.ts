/**
 * Finds decisions in the log, newest first: day files are read backward, and only lines with the right octets are
 * parsed. Second lines stand behind their decision, so they come first and wait for it. Memory stays bounded however
 * much is read, and what cannot be read is said and passed over.
 */

import { byDay, decisionFiles, type DecisionDay, type DecisionFile } from './decision-files.ts'
import { blocksBackward, type Block, type Damage } from './decision-blocks.ts'
import { needlesOf, testOf, type DecisionFilter, type Needles } from './decision-filter.ts'
import { holdsFolded } from './holds-folded.ts'
import { LastOccurrence } from './last-occurrence.ts'
import { LowerCase } from './lower-case.ts'
import {
  readDecision,
  readOutcome,
  withOutcomes,
  type FoundDecision,
  type RecordedOutcome,
} from './recorded-decision.ts'

const hour = 3_600_000
/** A file is named by the day of the company's time zone, which is at most that far from UTC. */
const zoneWidth = 14 * hour
/** A line may be written later than it was decided, when the disk had failed. */
const lateness = 24 * hour
/** Behind `until` outcomes are looked for in so many hours of files; a mail may wait in the queue. */
const afterlife = 14 * 24 * hour
/** Decisions whose second lines wait. Over it those that have waited longest are forgotten. */
const mostWaiting = 250_000

const lineFeed = 0x0a
const quote = 0x22
const endOfRecord = 0x7d
const decisionMark = Buffer.from('{"id":"')
const outcomeMark = Buffer.from('{"outcomeOf":"')
const subjectMark = Buffer.from('"subject":"')

/**
 * Decisions that fit, newest first, between what could not be read. Rejects where the folder or a file cannot be opened.
 * @param goesOn asked after each block with the moment (ISO 8601) of the oldest decision in it; `false` ends the search
 */
export async function* searchDecisions(
  directory: string,
  filter: DecisionFilter,
  goesOn: (at: string) => boolean = () => true,
): AsyncGenerator<FoundDecision | Damage> {
  const { since = momentOfId(filter.id) - lateness, until = Infinity } = filter
  const first = dayName(since - zoneWidth)
  const last = dayName(until + zoneWidth + lateness)
  const lastOutcome = filter.id === undefined ? dayName(until + zoneWidth + afterlife) : '9999'
  const search = new Search(filter)
  for (const day of byDay(await decisionFiles(directory))) {
    if (day.day < first) return
    if (day.day > lastOutcome) continue
    if (day.day > last) yield* search.outcomesOf(day)
    else if (!(yield* search.decisionsOf(day, goesOn))) return
  }
}

const idForm = /^[0-9A-HJKMNP-TV-Z]{14}$/
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The milliseconds since 1970 that an id begins with (`receive/decision-id.ts`); `-Infinity` for any other text. */
function momentOfId(id: string | undefined): number {
  if (id === undefined || !idForm.test(id)) return -Infinity
  let moment = 0
  for (const digit of id.slice(0, 9)) moment = moment * 32 + digits.indexOf(digit)
  return moment
}

function dayName(at: number): string {
  if (at === -Infinity) return ''
  const date = new Date(at)
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9998
    ? '9999'
    : date.toISOString().slice(0, 10)
}

class Search {
  readonly #needles: Needles
  readonly #isFitting: (found: FoundDecision) => boolean
  readonly #outcomeMark: Buffer
  /** By decision id, the newest line first. */
  readonly #waiting = new Map<string, string[]>()
  /** Ids that were given, where lines of a day may stand in two files. */
  #given: Set<string> | undefined
  readonly #lowerCase = new LowerCase()
  /** `false` once that has been said. */
  #hasForgotten: boolean | undefined

  constructor(filter: DecisionFilter) {
    this.#needles = needlesOf(filter)
    this.#isFitting = testOf(filter)
    this.#outcomeMark = filter.id === undefined ? outcomeMark : Buffer.from(`{"outcomeOf":"${filter.id}"`)
  }

  /** Notes second lines alone. */
  async *outcomesOf({ files }: DecisionDay): AsyncGenerator<Damage> {
    for (const file of files) {
      for await (const block of blocksBackward(file)) {
        if (block.kind === 'damage') yield block
        else this.#noteOutcomes(block.bytes)
      }
    }
  }

  /** Returns whether to go on. */
  async *decisionsOf(
    day: DecisionDay,
    goesOn: (at: string) => boolean,
  ): AsyncGenerator<FoundDecision | Damage, boolean> {
    const isWhole = day.files.length === 1
    // After a failed write the order of files says nothing about the order of lines, and a line may stand twice.
    if (!isWhole) yield* this.outcomesOf(day)
    this.#given = isWhole ? undefined : new Set()
    for (const file of day.files) {
      for await (const block of blocksBackward(file)) {
        if (block.kind === 'damage') {
          yield block
          continue
        }
        yield* this.#linesOf(block, file, isWhole)
        if (this.#hasForgotten === true) {
          this.#hasForgotten = false
          yield { kind: 'damage', file: file.name, offset: 0, what: 'forgotten' }
        }
        const at = momentIn(block.bytes)
        if (at !== undefined && !goesOn(at)) return false
      }
    }
    return true
  }

  #noteOutcomes(bytes: Buffer): void {
    for (let at = bytes.lastIndexOf(this.#outcomeMark); at !== -1;) {
      if (at === 0 || bytes[at - 1] === lineFeed) {
        const end = bytes.indexOf(lineFeed, at)
        this.#noteOutcome(bytes, at, end === -1 ? bytes.length : end)
      }
      at = at === 0 ? -1 : bytes.lastIndexOf(this.#outcomeMark, at - 1)
    }
  }

  #noteOutcome(bytes: Buffer, start: number, end: number): void {
    if (!bytes.subarray(start, start + this.#outcomeMark.length).equals(this.#outcomeMark)) return
    const id = idAt(bytes, start + outcomeMark.length)
    const line = bytes.toString('utf8', start, end)
    const known = this.#waiting.get(id)
    if (known !== undefined) {
      known.push(line)
      return
    }
    this.#waiting.set(id, [line])
    if (this.#waiting.size <= mostWaiting) return
    const [oldest] = this.#waiting.keys()
    if (oldest !== undefined) this.#waiting.delete(oldest)
    this.#hasForgotten ??= true
  }

  *#linesOf(
    { bytes, offset }: Block,
    file: DecisionFile,
    isWhole: boolean,
  ): Generator<FoundDecision | Damage> {
    const { exact, folded, outcome, subject } = this.#needles
    const wanted = exact.map((needle) => new LastOccurrence(bytes, needle))
    if (folded.length > 0) {
      const lowered = this.#lowerCase.of(bytes)
      wanted.push(...folded.map((needle) => new LastOccurrence(lowered, needle)))
    }
    const outcomeWanted = outcome === undefined ? undefined : new LastOccurrence(bytes, outcome)
    const subjects = subject === undefined ? undefined : new LastOccurrence(bytes, subjectMark)
    const damage = (start: number, what: Damage['what']): Damage => {
      return { kind: 'damage', file: file.name, offset: file.isCompressed ? offset : offset + start, what }
    }
    let end = bytes[bytes.length - 1] === lineFeed ? bytes.length - 1 : bytes.length
    for (; end > 0;) {
      const start = startOfLine(bytes, end)
      const lineEnd = end
      end = start - 1
      if (lineEnd === start) continue
      if (bytes[lineEnd - 1] !== endOfRecord) {
        yield damage(start, 'half-written')
        continue
      }
      if (!isAt(bytes, start, decisionMark)) {
        if (!isAt(bytes, start, outcomeMark)) yield damage(start, 'unreadable')
        else if (isWhole) this.#noteOutcome(bytes, start, lineEnd)
        continue
      }
      const later = this.#takeOutcomes(bytes, start)
      if (!wanted.every((each) => each.isWithin(start, lineEnd))) continue
      if (outcomeWanted?.isWithin(start, lineEnd) === false && later === undefined) continue
      if (subject !== undefined && subjects !== undefined) {
        const at = subjects.within(start, lineEnd)
        const isOnly = at > start && bytes.lastIndexOf(subjectMark, at - 1) < start
        if (isOnly && !mayHold(bytes, at + subjectMark.length, subject)) continue
      }
      const found = foundIn(bytes.toString('utf8', start, lineEnd), later)
      if (found === undefined) yield damage(start, 'unreadable')
      else if (this.#isFitting(found) && this.#isNew(found.record.id)) yield found
    }
  }

  #takeOutcomes(bytes: Buffer, start: number): readonly string[] | undefined {
    if (this.#waiting.size === 0) return undefined
    const id = idAt(bytes, start + decisionMark.length)
    const lines = this.#waiting.get(id)
    // A line that stands twice needs them twice.
    if (lines !== undefined && this.#given === undefined) this.#waiting.delete(id)
    return lines
  }

  #isNew(id: string): boolean {
    if (this.#given === undefined) return true
    if (this.#given.has(id)) return false
    this.#given.add(id)
    return true
  }
}

const momentMark = Buffer.from('"at":"')
const momentSize = '2026-11-24T12:00:00.000Z'.length

/** Of the first line that has one. */
function momentIn(bytes: Buffer): string | undefined {
  const start = bytes.indexOf(decisionMark)
  const at = start === -1 ? -1 : bytes.indexOf(momentMark, start)
  return at === -1
    ? undefined
    : bytes.toString('latin1', at + momentMark.length, at + momentMark.length + momentSize)
}

function startOfLine(bytes: Buffer, end: number): number {
  return end === 0 ? 0 : bytes.lastIndexOf(lineFeed, end - 1) + 1
}

function isAt(bytes: Buffer, start: number, mark: Buffer): boolean {
  for (let place = 0; place < mark.length; place += 1) {
    if (bytes[start + place] !== mark[place]) return false
  }
  return true
}

function idAt(bytes: Buffer, start: number): string {
  return bytes.toString('latin1', start, bytes.indexOf(quote, start))
}

/** Whether the text of JSON that begins there may hold the folded words. One with escapes is left to the exact test. */
function mayHold(bytes: Buffer, start: number, words: string): boolean {
  const text = bytes.toString('utf8', start, bytes.indexOf(quote, start))
  return text.includes('\\') || holdsFolded(text, words)
}

function foundIn(line: string, later: readonly string[] | undefined): FoundDecision | undefined {
  const record = readDecision(line)
  if (record === undefined) return undefined
  const outcomes = (later ?? []).toReversed().flatMap((text): readonly RecordedOutcome[] => {
    const outcome = readOutcome(text)
    return outcome === undefined ? [] : [outcome]
  })
  return withOutcomes(record, outcomes)
}
