import assert from 'node:assert/strict'
import { test } from 'node:test'

import { demandIn, labelOf, noDemand, type DeliveryDemand } from '../../src/deliver/demand.ts'
import type { NextHop } from '../../src/deliver/next-hop.ts'
import { createRouter, type RouteTarget } from '../../src/deliver/route.ts'

import { handover } from './handover.ts'

function hop(): NextHop {
  return {
    deliver: async () => await Promise.reject(new Error('nothing is sent here')),
    close: async () => await Promise.resolve(),
  }
}

const plain = hop()
const overTls = { required: hop(), verified: hop() }

function to(name: string): RouteTarget {
  return { kind: 'one', destination: { name, nextHop: plain }, over: (tls) => overTls[tls] }
}

const demands: readonly DeliveryDemand[] = [
  noDemand,
  { route: 'partner', tls: undefined },
  { route: undefined, tls: 'required' },
  { route: 'partner', tls: 'verified' },
]

test('a demand is found again in the name of its destination', () => {
  for (const demand of demands) {
    for (const name of ['hub.example:25', 'mx:example.com', 'outbox:var/outbox', '']) {
      assert.deepEqual(demandIn(labelOf(demand) + name), demand)
    }
  }
})

test('a policy chooses a route by its name, whatever the domain', () => {
  const router = createRouter([{ name: 'partner', domains: [], target: to('partner:25') }], to('hub:25'))
  assert.deepEqual([...router.names], ['partner'])
  const destination = router.destinationOf('a@example.com', { route: 'partner', tls: undefined })
  assert.equal(destination.name, 'via=partner partner:25')
  assert.equal(router.destinationOf('a@example.com').name, 'hub:25')
})

test('TLS that a policy demands makes another destination, with hosts of its own', () => {
  for (const routes of [[], [{ domains: ['other.example'], target: to('other:25') }]]) {
    const router = createRouter(routes, to('hub:25'))
    const destination = router.destinationOf('a@example.com', { route: undefined, tls: 'verified' })
    assert.equal(destination.name, 'tls=verified hub:25')
    assert.equal(destination.nextHop, overTls.verified)
  }
})

test('a mail for a route that is gone waits, and goes nowhere else', async () => {
  for (const routes of [[], [{ domains: ['other.example'], target: to('other:25') }]]) {
    const router = createRouter(routes, to('hub:25'))
    const { name, nextHop } = router.destinationOf('a@example.com', { route: 'gone', tls: undefined })
    assert.deepEqual(demandIn(name), { route: 'gone', tls: undefined })
    const { kind, reply } = await nextHop.deliver(handover())
    assert.equal(kind, 'deferred')
    assert.match(reply.lines.join(' '), /the route "gone"/)
  }
})
