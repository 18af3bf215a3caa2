/** The next hop as a list of smart hosts, tried in order. Nothing is kept here. */

import { deliverToFirst } from './first-host.ts'
import type { SmartHost } from './greet.ts'
import { HostPool } from './host-pool.ts'
import type { NextHop } from './next-hop.ts'
import type { TransactionDeadlines } from './transaction.ts'

export interface SmartHostsSettings extends TransactionDeadlines {
  /** Our name in EHLO. */
  readonly hostname: string
  readonly hosts: readonly SmartHost[]
  /** Connections kept open to one host at most. */
  readonly connections: number
  /** Milliseconds until an unused connection is closed. */
  readonly idle: number
  /** Milliseconds for TCP, greeting, EHLO and TLS together. */
  readonly connect: number
}

export function createSmartHosts(settings: SmartHostsSettings): NextHop {
  const pools = settings.hosts.map((host) => new HostPool(host, settings))
  let underWay = 0
  let emptied: (() => void) | undefined
  let closing: Promise<void> | undefined
  const ended = (): void => {
    underWay -= 1
    if (underWay === 0) emptied?.()
  }
  const close = async (): Promise<void> => {
    if (underWay > 0) await new Promise<void>((done) => (emptied = done))
    for (const pool of pools) pool.close()
  }
  return {
    deliver: (handover) => {
      underWay += 1
      return deliverToFirst(pools, handover, settings, ended)
    },
    close: async () => {
      closing ??= close()
      await closing
    },
  }
}
