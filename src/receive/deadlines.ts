/** One timer for all deadlines of all connections: setting a deadline is one assignment, on every command. */

/** A step that must end in time. */
export interface Deadline {
  /** `performance.now()` milliseconds; `Infinity` for none. */
  at: number
  readonly expired: () => void
}

export interface Deadlines {
  readonly add: (deadline: Deadline) => void
  readonly remove: (deadline: Deadline) => void
}

/** Looks at all deadlines every `interval` milliseconds, so they may be late by as much. Keeps no process alive. */
export function createDeadlines(interval: number): Deadlines {
  const all = new Set<Deadline>()
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    const now = performance.now()
    for (const deadline of all) if (deadline.at <= now) deadline.expired()
  }
  return {
    add: (deadline) => {
      all.add(deadline)
      timer ??= setInterval(look, interval).unref()
    },
    remove: (deadline) => {
      all.delete(deadline)
      if (all.size > 0) return
      clearInterval(timer)
      timer = undefined
    },
  }
}
