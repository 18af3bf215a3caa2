import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { test } from 'node:test'

import { findMailHosts, type MailHost, type MailHosts } from '../../src/deliver/mx.ts'
import { createMxHosts, type MxHostsSettings } from '../../src/deliver/mx-hosts.ts'
import { startNameServer, type Zone } from '../peers/dns.ts'
import { startScriptedHop } from '../peers/scripted-hop.ts'

import { handover } from './handover.ts'

async function hostsOf(
  domain: string,
  zones: Readonly<Record<string, Zone>>,
  isOurselves: (host: MailHost) => boolean = () => false,
): Promise<MailHosts> {
  await using names = await startNameServer(zones)
  const resolver = new Resolver({ timeout: 500, tries: 1 })
  resolver.setServers([names.server])
  return await findMailHosts(domain, { resolver, isOurselves })
}

function isNamed(ours: string): (host: MailHost) => boolean {
  return ({ name }) => name === ours
}

function addressesIn(found: MailHosts): readonly string[] {
  assert.equal(found.kind, 'hosts')
  return found.hosts.map(({ address }) => address)
}

function replyOf(found: MailHosts): string {
  assert.equal(found.kind, 'none')
  const { code, enhanced } = found.reply('D1')
  return `${code} ${enhanced}`
}

test('hosts come by preference, each with IPv6 and IPv4 in turn', async () => {
  const found = await hostsOf('example.com', {
    'example.com': {
      mx: [
        [20, 'second.example.com'],
        [10, 'first.example.com'],
      ],
    },
    'first.example.com': { addresses: ['192.0.2.1', '2001:db8::1'] },
    'second.example.com': { addresses: ['192.0.2.2'] },
  })
  assert.deepEqual(addressesIn(found), ['2001:db8::1', '192.0.2.1', '192.0.2.2'])
})

test('hosts of equal preference come in any order', async () => {
  const names = ['a', 'b', 'c', 'd'].map((letter) => `${letter}.example.com`)
  const zones: Record<string, Zone> = { 'example.com': { mx: names.map((name) => [5, name] as const) } }
  for (const [index, name] of names.entries()) zones[name] = { addresses: [`192.0.2.${index + 1}`] }
  const orders = new Set<string>()
  for (let tries = 0; tries < 20; tries += 1)
    orders.add(addressesIn(await hostsOf('example.com', zones)).join())
  assert.ok(orders.size > 1)
})

test('without MX the domain itself is the host', async () => {
  const found = await hostsOf('example.com', { 'example.com': { addresses: ['192.0.2.9'] } })
  assert.deepEqual(addressesIn(found), ['192.0.2.9'])
})

test('an address literal is its own host', async () => {
  assert.deepEqual(addressesIn(await hostsOf('[192.0.2.7]', {})), ['192.0.2.7'])
  assert.deepEqual(addressesIn(await hostsOf('[ipv6:2001:db8::7]', {})), ['2001:db8::7'])
  assert.equal(replyOf(await hostsOf('[nonsense]', {})), '550 5.1.2')
})

test('a null MX means that there is no mail (RFC 7505)', async () => {
  const found = await hostsOf('example.com', { 'example.com': { mx: [[0, '']], addresses: ['192.0.2.1'] } })
  assert.equal(replyOf(found), '550 5.1.10')
})

test('a domain that does not exist, or whose hosts have no address, is final', async () => {
  assert.equal(replyOf(await hostsOf('example.com', {})), '550 5.1.2')
  assert.equal(replyOf(await hostsOf('example.com', { 'example.com': {} })), '550 5.4.4')
  assert.equal(
    replyOf(await hostsOf('example.com', { 'example.com': { mx: [[1, 'gone.example.com']] } })),
    '550 5.4.4',
  )
})

test('a name server that fails is no answer', async () => {
  assert.equal((await hostsOf('example.com', { 'example.com': { fails: true } })).kind, 'unknown')
  const halfway = {
    'example.com': { mx: [[1, 'mx.example.com'] as const] },
    'mx.example.com': { fails: true as const },
  }
  assert.equal((await hostsOf('example.com', halfway)).kind, 'unknown')
})

