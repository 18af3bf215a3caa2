/** Who waits for a thread: in order, without a copy of anything, and not beyond his own time. */

export interface Turns {
  /** True once it is his turn, which he gives back then; false: `signal` was faster. */
  readonly take: (signal: AbortSignal) => Promise<boolean>
  readonly giveBack: () => void
}

/** `most`: who may have their turn at once. */
export function createTurns(most: number): Turns {
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
