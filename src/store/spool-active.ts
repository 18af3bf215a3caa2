/**
 * Which mails are in delivery, and how many of them go each way. Kept in memory only, so that a kill makes them due
 * again.
 */

export interface ActiveMails {
  readonly has: (id: string) => boolean
  /** `routes`: the ways of its waiting recipients, each once. */
  readonly add: (id: string, routes: readonly string[]) => void
  readonly delete: (id: string) => void
  readonly size: () => number
  /** How many of them go this way. */
  readonly goingBy: (route: string) => number
  /** The ways by which at least so many of them go. */
  readonly crowded: (from: number) => readonly string[]
}

export function createActiveMails(): ActiveMails {
  const routesOf = new Map<string, readonly string[]>()
  const counts = new Map<string, number>()

  const remove = (id: string): void => {
    for (const route of routesOf.get(id) ?? []) {
      const others = (counts.get(route) ?? 1) - 1
      if (others === 0) counts.delete(route)
      else counts.set(route, others)
    }
    routesOf.delete(id)
  }

  return {
    has: (id) => routesOf.has(id),
    add: (id, routes) => {
      remove(id)
      routesOf.set(id, routes)
      for (const route of routes) counts.set(route, (counts.get(route) ?? 0) + 1)
    },
    delete: remove,
    size: () => routesOf.size,
    goingBy: (route) => counts.get(route) ?? 0,
    crowded: (from) => [...counts].filter(([, count]) => count >= from).map(([route]) => route),
  }
}