test('an MX that is this gate leaves better hosts only, and none is a loop (RFC 5321 section 5.1)', async () => {
  const zones: Record<string, Zone> = {
    'example.com': {
      mx: [
        [10, 'best.example.com'],
        [20, 'us.example.com'],
        [30, 'worse.example.com'],
      ],
    },
    'best.example.com': { addresses: ['192.0.2.1'] },
    'us.example.com': { addresses: ['192.0.2.2'] },
    'worse.example.com': { addresses: ['192.0.2.3'] },
  }
  assert.deepEqual(addressesIn(await hostsOf('example.com', zones, isNamed('us.example.com'))), ['192.0.2.1'])
  assert.equal(replyOf(await hostsOf('example.com', zones, isNamed('best.example.com'))), '550 5.4.6')
})

function mxSettings(port: number, server: string, more: Partial<MxHostsSettings> = {}): MxHostsSettings {
  return {
    hostname: 'gate.example',
    port,
    tls: 'opportunistic',
    mtaSts: 'off',
    servers: [server],
    ourPorts: [],
    connections: 4,
    idle: 5_000,
    connect: 500,
    reply: 500,
    content: 500,
    finalReply: 500,
    ...more,
  }
}

test('a mail goes to the first host that can be reached', async () => {
  await using hop = await startScriptedHop()
  await using names = await startNameServer({
    'example.net': {
      mx: [
        [1, 'dead.example.net'],
        [2, 'alive.example.net'],
      ],
    },
    'dead.example.net': { addresses: ['127.0.0.2'] },
    'alive.example.net': { addresses: ['127.0.0.1'] },
  })
  const hosts = createMxHosts(mxSettings(hop.port, names.server))
  const destination = hosts.destinationOf('example.net')
  const delivery = await destination.nextHop.deliver(handover())
  await destination.nextHop.deliver(handover())
  await hosts.close()
  assert.equal(destination.name, 'mx:example.net')
  assert.equal(delivery.kind, 'accepted')
  assert.equal(delivery.by, `alive.example.net[127.0.0.1]:${hop.port}`)
  assert.equal(hop.mails.length, 2)
  assert.equal(hop.connections(), 1, 'the connection was kept')
  assert.equal(
    names.asked.filter((question) => question === 'example.net 15').length,
    1,
    'the answer was kept',
  )
})

test('an MX that leads to a port of this gate is a loop, and nobody is connected to', async () => {
  await using hop = await startScriptedHop()
  await using names = await startNameServer({ 'example.net': { addresses: ['127.0.0.1'] } })
  const hosts = createMxHosts(mxSettings(hop.port, names.server, { ourPorts: [hop.port] }))
  const delivery = await hosts.destinationOf('example.net').nextHop.deliver(handover())
  await hosts.close()
  assert.equal(delivery.kind, 'refused')
  assert.match(delivery.reply.lines[0] ?? '', /come back to this gate/)
  assert.equal(hop.connections(), 0)
})

test('opportunistic TLS that fails goes on in clear text, since no TLS is asked of the host at all', async () => {
  // Offers STARTTLS, says 220 and then goes on in clear text.
  await using hop = await startScriptedHop({ offers: ['PIPELINING', 'STARTTLS'] })
  await using names = await startNameServer({ 'example.net': { addresses: ['127.0.0.1'] } })
  const hosts = createMxHosts(mxSettings(hop.port, names.server))
  assert.equal((await hosts.destinationOf('example.net').nextHop.deliver(handover())).kind, 'accepted')
  const strict = createMxHosts(mxSettings(hop.port, names.server, { tls: 'required' }))
  assert.equal((await strict.destinationOf('example.net').nextHop.deliver(handover())).kind, 'deferred')
  await hosts.close()
  await strict.close()
  assert.equal(hop.mails.length, 1)
})
