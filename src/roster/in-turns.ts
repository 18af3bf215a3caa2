/** Has long work done in short turns of the event loop, so that a gate goes on with its mail meanwhile. */

import { setImmediate } from 'node:timers/promises'
import type { Steps } from '../people/steps.ts'

/** Milliseconds after which whoever else waits has his turn. */
const longestTurn = 1

/**
 * Turns of the event loop between two of the work. A mail takes several turns from one of its commands to the next; with one
 * alone each of them would wait for the work.
 */
const turnsForOthers = 2

/** @param turn Milliseconds; a step is never cut. */
export async function inTurns<Result>(steps: Steps<Result>, turn = longestTurn): Promise<Result> {
  for (;;) {
    const ends = performance.now() + turn
    do {
      const step = steps.next()
      if (step.done === true) return step.value
    } while (performance.now() < ends)
    for (let other = 0; other < turnsForOthers; other += 1) await setImmediate()
  }
}
