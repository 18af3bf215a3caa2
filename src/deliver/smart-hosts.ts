/** The next hop as a list of smart hosts, tried in order. Nothing is kept here. */

import { deliverToFirst } from './first-host.ts'
import type { SmartHost } from './greet.ts'
import { HostPool } from './host-pool.ts'
import type { Delivery, NextHop } from './next-hop.ts'
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
  const underWay = new Set<Promise<Delivery>>()
  return {
    deliver: (handover) => {
      const delivery = deliverToFirst(pools, handover, settings)
      underWay.add(delivery)
      const forget = (): boolean => underWay.delete(delivery)
      delivery.then(forget, forget)
      return delivery
    },
    close: async () => {
      await Promise.allSettled(underWay)
      for (const pool of pools) pool.close()
    },
  }
}
