/** Slows down guessing: counts failed logins by client address, and bounds how many are checked at the same time. */

import { clientNetwork } from './client-network.ts'

export interface LoginBrake {
  /** Too many failures came from this address lately. */
  readonly isBlocked: (address: string, failuresAllowed: number) => boolean
  /** Notes a failure. Gives the milliseconds that its answer must wait. */
  readonly failed: (address: string) => number
  /**
   * Runs `check` when its turn comes. `undefined`, at once, where too many wait already.
   */
  readonly inTurn: <T>(check: () => Promise<T>) => Promise<T> | undefined
}

const windowLength = 600_000
const firstDelay = 500
const longestDelay = 8_000
/** Networks remembered; the one whose failure is the oldest is forgotten first. */
const mostNetworks = 10_000
/** Of libuv's four threads; the others stay for files. */
const atATime = 2
const mostWaiting = 64

interface Failures {
  count: number
  /** `now()` milliseconds of the first one. */
  since: number
}

/** `now`: milliseconds of a clock that never steps. */
export function createLoginBrake(now: () => number = () => performance.now()): LoginBrake {
  const byNetwork = new Map<string, Failures>()
  const waiting: (() => void)[] = []
  let running = 0

  const lately = (network: string): Failures | undefined => {
    const failures = byNetwork.get(network)
    if (failures === undefined || now() - failures.since < windowLength) return failures
    byNetwork.delete(network)
    return undefined
  }

  const run = async <T>(check: () => Promise<T>): Promise<T> => {
    if (running >= atATime) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await check()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  return {
    isBlocked: (address, failuresAllowed) => (lately(clientNetwork(address))?.count ?? 0) >= failuresAllowed,
    failed: (address) => {
      const network = clientNetwork(address)
      const failures = lately(network) ?? { count: 0, since: now() }
      failures.count += 1
      byNetwork.delete(network)
      byNetwork.set(network, failures)
      for (const [oldest] of byNetwork) {
        if (byNetwork.size <= mostNetworks) break
        byNetwork.delete(oldest)
      }
      return Math.min(longestDelay, firstDelay * 2 ** (failures.count - 1))
    },
    inTurn: (check) => (waiting.length >= mostWaiting ? undefined : run(check)),
  }
}
