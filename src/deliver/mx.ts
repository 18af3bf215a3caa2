/**
 * The hosts that take mail for a domain (RFC 5321 section 5.1): MX by preference, equal ones in random order, their
 * addresses, the domain itself where it has no MX, nobody where it has a null MX (RFC 7505). Asks the DNS; connects to nobody.
 */

import type { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'

import type { Reply } from '../mail/reply.ts'
import { nextHopReplies } from '../text/next-hop-reply.ts'

export interface MailHost {
  readonly name: string
  readonly address: string
}

export type MailHosts =
  /** In the order in which they are to be tried; at least one. */
  | { readonly kind: 'hosts'; readonly hosts: readonly MailHost[] }
  /** There is none, or it is this gate. `reply` for a decision id. */
  | { readonly kind: 'none'; readonly reply: (id: string) => Reply }
  /** The DNS cannot tell now. */
  | { readonly kind: 'unknown'; readonly why: string }

export interface MxSettings {
  readonly resolver: Pick<Resolver, 'resolveMx' | 'resolve4' | 'resolve6'>
  /** A name or address that is this gate itself. */
  readonly isOurselves: (host: MailHost) => boolean
}

/** Names of MX that are looked up, and addresses that are tried, at most. */
const namesAtMost = 10
const addressesAtMost = 6

type Addresses =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string }

interface Exchange {
  readonly name: string
  readonly preference: number
}

/** `domain` in A-labels, or an address literal. */
export async function findMailHosts(domain: string, settings: MxSettings): Promise<MailHosts> {
  if (domain.startsWith('[')) return hostOfLiteral(domain, settings)
  const exchanges = await exchangesOf(domain, settings)
  if ('kind' in exchanges) return exchanges
  const found = await Promise.all(
    exchanges.slice(0, namesAtMost).map(async (exchange) => {
      const addresses = await addressesOf(exchange.name, settings)
      return { exchange, addresses }
    }),
  )
  const hosts = found.flatMap(({ exchange, addresses }) =>
    addresses.kind === 'addresses'
      ? addresses.addresses.map((address) => ({
          name: exchange.name,
          address,
          preference: exchange.preference,
        }))
      : [],
  )
  if (hosts.length === 0) {
    const unknown = found.find(({ addresses }) => addresses.kind === 'unknown')?.addresses
    if (unknown?.kind === 'unknown') return unknown
    return { kind: 'none', reply: (id) => nextHopReplies.noMailHost(id, domain) }
  }
  // Whoever finds himself among the hosts may pass on to better ones only: everything else is a loop.
  const ours = Math.min(...hosts.filter(settings.isOurselves).map(({ preference }) => preference))
  const better = hosts.filter(({ preference }) => preference < ours)
  if (better.length === 0) return { kind: 'none', reply: (id) => nextHopReplies.loopsBack(id, domain) }
  return {
    kind: 'hosts',
    hosts: better.slice(0, addressesAtMost).map(({ name, address }) => ({ name, address })),
  }
}

function hostOfLiteral(domain: string, { isOurselves }: MxSettings): MailHosts {
  const address = domain.slice(1, -1).replace(/^ipv6:/i, '')
  if (!domain.endsWith(']') || isIP(address) === 0) {
    return { kind: 'none', reply: (id) => nextHopReplies.noDomain(id, domain) }
  }
  const host = { name: address, address }
  if (isOurselves(host)) return { kind: 'none', reply: (id) => nextHopReplies.loopsBack(id, domain) }
  return { kind: 'hosts', hosts: [host] }
}

async function exchangesOf(
  domain: string,
  { resolver }: MxSettings,
): Promise<readonly Exchange[] | Exclude<MailHosts, { kind: 'hosts' }>> {
  let records
  try {
    records = await resolver.resolveMx(domain)
  } catch (fault) {
    const code = codeOf(fault)
    if (code === 'ENODATA') return [{ name: domain, preference: 0 }]
    if (code === 'ENOTFOUND') return { kind: 'none', reply: (id) => nextHopReplies.noDomain(id, domain) }
    return { kind: 'unknown', why: `MX of ${domain}: ${code}` }
  }
  const named = records.filter(({ exchange }) => exchange !== '' && exchange !== '.')
  if (named.length === 0 && records.length > 0) {
    return { kind: 'none', reply: (id) => nextHopReplies.nullMx(id, domain) }
  }
  if (named.length === 0) return [{ name: domain, preference: 0 }]
  return shuffled(named)
    .map(({ exchange, priority }) => ({ name: exchange.toLowerCase(), preference: priority }))
    .toSorted((one, other) => one.preference - other.preference)
}

async function addressesOf(name: string, { resolver }: MxSettings): Promise<Addresses> {
  if (isIP(name) !== 0) return { kind: 'addresses', addresses: [name] }
  const [six, four] = await Promise.allSettled([resolver.resolve6(name), resolver.resolve4(name)])
  const sixes = six.status === 'fulfilled' ? shuffled(six.value) : []
  const fours = four.status === 'fulfilled' ? shuffled(four.value) : []
  // In turn, so that a network without IPv6 costs one try.
  const addresses = Array.from({ length: Math.max(sixes.length, fours.length) }, (_, index) =>
    [sixes[index], fours[index]].filter((address) => address !== undefined),
  ).flat()
  if (addresses.length > 0) return { kind: 'addresses', addresses }
  for (const answer of [six, four]) {
    const code = answer.status === 'rejected' ? codeOf(answer.reason) : 'ENODATA'
    if (code !== 'ENODATA' && code !== 'ENOTFOUND')
      return { kind: 'unknown', why: `address of ${name}: ${code}` }
  }
  return { kind: 'none' }
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, key: Math.random() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ value }) => value)
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown fault'
}
