/**
 * One destination in the queue: how many mails go to it at the same time, and whether it rests because it could not be
 * reached. Begins narrow and widens with each success, so that neither a restart nor a host that has just come back is
 * run over. Knows nothing of mails.
 */

import type { LastReply } from '../store/spool.ts'

/** Mails at the same time with which a destination begins. */
const firstWidth = 5
/** Milliseconds of rest after the first failure and at most; doubled in between. */
const firstRest = 5_000
const longestRest = 60_000

export class Lane<Job> {
  readonly waiting: Job[] = []
  running = 0
  /** Why it rests. */
  lastReply: LastReply | undefined
  readonly #widest: number
  readonly #firstRest: number
  readonly #longestRest: number
  #width: number
  #failures = 0
  #restsUntil = 0

  /** A rest is never longer than the pauses of a mail, where those are short. Milliseconds. */
  constructor(widest: number, pauses: { readonly firstRetry: number; readonly longestRetry: number }) {
    this.#widest = widest
    this.#width = Math.min(firstWidth, widest)
    this.#firstRest = Math.min(firstRest, pauses.firstRetry)
    this.#longestRest = Math.min(longestRest, pauses.longestRetry)
  }

  /** It could not be reached a moment ago: nothing is tried now. */
  get isResting(): boolean {
    return performance.now() < this.#restsUntil
  }

  /** Jobs in line and under way. */
  get size(): number {
    return this.waiting.length + this.running
  }

  get hasRoom(): boolean {
    return this.running < this.#width
  }

  /** Nothing to remember about it. */
  get isForgettable(): boolean {
    return this.running === 0 && this.waiting.length === 0 && this.#failures === 0
  }

  /** It answered, whatever it said. True: it had failed before. */
  succeeded(): boolean {
    const hadFailed = this.#failures > 0
    this.#failures = 0
    this.#restsUntil = 0
    this.#width = Math.min(this.#widest, this.#width + 1)
    return hadFailed
  }

  /** It could not be reached. After its rest one mail alone tries it. */
  failed(lastReply: LastReply): void {
    this.lastReply = lastReply
    if (this.isResting) return
    this.#failures += 1
    const rest = Math.min(this.#longestRest, this.#firstRest * 2 ** Math.min(20, this.#failures - 1))
    this.#restsUntil = performance.now() + rest
    this.#width = 1
  }
}
