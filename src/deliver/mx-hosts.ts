/** Next hops by MX: one destination a domain, connections shared by all domains that a host takes mail for. */

import { Resolver } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'

import { nextHopReplies } from '../text/next-hop-reply.ts'

import { deliverToFirst } from './first-host.ts'
import type { SmartHost } from './greet.ts'
import { HostPool, type PoolSettings } from './host-pool.ts'
import { createMtaSts, type EnforcedPolicy } from './mta-sts.ts'
import { findMailHosts, type MailHost, type MailHosts } from './mx.ts'
import type { Delivery, Handover, NextHop } from './next-hop.ts'
import type { Destination } from './route.ts'
import type { TransactionDeadlines } from './transaction.ts'

export interface MxHostsSettings extends PoolSettings, TransactionDeadlines {
  readonly port: number
  readonly tls: Exclude<SmartHost['tls'], 'none'>
  /** `enforce`: what a recipient's domain demands by MTA-STS is held to. */
  readonly mtaSts: 'off' | 'enforce'
  /** `address` or `address:port`; none: those of the system. */
  readonly servers: readonly string[]
  /** Ports on which this gate listens: an MX that leads there is a loop. */
  readonly ourPorts: readonly number[]
}

export interface MxHosts {
  readonly destinationOf: (domain: string) => Destination
  readonly close: () => Promise<void>
}

/** Milliseconds for which an answer of the DNS is used again. */
const remembered = 60_000
/** Domains, and hosts, that are kept in mind before the idle ones are forgotten. */
const keptAtMost = 1_000

export function createMxHosts(settings: MxHostsSettings): MxHosts {
  const resolver = new Resolver({ timeout: 5_000, tries: 2 })
  if (settings.servers.length > 0) resolver.setServers([...settings.servers])
  const mtaSts = settings.mtaSts === 'enforce' ? createMtaSts(resolver) : undefined
  const isOurselves = (host: MailHost): boolean => leadsHere(host, settings)
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<MailHosts> }>()
  const pools = new Map<string, HostPool>()
  const underWay = new Set<Promise<Delivery>>()

  const hostsOf = async (domain: string): Promise<MailHosts> => {
    const now = performance.now()
    const known = answers.get(domain)
    if (known !== undefined && now - known.at < remembered) return await known.answer
    if (answers.size >= keptAtMost) answers.clear()
    const answer = findMailHosts(domain, { resolver, isOurselves })
    answers.set(domain, { at: now, answer })
    const found = await answer
    if (found.kind === 'unknown') answers.delete(domain)
    return found
  }

  const poolOf = ({ name, address }: MailHost, tls: MxHostsSettings['tls']): HostPool => {
    const key = `${name} ${address} ${tls}`
    const known = pools.get(key)
    if (known !== undefined) return known
    if (pools.size >= keptAtMost) {
      for (const [other, pool] of pools) if (pool.isUnused) pools.delete(other)
    }
    const host: SmartHost = {
      host: address,
      port: settings.port,
      label: `${name}[${address}]:${settings.port}`,
      tls,
      serverName: name,
      authorities: undefined,
      plainAfterFailure: true,
    }
    const pool = new HostPool(host, settings)
    pools.set(key, pool)
    return pool
  }

  const deliverTo = async (
    domain: string,
    hosts: readonly MailHost[],
    policy: EnforcedPolicy | undefined,
    handover: Handover,
  ): Promise<Delivery> => {
    const tls = policy === undefined ? settings.tls : 'verified'
    const allowed = policy === undefined ? hosts : hosts.filter(({ name }) => policy.allows(name))
    if (allowed.length === 0)
      return { ...nobodyAsked, kind: 'deferred', reply: nextHopReplies.notInPolicy(handover.id, domain) }
    return await deliverToFirst(
      allowed.map((host) => poolOf(host, tls)),
      handover,
      settings,
    )
  }

  const deliver = async (domain: string, handover: Handover): Promise<Delivery> => {
    const [found, policy] = await Promise.all([hostsOf(domain), mtaSts?.policyOf(domain)])
    switch (found.kind) {
      case 'hosts':
        return await deliverTo(domain, found.hosts, policy, handover)
      case 'none':
        return { ...nobodyAsked, kind: 'refused', reply: found.reply(handover.id) }
      case 'unknown':
        return { ...nobodyAsked, kind: 'deferred', reply: nextHopReplies.dnsUnknown(handover.id, found.why) }
    }
  }

  return {
    destinationOf: (domain) => ({ name: `mx:${domain}`, nextHop: nextHopOf(domain, deliver, underWay) }),
    close: async () => {
      await Promise.allSettled(underWay)
      for (const pool of pools.values()) pool.close()
      resolver.cancel()
    },
  }
}

const nobodyAsked = {
  by: '',
  answer: '',
  given: undefined,
  refused: [],
  offersDsn: false,
  isDown: false,
} as const

function nextHopOf(
  domain: string,
  deliver: (domain: string, handover: Handover) => Promise<Delivery>,
  underWay: Set<Promise<Delivery>>,
): NextHop {
  return {
    deliver: (handover) => {
      const delivery = deliver(domain, handover)
      underWay.add(delivery)
      const forget = (): boolean => underWay.delete(delivery)
      delivery.then(forget, forget)
      return delivery
    },
    close: async () => undefined,
  }
}

function leadsHere({ name, address }: MailHost, { hostname, port, ourPorts }: MxHostsSettings): boolean {
  if (name === hostname.toLowerCase()) return true
  if (!ourPorts.includes(port)) return false
  return Object.values(networkInterfaces()).some((all) => all?.some((each) => each.address === address))
}
