/** What monitoring may know of the gate at one moment. Values only; never an address of a person or a client. */

export interface GateState {
  /** Connections open now, of all listeners. */
  readonly connections: number
  readonly connectionsLimit: number
  /** Mails between their final dot and our answer. */
  readonly mailsUnderWay: number
  /** Octets of mails that are kept in memory, and the most that may be. */
  readonly contentMemory: number
  readonly contentMemoryLimit: number
  readonly listeners: number
  readonly isRecordReady: boolean
  readonly floors: readonly {
    readonly name: string
    readonly free: number
    readonly least: number
    readonly isReached: boolean
  }[]
  readonly people: number
  /** Milliseconds since 1970 at which the organization was loaded. */
  readonly organizationLoadedAt: number
  /** Milliseconds since 1970, by name of the listener. */
  readonly certificates: readonly { readonly listener: string; readonly expiresAt: number }[]
  readonly spool: SpoolState
}

export interface SpoolState {
  readonly isReady: boolean
  /** Asked at each scrape; may reject while the disk is in trouble. */
  readonly statistics: () => Promise<{
    /** Mails by where they stand. */
    readonly mails: Readonly<Record<'deferred' | 'held' | 'corrupt', number>>
    /** In delivery right now. */
    readonly active: number
    readonly octets: number
    /** Milliseconds since 1970; `undefined`: none is deferred. */
    readonly oldestAt: number | undefined
  }>
}

export type Readiness =
  | { readonly isReady: true }
  /** Words for a machine: `starting`, `stopping`, `no-listener`, `decision-log`, `spool`, `floor-` and its name. */
  | { readonly isReady: false; readonly why: readonly string[] }

/** Whether mail would be taken now. */
export function readinessOf(state: GateState | 'starting' | 'stopping'): Readiness {
  if (typeof state === 'string') return { isReady: false, why: [state] }
  const why = [
    ...(state.listeners === 0 ? ['no-listener'] : []),
    ...(state.isRecordReady ? [] : ['decision-log']),
    ...(state.spool.isReady ? [] : ['spool']),
    ...state.floors.filter(({ isReached }) => isReached).map(({ name }) => `floor-${name}`),
  ]
  return why.length === 0 ? { isReady: true } : { isReady: false, why }
}
