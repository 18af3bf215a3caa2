import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createSecureContext, type SecureContext } from 'node:tls'

import { generate } from 'selfsigned'

import type { SmartHost } from '../../src/deliver/greet.ts'
import { startScriptedHop } from '../peers/scripted-hop.ts'

import { handover, plainHost, smartHosts } from './handover.ts'

let secureContext: SecureContext
let certificate: string

before(async () => {
  const made = await generate([{ name: 'commonName', value: 'hop.example' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'hop.example' }] }],
  })
  secureContext = createSecureContext({ cert: made.cert, key: made.private })
  certificate = made.cert
})

async function deliverWith(host: Partial<SmartHost>, more: Parameters<typeof startScriptedHop>[0] = {}) {
  await using hop = await startScriptedHop(more)
  const nextHop = smartHosts([plainHost(hop.port, host)], { connect: 1_000 })
  const delivery = await nextHop.deliver(handover())
  await nextHop.close()
  return { delivery, mails: [...hop.mails], commands: [...hop.commands] }
}

test('opportunistic uses TLS where it is offered', async () => {
  const { delivery, mails, commands } = await deliverWith({ tls: 'opportunistic' }, { secureContext })
  assert.equal(delivery.kind, 'accepted')
  assert.equal(mails[0]?.encrypted, true)
  assert.equal(commands.filter((line) => line.startsWith('EHLO')).length, 2, 'EHLO again under TLS')
})

test('none never asks for TLS', async () => {
  const { mails } = await deliverWith({ tls: 'none' }, { secureContext })
  assert.equal(mails[0]?.encrypted, false)
})

for (const tls of ['required', 'verified'] as const) {
  test(`${tls} sends nothing to a host without STARTTLS`, async () => {
    const { delivery, mails, commands } = await deliverWith({ tls })
    assert.equal(delivery.reply.code, 451)
    assert.deepEqual(mails, [])
    assert.ok(!commands.some((line) => line.startsWith('MAIL')))
  })

  test(`${tls} sends nothing after a refused STARTTLS`, async () => {
    const { delivery, mails } = await deliverWith(
      { tls },
      { secureContext, at: ({ step }) => (step === 'STARTTLS' ? '454 4.7.0 No TLS now' : undefined) },
    )
    assert.equal(delivery.reply.code, 451)
    assert.deepEqual(mails, [])
  })
}

test('required takes any certificate', async () => {
  assert.equal((await deliverWith({ tls: 'required' }, { secureContext })).delivery.kind, 'accepted')
})

test('verified takes a certificate of a trusted authority for the right name only', async () => {
  const trusted = { tls: 'verified', authorities: certificate } as const
  const good = await deliverWith({ ...trusted, serverName: 'hop.example' }, { secureContext })
  assert.equal(good.delivery.kind, 'accepted')
  assert.equal(good.mails[0]?.encrypted, true)
  const wrongName = await deliverWith({ ...trusted, serverName: 'other.example' }, { secureContext })
  assert.equal(wrongName.delivery.reply.code, 451)
  assert.deepEqual(wrongName.mails, [])
  const untrusted = await deliverWith({ tls: 'verified', serverName: 'hop.example' }, { secureContext })
  assert.equal(untrusted.delivery.reply.code, 451)
  assert.deepEqual(untrusted.mails, [])
})

test('a host whose TLS is broken is passed over', async () => {
  // Says 220 and then goes on in clear text.
  await using broken = await startScriptedHop({ offers: ['PIPELINING', 'STARTTLS'] })
  await using sound = await startScriptedHop({ secureContext })
  const nextHop = smartHosts([plainHost(broken.port), plainHost(sound.port)])
  assert.equal((await nextHop.deliver(handover())).kind, 'accepted')
  await nextHop.close()
  assert.deepEqual(broken.mails, [])
  assert.equal(sound.mails.length, 1)
})

test('what stands behind the answer to STARTTLS is not taken for an answer under TLS', async () => {
  const { delivery, mails } = await deliverWith(
    { tls: 'required' },
    { secureContext, at: ({ step }) => (step === 'STARTTLS' ? '220 2.0.0 Go\r\n250 injected' : undefined) },
  )
  assert.equal(delivery.reply.code, 451)
  assert.match(delivery.reply.lines[0] ?? '', /behind the answer to STARTTLS/)
  assert.deepEqual(mails, [])
})

test('a TLS session is used again by the next connection', async () => {
  await using hop = await startScriptedHop({ secureContext })
  const nextHop = smartHosts([plainHost(hop.port)], { idle: 20, connect: 1_000 })
  await nextHop.deliver(handover())
  await new Promise((resolve) => setTimeout(resolve, 100))
  await nextHop.deliver(handover())
  await nextHop.close()
  assert.equal(hop.connections(), 2)
  assert.equal(hop.reusedSessions(), 1)
})
