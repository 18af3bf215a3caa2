/** The deliver stage in a running gate: by which route a mail goes on, over which TLS, and that a retry keeps to it. */

import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { createSecureContext, type SecureContext } from 'node:tls'

import { generate } from 'selfsigned'

import type { Config } from '../../src/config/schema.ts'
import { freePort } from '../peers/free-port.ts'
import { startGate } from '../peers/gate.ts'
import { startScriptedHop, type ScriptedHop } from '../peers/scripted-hop.ts'

import { handIn, letter } from './hand-in.ts'
import { bank, startTestGate, type RunningTestGate } from './running-gate.ts'

interface Identity {
  readonly secureContext: SecureContext
  readonly certificate: string
}

async function makeIdentity(): Promise<Identity> {
  const made = await generate([{ name: 'commonName', value: 'hop.example' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'hop.example' }] }],
  })
  return {
    secureContext: createSecureContext({ cert: made.cert, key: made.private }),
    certificate: made.cert,
  }
}

let trusted: Identity
let stranger: Identity

before(async () => {
  trusted = await makeIdentity()
  stranger = await makeIdentity()
})

/** With `policies.yaml` and the certificate to trust. `action`: of the one policy, for mails whose subject has "estimate". */
async function folderWith(action: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-deliver-'))
  const policy = `  - id: way\n    stage: deliver\n    when: { subject: { words: [estimate] } }\n    action: ${action}\n`
  await writeFile(join(folder, 'policies.yaml'), `version: 1\npolicies:\n${policy}`)
  await writeFile(join(folder, 'authorities.pem'), trusted.certificate)
  return folder
}

function settingsFor(port: number, tls = 'opportunistic') {
  const host = { host: '127.0.0.1', port, tls, serverName: 'hop.example', authorities: 'authorities.pem' }
  return {
    nextHop: { kind: 'smart-hosts', hosts: [host] },
    policies: { file: 'policies.yaml' },
    spool: { directory: 'spool' },
    queue: { firstRetry: 0.1, longestRetry: 0.4, jitter: 0.1 },
  } as const
}

async function startWith(
  action: string,
  port: number,
  given: Partial<Record<keyof Config, unknown>> = {},
): Promise<RunningTestGate> {
  return await startTestGate(port, { ...settingsFor(port), ...given }, await folderWith(action))
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.fail(`not in time: ${what}`)
}

/** It has been asked several times, and heard nothing of a mail. */
async function heardNothing(hop: ScriptedHop, times: number): Promise<void> {
  await until(`${times} connections`, () => hop.connections() >= times)
  const told = hop.commands.filter((line) => !/^(?:EHLO|HELO|STARTTLS|QUIT)\b/.test(line))
  assert.deepEqual(told, [])
  assert.deepEqual(hop.mails, [])
}

test('a policy sends a mail by the route that it names, and all others go as ever', async () => {
  await using usual = await startScriptedHop()
  await using special = await startScriptedHop()
  const hosts = [{ host: '127.0.0.1', port: special.port }]
  await using gate = await startWith('{ route: special }', usual.port, {
    routes: [{ name: 'special', nextHop: { kind: 'smart-hosts', hosts } }],
  })
  assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
  const other = letter().replace('Subject: Estimate', 'Subject: Lunch')
  assert.match(await handIn(gate.port, { content: other }), /^250 /)
  await until('a mail for each', () => usual.mails.length + special.mails.length >= 2)
  assert.match(String(special.mails[0]?.wire), /Subject: Estimate/)
  assert.match(String(usual.mails[0]?.wire), /Subject: Lunch/)
  assert.deepEqual([usual.mails.length, special.mails.length], [1, 1])
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, {
    delivery: { route: 'special' },
    outcome: { kind: 'delivered', nextHop: { by: `127.0.0.1:${special.port}` } },
  })
})

