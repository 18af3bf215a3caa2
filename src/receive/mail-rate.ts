/** Bounds how many mails one client begins in a minute (`limits.mailsPerClient`). */

import { clientNetwork } from './client-network.ts'

export interface MailRate {
  /** `false`: `perMinute` have been begun within the last minute; this one does not count. */
  readonly take: (address: string, perMinute: number | undefined) => boolean
}

const minute = 60_000

interface Budget {
  /** Mails that may be begun now; grows with time up to the limit. */
  left: number
  at: number
}

/** `now`: milliseconds of a clock that never steps. */
export function createMailRate(now: () => number = () => performance.now()): MailRate {
  const budgets = new Map<string, Budget>()
  let sweptAt = now()

  /** Who has been quiet for a minute has his whole budget again and need not be remembered. */
  const sweep = (at: number): void => {
    if (at - sweptAt < minute) return
    sweptAt = at
    for (const [network, budget] of budgets) if (at - budget.at >= minute) budgets.delete(network)
  }

  return {
    take: (address, perMinute) => {
      if (perMinute === undefined) return true
      const at = now()
      sweep(at)
      const network = clientNetwork(address)
      const budget = budgets.get(network) ?? { left: perMinute, at }
      budget.left = Math.min(perMinute, budget.left + ((at - budget.at) * perMinute) / minute)
      budget.at = at
      budgets.set(network, budget)
      if (budget.left < 1) return false
      budget.left -= 1
      return true
    },
  }
}
