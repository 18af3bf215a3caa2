import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createSecureContext, type SecureContext } from 'node:tls'

import { generate } from 'selfsigned'

import { createTlsProbe, type TlsProbe } from '../../src/deliver/tls-probe.ts'
import { startNameServer } from '../peers/dns.ts'
import { hang, startScriptedHop } from '../peers/scripted-hop.ts'

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

interface Asking extends AsyncDisposable {
  readonly probe: TlsProbe
  readonly commands: readonly string[]
}

async function startAsking(
  hopOptions: Parameters<typeof startScriptedHop>[0],
  settings: Partial<Parameters<typeof createTlsProbe>[0]> = {},
): Promise<Asking> {
  const hop = await startScriptedHop(hopOptions)
  const names = await startNameServer({
    'example.com': { mx: [[10, 'hop.example']] },
    'hop.example': { addresses: ['127.0.0.1'] },
  })
  const probe = createTlsProbe({
    hostname: 'gate.example',
    port: hop.port,
    servers: [names.server],
    authorities: certificate,
    connect: 1_000,
    remembered: 60_000,
    ...settings,
  })
  return {
    probe,
    commands: hop.commands,
    [Symbol.asyncDispose]: async () => {
      probe.close()
      await hop[Symbol.asyncDispose]()
      await names[Symbol.asyncDispose]()
    },
  }
}

async function offerIn({ probe }: Asking, domain = 'example.com'): Promise<string | undefined> {
  return (await probe.offersOf([domain], 5_000)).get(domain)
}

test('a server whose certificate holds offers verified TLS, and no mail is begun', async () => {
  await using asking = await startAsking({ secureContext })
  assert.equal(await offerIn(asking), 'verified')
  assert.ok(!asking.commands.some((line) => line.startsWith('MAIL')))
})

test('a certificate of nobody that is trusted is TLS, and not verified', async () => {
  await using asking = await startAsking({ secureContext }, { authorities: undefined })
  assert.equal(await offerIn(asking), 'offered')
})

test('a server without STARTTLS offers none', async () => {
  await using asking = await startAsking({})
  assert.equal(await offerIn(asking), 'none')
})

test('a domain that does not exist, or whose server is silent, is unknown', async () => {
  await using silent = await startAsking({ at: () => hang }, { connect: 200 })
  assert.equal(await offerIn(silent), 'unknown')
  assert.equal(await offerIn(silent, 'nowhere.example'), 'unknown')
})

test('an answer is remembered', async () => {
  await using asking = await startAsking({ secureContext })
  await offerIn(asking)
  const { length } = asking.commands
  assert.equal(await offerIn(asking), 'verified')
  assert.equal(asking.commands.length, length)
})

test('who asks too early gets unknown in his time, and the answer is there for the next', async () => {
  await using asking = await startAsking({ secureContext })
  const started = performance.now()
  const first = await asking.probe.offersOf(['example.com'], 0)
  assert.equal(first.get('example.com'), 'unknown')
  assert.ok(performance.now() - started < 500)
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await asking.probe.offersOf(['example.com'], 0)).get('example.com') === 'verified') return
    await pause(50)
  }
  assert.fail('the probe never came to its end')
})
