import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { after, before, test } from 'node:test'
import {
  createSecureContext,
  getCACertificates,
  setDefaultCACertificates,
  type SecureContext,
} from 'node:tls'

import { generate } from 'selfsigned'

import { createMxHosts, type MxHosts } from '../../src/deliver/mx-hosts.ts'
import { startNameServer, type Zone } from '../peers/dns.ts'
import { startScriptedHop } from '../peers/scripted-hop.ts'

import { handover } from './handover.ts'

/** Of the policies' server: its port is fixed by RFC 8461, so an address that nobody else uses here. */
const policyAddress = '127.84.61.1'

const policies = new Map<string, { readonly status: number; readonly text: string }>()
let fetched: string[] = []
let good: SecureContext
let other: SecureContext
let server: Server
let isServed = false
const usual = getCACertificates('default')

async function made(names: readonly string[]) {
  return await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) }],
  })
}

before(async () => {
  const policyHost = await made(['mta-sts.example.net'])
  const host = await made(['mx.example.net'])
  const stranger = await made(['mx.example.org'])
  good = createSecureContext({ cert: host.cert, key: host.private })
  other = createSecureContext({ cert: stranger.cert, key: stranger.private })
  setDefaultCACertificates([...usual, policyHost.cert, host.cert, stranger.cert])
  server = createServer({ cert: policyHost.cert, key: policyHost.private }, (request, response) => {
    const domain = String(request.headers.host).replace(/^mta-sts\./, '')
    fetched.push(domain)
    const { status, text } = policies.get(domain) ?? { status: 404, text: '' }
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  })
  server.listen(443, policyAddress)
  isServed = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ])
})

after(() => {
  setDefaultCACertificates(usual)
  server.close()
})

function zonesWith(id: string, mx = 'mx.example.net'): Readonly<Record<string, Zone>> {
  return {
    'example.net': { mx: [[1, mx]] },
    [mx]: { addresses: ['127.0.0.1'] },
    '_mta-sts.example.net': { texts: [`v=STSv1; id=${id};`] },
    'mta-sts.example.net': { addresses: [policyAddress] },
  }
}

function policy(mode: string, mx = 'mx.example.net'): { readonly status: number; readonly text: string } {
  return { status: 200, text: `version: STSv1\r\nmode: ${mode}\r\nmx: ${mx}\r\nmax_age: 604800\r\n` }
}

function hostsFor(port: number, names: string, mtaSts: 'off' | 'enforce' = 'enforce'): MxHosts {
  return createMxHosts({
    hostname: 'gate.example',
    port,
    tls: 'opportunistic',
    mtaSts,
    servers: [names],
    ourPorts: [],
    connections: 4,
    idle: 5_000,
    connect: 1_000,
    reply: 1_000,
    content: 1_000,
    finalReply: 1_000,
  })
}

async function delivered(
  zones: Readonly<Record<string, Zone>>,
  secureContext: SecureContext | undefined,
  mtaSts?: 'off' | 'enforce',
) {
  fetched = []
  await using hop = await startScriptedHop(secureContext === undefined ? {} : { secureContext })
  await using names = await startNameServer(zones)
  const hosts = hostsFor(hop.port, names.server, mtaSts)
  const { nextHop } = hosts.destinationOf('example.net')
  const delivery = await nextHop.deliver(handover())
  await nextHop.deliver(handover())
  await hosts.close()
  return { delivery, mails: [...hop.mails] }
}

for (const { what, mode, secure, mx, kind, encrypted } of [
  {
    what: 'a host that it names, by a good certificate',
    mode: 'enforce',
    secure: 'good',
    kind: 'accepted',
    encrypted: true,
  },
  { what: 'no host with a certificate for another name', mode: 'enforce', secure: 'other', kind: 'deferred' },
  { what: 'no host without TLS', mode: 'enforce', secure: 'none', kind: 'deferred' },
  {
    what: 'no host that it does not name',
    mode: 'enforce',
    secure: 'good',
    mx: 'mx.example.com',
    kind: 'deferred',
  },
  {
    what: 'a host that it names by a wildcard',
    mode: 'enforce',
    secure: 'good',
    mx: '*.example.net',
    kind: 'accepted',
    encrypted: true,
  },
  {
    what: 'any host while it is being tried out',
    mode: 'testing',
    secure: 'none',
    kind: 'accepted',
    encrypted: false,
  },
  { what: 'any host once it is withdrawn', mode: 'none', secure: 'other', kind: 'accepted', encrypted: true },
] as const) {
  test(`a policy in the mode ${mode} lets mail go to ${what}`, async (context) => {
    if (!isServed) return context.skip('port 443 cannot be used')
    policies.set('example.net', policy(mode, mx))
    const secureContext = { good, other, none: undefined }[secure]
    const { delivery, mails } = await delivered(zonesWith('a1'), secureContext)
    assert.equal(delivery.kind, kind, delivery.reply.lines.join())
    assert.equal(delivery.reply.code, kind === 'accepted' ? 250 : 451)
    assert.deepEqual(
      mails.map((mail) => mail.encrypted),
      encrypted === undefined ? [] : [encrypted, encrypted],
    )
    assert.deepEqual(fetched, ['example.net'], 'the policy is fetched once')
  })
}

test('a policy that names none of the hosts says so', async (context) => {
  if (!isServed) return context.skip('port 443 cannot be used')
  policies.set('example.net', policy('enforce', 'mx.example.com'))
  const { delivery } = await delivered(zonesWith('a1'), good)
  assert.match(
    delivery.reply.lines[0] ?? '',
    /the MTA-STS policy of example\.net names none of its mail servers/,
  )
  assert.equal(delivery.isDown, false)
})

test('a policy that cannot be fetched, and a domain without one, demand nothing', async (context) => {
  if (!isServed) return context.skip('port 443 cannot be used')
  policies.set('example.net', { status: 500, text: '' })
  assert.equal((await delivered(zonesWith('a1'), undefined)).delivery.kind, 'accepted')
  assert.deepEqual(fetched, ['example.net'])
  const { '_mta-sts.example.net': _, ...without } = zonesWith('a1')
  assert.equal((await delivered(without, undefined)).delivery.kind, 'accepted')
  assert.deepEqual(fetched, [])
})

test('without the setting nobody asks for a policy', async () => {
  policies.set('example.net', policy('enforce', 'mx.example.com'))
  assert.equal((await delivered(zonesWith('a1'), undefined, 'off')).delivery.kind, 'accepted')
  assert.deepEqual(fetched, [])
})
