/**
 * The queue's own reading of the wall clock. It starts with the wall and runs on with the monotonic clock; where the wall
 * jumps, it draws near slowly. So a jump neither stops all retries nor ends the patience with every mail at once.
 */

export interface QueueClock {
  /** Milliseconds since 1970, or near to it; never goes back. */
  readonly now: () => number
}

/** Differences up to this are taken over at once: clocks drift, and an hour changes nothing here. */
const smallStep = 60_000
/** Share of the time gone by that is made up for of a larger one. */
const slew = 0.1

/** Both in milliseconds; by default those of this process. */
export function createQueueClock(
  wall: () => number = () => Date.now(),
  monotonic: () => number = () => performance.now(),
): QueueClock {
  let at = wall()
  let since = monotonic()
  return {
    now: () => {
      const moment = monotonic()
      const elapsed = moment - since
      since = moment
      const expected = at + elapsed
      const ahead = wall() - expected
      const step =
        Math.abs(ahead) <= smallStep ? ahead : Math.sign(ahead) * Math.min(Math.abs(ahead), elapsed * slew)
      at = Math.max(at, expected + step)
      return Math.round(at)
    },
  }
}
