/** Which next hop a recipient's mail goes to, by the domain of his address. Looks nothing up and sends nothing. */

import { domainToASCII } from 'node:url'

import { nextHopReplies } from '../text/next-hop-reply.ts'

import { labelOf, noDemand, type DeliveryDemand } from './demand.ts'
import type { NextHop } from './next-hop.ts'

/** Where mail goes together: recipients with the same destination share a transaction. */
export interface Destination {
  /** Unique among the destinations of this gate; the spool keeps it as the route of a recipient. */
  readonly name: string
  readonly nextHop: NextHop
}

/** TLS that is demanded beyond what the next hop's own setting asks for. */
export type StricterTls = DeliveryDemand['tls']

/** One destination for all domains, or one for each domain. */
export type RouteTarget =
  | {
      readonly kind: 'one'
      readonly destination: Destination
      /** The same hosts over TLS alone; not given: nothing goes over a network. */
      readonly over?: (tls: Exclude<StricterTls, undefined>) => NextHop
    }
  | {
      readonly kind: 'by-domain'
      readonly destinationOf: (domain: string, tls: StricterTls) => Destination
    }

export interface Route {
  /** For policies that send mail this way. */
  readonly name?: string
  /** In any case of letters; `*.` at the beginning stands for every domain below. */
  readonly domains: readonly string[]
  readonly target: RouteTarget
}

export interface Router {
  /** `demand`: what a policy asks for; its words stand in front of the destination's name. */
  readonly destinationOf: (address: string, demand?: DeliveryDemand) => Destination
  /** Names of routes that a policy may ask for. */
  readonly names: ReadonlySet<string>
}

/** The first route that names the domain counts; without one, `otherwise`. */
export function createRouter(routes: readonly Route[], otherwise: RouteTarget): Router {
  const named = new Map(routes.flatMap(({ name, target }) => (name === undefined ? [] : [[name, target]])))
  const names = new Set(named.keys())
  const demanded = (address: string, demand: DeliveryDemand, target: RouteTarget | undefined): Destination =>
    target === undefined
      ? { name: labelOf(demand), nextHop: absent(demand.route ?? '') }
      : over(target, domainOf(address), demand)
  if (routes.length === 0 && otherwise.kind === 'one') {
    const { destination } = otherwise
    return {
      destinationOf: (address, demand = noDemand) => {
        if (demand.route === undefined && demand.tls === undefined) return destination
        return demanded(address, demand, demand.route === undefined ? otherwise : undefined)
      },
      names,
    }
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
    const ofDomain = exact.get(domain)
    const order = orders.get(domain) ?? Infinity
    const wider = below.find(({ suffix }) => domain.endsWith(suffix))
    return (wider !== undefined && wider.order < order ? wider.target : ofDomain) ?? otherwise
  }
  return {
    destinationOf: (address, demand = noDemand) => {
      if (demand.route !== undefined) return demanded(address, demand, named.get(demand.route))
      return over(targetOf(domainOf(address)), domainOf(address), demand)
    },
    names,
  }
}

function over(target: RouteTarget, domain: string, demand: DeliveryDemand): Destination {
  const { tls } = demand
  if (target.kind === 'by-domain') return labelled(target.destinationOf(domain, tls), demand)
  const { destination } = target
  if (tls === undefined || target.over === undefined) return labelled(destination, demand)
  return labelled({ name: destination.name, nextHop: target.over(tls) }, demand)
}

function labelled({ name, nextHop }: Destination, demand: DeliveryDemand): Destination {
  return { name: labelOf(demand) + name, nextHop }
}

/** The configuration has no route of that name any more: the mail waits until somebody gives it one. */
function absent(route: string): NextHop {
  return {
    deliver: async ({ id }) => ({
      kind: 'deferred',
      by: '',
      answer: '',
      given: undefined,
      refused: [],
      offersDsn: false,
      isDown: true,
      reply: nextHopReplies.noRoute(id, route),
    }),
    close: async () => undefined,
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
