/**
 * How long a request may take to arrive whole. Node's own limit (`requestTimeout`) holds for each alike, and would cut off an upload
 * that comes slowly but steadily; those watch over themselves.
 */

import type { IncomingMessage } from 'node:http'

/** Milliseconds. */
const patience = 60_000

export interface SlowRequests {
  readonly watch: (request: IncomingMessage) => void
  /** Its route sees to it that it comes on. */
  readonly leave: (request: IncomingMessage) => void
}

export function createSlowRequests(): SlowRequests {
  const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()
  const leave: SlowRequests['leave'] = (request) => clearTimeout(timers.get(request))
  return {
    leave,
    watch: (request) => {
      leave(request)
      if (request.complete) return
      const timer = setTimeout(() => {
        // One that nobody reads has no end, and may be whole all the same: its answer takes its time.
        if (!request.complete) request.destroy()
      }, patience).unref()
      timers.set(request, timer)
      request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
    },
  }
}
