/**
 * Whether the mail servers of a domain offer TLS, and whether their certificates hold: asked by MX before any mail goes,
 * remembered, and renewed behind the answer. Says MAIL to nobody.
 */

import { Resolver } from 'node:dns/promises'

import type { TlsOffer } from '../mail/tls-offer.ts'

import { openConnection, SessionStore, type SmartHost } from './greet.ts'
import { findMailHosts, type MailHost } from './mx.ts'
import { Unreachable } from './unreachable.ts'

export interface TlsProbeSettings {
  /** Our name in EHLO. */
  readonly hostname: string
  /** TCP port of mail servers. */
  readonly port: number
  /** `address` or `address:port`; none: those of the system. */
  readonly servers: readonly string[]
  /** PEM text of the authorities to trust; `undefined`: those of the system. */
  readonly authorities: string | undefined
  /** Milliseconds for one attempt at one server. */
  readonly connect: number
  /** Milliseconds for which an answer is used. After half of it, it is asked for anew behind the next use. */
  readonly remembered: number
}

export interface TlsProbe {
  /**
   * By domain, as it was given. Settles within `milliseconds`; a domain that takes longer is `unknown` now, and known to
   * who asks later. Never rejects.
   */
  readonly offersOf: (
    domains: readonly string[],
    milliseconds: number,
  ) => Promise<ReadonlyMap<string, TlsOffer>>
  readonly close: () => void
}

interface Known {
  readonly at: number
  readonly offer: TlsOffer
}

/** Servers of one domain that are asked. */
const serversAtMost = 4
/** Domains that are kept in mind, and that are asked at the same time. */
const keptAtMost = 10_000
const askedAtOnce = 50
/** Milliseconds until a server that gave no answer is asked again. */
const pauseAfterNothing = 60_000

export function createTlsProbe(settings: TlsProbeSettings): TlsProbe {
  const resolver = new Resolver({ timeout: settings.connect, tries: 1 })
  if (settings.servers.length > 0) resolver.setServers([...settings.servers])
  const known = new Map<string, Known>()
  const underWay = new Map<string, Promise<TlsOffer>>()

  const ask = (domain: string): Promise<TlsOffer> | undefined => {
    const running = underWay.get(domain)
    if (running !== undefined) return running
    if (underWay.size >= askedAtOnce) return undefined
    const probe = offerOf(domain, resolver, settings)
      .catch((): TlsOffer => 'unknown')
      .then((offer) => {
        underWay.delete(domain)
        if (known.size >= keptAtMost) known.clear()
        known.set(domain, { at: performance.now(), offer })
        return offer
      })
    underWay.set(domain, probe)
    return probe
  }

  const offer = async (domain: string): Promise<TlsOffer> => {
    const last = known.get(domain)
    const age = last === undefined ? Infinity : performance.now() - last.at
    const isGood = age < (last?.offer === 'unknown' ? pauseAfterNothing : settings.remembered)
    if (last === undefined || !isGood) return (await ask(domain)) ?? 'unknown'
    if (last.offer !== 'unknown' && age > settings.remembered / 2) void ask(domain)
    return last.offer
  }

  return {
    offersOf: async (domains, milliseconds) => {
      let timer: NodeJS.Timeout | undefined
      const timeIsUp = new Promise<'unknown'>((done) => {
        timer = setTimeout(() => done('unknown'), milliseconds)
      })
      const offers = await Promise.all(
        [...new Set(domains)].map(
          async (domain) => [domain, await Promise.race([offer(domain), timeIsUp])] as const,
        ),
      )
      clearTimeout(timer)
      return new Map(offers)
    },
    close: () => resolver.cancel(),
  }
}

/** A mail may go to any of the servers, so the weakest counts. */
async function offerOf(domain: string, resolver: Resolver, settings: TlsProbeSettings): Promise<TlsOffer> {
  const found = await findMailHosts(domain, { resolver, isOurselves: () => false })
  if (found.kind !== 'hosts') return 'unknown'
  const hosts = found.hosts.slice(0, serversAtMost)
  const offers = await Promise.all(hosts.map(async (host) => await offerOfHost(host, settings)))
  for (const weakest of ['none', 'offered', 'verified'] as const) if (offers.includes(weakest)) return weakest
  return 'unknown'
}

async function offerOfHost(host: MailHost, settings: TlsProbeSettings): Promise<TlsOffer> {
  if (!(await opensWith('none', host, settings))) return 'unknown'
  if (await opensWith('verified', host, settings)) return 'verified'
  return (await opensWith('required', host, settings)) ? 'offered' : 'none'
}

async function opensWith(
  tls: SmartHost['tls'],
  { name, address }: MailHost,
  { hostname, port, authorities, connect }: TlsProbeSettings,
): Promise<boolean> {
  const host: SmartHost = { host: address, port, tls, serverName: name, authorities }
  try {
    const connection = await openConnection(host, hostname, new SessionStore(), connect)
    connection.quit()
    return true
  } catch (fault) {
    if (fault instanceof Unreachable) return false
    throw fault
  }
}
