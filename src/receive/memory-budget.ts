/** Bounds what all mails under way keep in memory together (`gateway.md`, promise 6). */

export interface MemoryBudget {
  /** Takes octets; `false` where there are none left and none were taken. */
  readonly take: (octets: number) => boolean
  readonly giveBack: (octets: number) => void
}

export function createMemoryBudget(total: number): MemoryBudget {
  let used = 0
  return {
    take: (octets) => {
      if (used + octets > total) return false
      used += octets
      return true
    },
    giveBack: (octets) => {
      used -= octets
    },
  }
}
