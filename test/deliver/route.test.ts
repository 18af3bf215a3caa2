import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { NextHop } from '../../src/deliver/next-hop.ts'
import { createRouter, type RouteTarget } from '../../src/deliver/route.ts'

const nobody: NextHop = {
  deliver: async () => await Promise.reject(new Error('nothing is sent here')),
  close: async () => await Promise.resolve(),
}

function to(name: string): RouteTarget {
  return { kind: 'one', destination: { name, nextHop: nobody } }
}

const byDomain: RouteTarget = {
  kind: 'by-domain',
  destinationOf: (domain) => ({ name: `mx:${domain}`, nextHop: nobody }),
}

test('the first route that names the domain counts, and all others go to the next hop', () => {
  const router = createRouter(
    [
      { domains: ['inside.example', 'Sub.Other.Example'], target: to('inside') },
      { domains: ['*.other.example'], target: to('others') },
      { domains: ['deep.other.example'], target: to('never') },
    ],
    to('otherwise'),
  )
  const routes = {
    'a@inside.example': 'inside',
    'a@INSIDE.example.': 'inside',
    '"x@y"@inside.example': 'inside',
    'a@sub.other.example': 'inside',
    'a@deep.other.example': 'others',
    'a@very.deep.other.example': 'others',
    'a@other.example': 'otherwise',
    'a@notinside.example': 'otherwise',
  }
  for (const [address, name] of Object.entries(routes)) {
    assert.equal(router.destinationOf(address).name, name, address)
  }
})

test('by MX each domain is a destination of its own, its name in A-labels', () => {
  const router = createRouter([], byDomain)
  assert.equal(router.destinationOf('a@Example.COM').name, 'mx:example.com')
  assert.equal(router.destinationOf('a@例え.example').name, 'mx:xn--r8jz45g.example')
  assert.equal(router.destinationOf('a@[192.0.2.1]').name, 'mx:[192.0.2.1]')
})
