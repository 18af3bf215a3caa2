/** Which next hop a recipient's mail goes to, by the domain of his address. Looks nothing up and sends nothing. */

import { domainToASCII } from 'node:url'

import type { NextHop } from './next-hop.ts'

/** Where mail goes together: recipients with the same destination share a transaction. */
export interface Destination {
  /** Unique among the destinations of this gate; the spool keeps it as the route of a recipient. */
  readonly name: string
  readonly nextHop: NextHop
}

/** One destination for all domains, or one for each domain. */
export type RouteTarget =
  | { readonly kind: 'one'; readonly destination: Destination }
  | { readonly kind: 'by-domain'; readonly destinationOf: (domain: string) => Destination }

export interface Route {
  /** In any case of letters; `*.` at the beginning stands for every domain below. */
  readonly domains: readonly string[]
  readonly target: RouteTarget
}

export interface Router {
  readonly destinationOf: (address: string) => Destination
}

/** The first route that names the domain counts; without one, `otherwise`. */
export function createRouter(routes: readonly Route[], otherwise: RouteTarget): Router {
  if (routes.length === 0 && otherwise.kind === 'one') {
    const { destination } = otherwise
    return { destinationOf: () => destination }
  }
  const exact = new Map<string, RouteTarget>()
  const below: { readonly suffix: string; readonly target: RouteTarget; readonly order: number }[] = []
  const orders = new Map<string, number>()
  for (const [order, { domains, target }] of routes.entries()) {
    for (const domain of domains.map(plainDomain)) {
      if (domain.startsWith('*.')) below.push({ suffix: domain.slice(1), target, order })
      else if (!exact.has(domain)) {
        exact.set(domain, target)
        orders.set(domain, order)
      }
    }
  }
  const targetOf = (domain: string): RouteTarget => {
    const named = exact.get(domain)
    const order = orders.get(domain) ?? Infinity
    const wider = below.find(({ suffix }) => domain.endsWith(suffix))
    return (wider !== undefined && wider.order < order ? wider.target : named) ?? otherwise
  }
  return {
    destinationOf: (address) => {
      const domain = domainOf(address)
      const target = targetOf(domain)
      return target.kind === 'one' ? target.destination : target.destinationOf(domain)
    },
  }
}

/** Lower case, A-labels, without a dot at the end; an address literal with its brackets. */
function domainOf(address: string): string {
  return plainDomain(address.slice(address.lastIndexOf('@') + 1))
}

function plainDomain(domain: string): string {
  const lower = domain.toLowerCase().replace(/\.$/, '')
  if (/^[a-z0-9.*-]+$/.test(lower) || lower.startsWith('[')) return lower
  return domainToASCII(lower) || lower
}
