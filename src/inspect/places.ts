/** Places at the threads: who waits for one gets it in order, without a copy of anything, and not beyond his own time. */

export interface Places {
  /** True once he has a place, which he gives back then; false: `signal` was faster. */
  readonly take: (signal: AbortSignal) => Promise<boolean>
  readonly giveBack: () => void
}

/** `most`: how many there are. */
export function createPlaces(most: number): Places {
  const waiting = new Set<() => void>()
  let free = most
  return {
    take: async (signal) => {
      if (free > 0) {
        free--
        return true
      }
      return await new Promise((resolve) => {
        const go = (): void => {
          signal.removeEventListener('abort', leave)
          resolve(true)
        }
        const leave = (): void => {
          waiting.delete(go)
          resolve(false)
        }
        waiting.add(go)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
    giveBack: () => {
      const [next] = waiting
      if (next === undefined) {
        free++
        return
      }
      waiting.delete(next)
      next()
    },
  }
}
