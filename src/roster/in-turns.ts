/** Has long work done in short turns of the event loop, so that a gate goes on with its mail meanwhile. */

import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import type { Steps } from '../people/steps.ts'

/** How much at a time, and how long others have between. */
export interface Pace {
  /** Milliseconds after which whoever else waits has his turn; a step is never cut. */
  readonly turn: number
  /** Milliseconds in which nothing of the work is done. */
  readonly rest: number
}

/** For a process of its own, which only has to hear its signals. */
export const steady: Pace = { turn: 1, rest: 0 }

/**
 * For a gate. A mail takes several turns of the event loop from one of its commands to the next; where the work is back at once,
 * each of them waits for it.
 */
export const besideMails: Pace = { turn: 0.5, rest: 4 }

export async function inTurns<Result>(steps: Steps<Result>, { turn, rest }: Pace): Promise<Result> {
  for (;;) {
    const ends = performance.now() + turn
    do {
      const step = steps.next()
      if (step.done === true) return step.value
    } while (performance.now() < ends)
    await (rest > 0 ? pause(rest) : setImmediate())
  }
}
