/** Bounds what all mails under way keep in memory together (`gateway.md`, promise 6). */

export interface MemoryBudget {
  /** Takes octets; `false` where `total` would be passed and none were taken. */
  readonly take: (octets: number, total: number) => boolean
  readonly giveBack: (octets: number) => void
  /** Octets taken now. */
  readonly used: () => number
}

export function createMemoryBudget(): MemoryBudget {
  let used = 0
  return {
    take: (octets, total) => {
      if (used + octets > total) return false
      used += octets
      return true
    },
    giveBack: (octets) => {
      used -= octets
    },
    used: () => used,
  }
}
