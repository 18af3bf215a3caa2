/** Counts connections of all listeners together, in total and for each client address. */

export interface ConnectionLimits {
  readonly connections: number
  readonly connectionsPerClient: number
}

export interface Places {
  /** Takes a place. Where the answer names a limit none was taken. */
  readonly take: (address: string, limits: ConnectionLimits) => keyof ConnectionLimits | undefined
  /** Takes a place for a peer that has yet to say for whom it speaks: only the total counts. */
  readonly takeForProxy: (limits: ConnectionLimits) => keyof ConnectionLimits | undefined
  /**
   * Turns the place of `from` (`undefined`: of a proxy) into one of `to`. Where the answer names a limit all stays as it
   * is.
   */
  readonly move: (
    from: string | undefined,
    to: string,
    limits: ConnectionLimits,
  ) => keyof ConnectionLimits | undefined
  /** Gives back a place that was taken; `undefined`: one for a proxy. */
  readonly leave: (address: string | undefined) => void
  /** Connections in total. */
  readonly taken: () => number
}

export function createPlaces(): Places {
  const byClient = new Map<string, number>()
  let total = 0

  const isFull = (address: string, limits: ConnectionLimits): boolean =>
    (byClient.get(address) ?? 0) >= limits.connectionsPerClient
  const add = (address: string): void => {
    byClient.set(address, (byClient.get(address) ?? 0) + 1)
  }
  const remove = (address: string): void => {
    const own = byClient.get(address) ?? 0
    if (own > 1) byClient.set(address, own - 1)
    else byClient.delete(address)
  }

  return {
    take: (address, limits) => {
      if (total >= limits.connections) return 'connections'
      if (isFull(address, limits)) return 'connectionsPerClient'
      add(address)
      total += 1
      return undefined
    },
    takeForProxy: (limits) => {
      if (total >= limits.connections) return 'connections'
      total += 1
      return undefined
    },
    move: (from, to, limits) => {
      if (isFull(to, limits)) return 'connectionsPerClient'
      if (from !== undefined) remove(from)
      add(to)
      return undefined
    },
    leave: (address) => {
      total -= 1
      if (address !== undefined) remove(address)
    },
    taken: () => total,
  }
}
