/** Counts connections of all listeners together, in total and for each client address. */

type Overfull = 'connections' | 'connectionsPerClient'

export interface Places {
  /** Takes a place. Where the answer names a limit none was taken. */
  readonly take: (address: string) => Overfull | undefined
  /** Gives back a place that was taken. */
  readonly leave: (address: string) => void
}

export function createPlaces(limits: {
  readonly connections: number
  readonly connectionsPerClient: number
}): Places {
  const byClient = new Map<string, number>()
  let total = 0
  return {
    take: (address) => {
      if (total >= limits.connections) return 'connections'
      const own = byClient.get(address) ?? 0
      if (own >= limits.connectionsPerClient) return 'connectionsPerClient'
      byClient.set(address, own + 1)
      total += 1
      return undefined
    },
    leave: (address) => {
      const own = byClient.get(address) ?? 0
      if (own > 1) byClient.set(address, own - 1)
      else byClient.delete(address)
      total -= 1
    },
  }
}
