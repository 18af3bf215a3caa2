/**
 * One inspection under way: what it has used of its bounds, and what it has found. Everything that looks into a mail
 * reports here; nothing here looks into a mail.
 */

import { printable } from '../mail/printable.ts'
import type { InspectionBounds } from './bounds.ts'
import type {
  AttachmentFacts,
  ContentFacts,
  MessageKind,
  TextScope,
  Trouble,
  TroubleKind,
} from './content-facts.ts'
import type { TextSearch } from './text-search.ts'

/** Where in the mail something stands, and in which scopes of a text question. */
export interface Place {
  readonly path: string
  readonly body: boolean
  readonly attachments: boolean
}

/** A trouble that says its scope, both or one. */
export interface ScopedTrouble extends Trouble {
  readonly scope: TextScope
}

/** Filled in while the file is looked into. */
export type OpenAttachment = { -readonly [Key in keyof AttachmentFacts]: AttachmentFacts[Key] }

/** The mail as a whole. */
export const wholeMail: Place = { path: '0', body: true, attachments: true }

const mostTroubles = 100
const longestPath = 300
const longestDetail = 100

export class Course {
  readonly bounds: InspectionBounds
  readonly #deadline: number
  readonly #search: TextSearch
  readonly #troubles: ScopedTrouble[] = []
  readonly #said = new Set<string>()
  readonly #unsaid = new Set<TroubleKind>()
  readonly #attachments: AttachmentFacts[] = []
  readonly #kinds = new Set<MessageKind>()
  #octets = 0
  #parts = 0
  #text = 0

  /** `deadline` by `performance.now()`. */
  constructor(bounds: InspectionBounds, deadline: number, search: TextSearch) {
    this.bounds = bounds
    this.#deadline = deadline
    this.#search = search
  }

  trouble(kind: TroubleKind, place: Place, detail: string): void {
    const { body, attachments } = place
    const path = printable(place.path, longestPath)
    const said = `${kind} ${path} ${detail}`
    if (this.#said.has(said)) return
    this.#said.add(said)
    if (this.#troubles.length < mostTroubles) {
      this.#troubles.push({
        kind,
        path,
        detail: printable(detail, longestDetail),
        scope: { body, attachments },
      })
      return
    }
    // What is not told one by one is in doubt everywhere.
    if (this.#unsaid.has(kind)) return
    this.#unsaid.add(kind)
    const scope = { body: true, attachments: true }
    this.#troubles.push({ kind, path: wholeMail.path, detail: `more than ${mostTroubles} troubles`, scope })
  }

  /** No time is left: the trouble is noted, and who asks stops. */
  isLate(): boolean {
    if (performance.now() < this.#deadline) return false
    this.trouble('timed-out', wholeMail, `${this.bounds.seconds} s`)
    return true
  }

  /** Milliseconds until the deadline. */
  timeLeft(): number {
    return Math.max(0, this.#deadline - performance.now())
  }

  /** Octets that may still be decoded or unpacked. */
  octetsLeft(): number {
    return this.bounds.octets - this.#octets
  }

  /** False and a trouble: so many octets more would be over the bound. */
  takeOctets(octets: number, place: Place): boolean {
    if (octets > this.octetsLeft()) {
      this.trouble('over-bound', place, `octets > ${this.bounds.octets}`)
      return false
    }
    this.#octets += octets
    return true
  }

  /** Counts a part; false and a trouble: it is one too many, or there is no time for it. */
  takePart(): boolean {
    if (this.#parts >= this.bounds.parts) {
      this.trouble('over-bound', wholeMail, `parts > ${this.bounds.parts}`)
      return false
    }
    this.#parts++
    return !this.isLate()
  }

  kind(kind: MessageKind): void {
    this.#kinds.add(kind)
  }

  /** Lists a file; what is found out about it later goes into the same object. */
  attachment(facts: OpenAttachment): void {
    this.#attachments.push(facts)
  }

  /** Searches a text for the answer to every question whose scope it is in. */
  text(place: Place, text: string): void {
    if (text === '' || this.#search.isIdle(place) || this.isLate()) return
    const left = this.bounds.text - this.#text
    if (text.length > left) this.trouble('over-bound', place, `characters > ${this.bounds.text}`)
    const searched = text.length > left ? text.slice(0, Math.max(0, left)) : text
    this.#text += searched.length
    this.#search.read(place, searched, () => this.isLate())
  }

  /** Searches another reading of a text for words alone: numbers that only seem to stand side by side are none. */
  words(place: Place, text: string): void {
    if (!this.#search.isIdle(place) && !this.isLate())
      this.#search.readWords(place, text.slice(0, this.bounds.text))
  }

  /** Whether it matters here what of a text the author wrote himself. */
  asksForOwn(place: Place): boolean {
    return this.#search.asksForOwn(place)
  }

  /** That part of a text that was searched as a whole. */
  ownText(place: Place, text: string): void {
    if (!this.isLate()) this.#search.readOwn(place, text.slice(0, this.bounds.text))
  }

  facts(): ContentFacts {
    const answers = this.#search.answers(this.#troubles)
    return {
      kinds: [...this.#kinds],
      attachments: this.#attachments,
      parts: this.#parts,
      troubles: this.#troubles,
      answers,
    }
  }
}