test('a mail waits for the route that it was given, and never goes by another', async () => {
  await using usual = await startScriptedHop()
  const port = await freePort()
  const hosts = [{ host: '127.0.0.1', port }]
  await using gate = await startWith('{ route: special }', usual.port, {
    routes: [{ name: 'special', nextHop: { kind: 'smart-hosts', hosts } }],
  })
  assert.match(await handIn(gate.port, { content: letter() }), /Queued for delivery/)
  await using special = await startScriptedHop({ port })
  await until('the mail', () => special.mails.length > 0)
  assert.equal(usual.connections(), 0)
})

test('TLS required: nothing goes in clear, and the mail goes once the next hop offers it', async () => {
  const clear = await startScriptedHop()
  await using gate = await startWith('{ tls: required }', clear.port)
  assert.match(await handIn(gate.port, { content: letter() }), /Queued for delivery/)
  await heardNothing(clear, 2)
  const other = letter().replace('Subject: Estimate', 'Subject: Lunch')
  assert.match(await handIn(gate.port, { content: other }), /^250 /)
  await until('the mail that nothing is demanded for', () => clear.mails.length > 0)
  assert.match(String(clear.mails[0]?.wire), /Subject: Lunch/)
  await clear.close()
  await using secure = await startScriptedHop({ port: clear.port, secureContext: stranger.secureContext })
  await until('the mail', () => secure.mails.length > 0)
  assert.deepEqual(
    secure.mails.map(({ encrypted }) => encrypted),
    [true],
  )
})

test('TLS verified: nothing goes to a stranger, and the mail goes once the certificate holds', async () => {
  const unknown = await startScriptedHop({ secureContext: stranger.secureContext })
  await using gate = await startWith('{ tls: verified }', unknown.port)
  assert.match(await handIn(gate.port, { content: letter() }), /Queued for delivery/)
  await heardNothing(unknown, 2)
  await unknown.close()
  const clear = await startScriptedHop({ port: unknown.port })
  await heardNothing(clear, 1)
  await clear.close()
  await using known = await startScriptedHop({ port: clear.port, secureContext: trusted.secureContext })
  await until('the mail', () => known.mails.length > 0)
  assert.deepEqual(
    known.mails.map(({ encrypted }) => encrypted),
    [true],
  )
})

for (const [tls, passed] of [
  ['required', 'opportunistic'],
  ['verified', 'required'],
] as const)
  test(`a gate that is killed keeps to TLS ${tls} for what it has taken`, async () => {
    const folder = await folderWith(`{ tls: ${tls} }`)
    const clear = await startScriptedHop(tls === 'verified' ? { secureContext: stranger.secureContext } : {})
    const settings = { ...settingsFor(clear.port, passed), organization: bank }
    const first = await startGate(settings, folder)
    assert.match(await handIn(first.port, { content: letter() }), /Queued for delivery/)
    await heardNothing(clear, 1)
    await first.kill()
    // The policy is gone; what it demanded of a mail that was taken is not.
    await writeFile(join(folder, 'policies.yaml'), 'version: 1\npolicies: []\n')
    const earlier = clear.connections()
    await using second = await startGate(settings, folder)
    await heardNothing(clear, earlier + 2)
    await clear.close()
    await using secure = await startScriptedHop({ port: clear.port, secureContext: trusted.secureContext })
    await until('the mail', () => secure.mails.length > 0)
    assert.equal(secure.mails[0]?.encrypted, true)
    assert.equal(secure.mails.length, 1)
    assert.equal(second.folder, folder)
  })

test('a mail that a killed gate had for a route goes by this route from the next', async () => {
  const folder = await folderWith('{ route: special }')
  await using usual = await startScriptedHop()
  const port = await freePort()
  const routes = [{ name: 'special', nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port }] } }]
  const settings = { ...settingsFor(usual.port), organization: bank, routes }
  const first = await startGate(settings, folder)
  assert.match(await handIn(first.port, { content: letter() }), /Queued for delivery/)
  await first.kill()
  await writeFile(join(folder, 'policies.yaml'), 'version: 1\npolicies: []\n')
  await using second = await startGate(settings, folder)
  await using special = await startScriptedHop({ port })
  await until('the mail', () => special.mails.length > 0)
  assert.equal(usual.connections(), 0)
  assert.equal(second.folder, folder)
})
