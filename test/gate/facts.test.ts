/** Facts that a running gate gathers from elsewhere: what the recipients' servers offer, whom the sender wrote to before. */

import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { createSecureContext, type SecureContext } from 'node:tls'

import { generate } from 'selfsigned'

import { startNameServer } from '../peers/dns.ts'
import { startScriptedHop, type ScriptedHop } from '../peers/scripted-hop.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate, type RunningTestGate } from './running-gate.ts'

let secureContext: SecureContext
let certificate: string

before(async () => {
  const made = await generate([{ name: 'commonName', value: 'mx.example' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'mx.example' }] }],
  })
  secureContext = createSecureContext({ cert: made.cert, key: made.private })
  certificate = made.cert
})

/** A folder with one policy that refuses. */
async function folderWith(when: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-facts-'))
  const policy = `  - { id: told, when: ${when}, action: refuse }\n`
  await writeFile(join(folder, 'policies.yaml'), `version: 1\npolicies:\n${policy}`)
  await writeFile(join(folder, 'authorities.pem'), certificate)
  return folder
}

interface Probing extends AsyncDisposable {
  readonly gate: RunningTestGate
  /** The mail server of the recipient. */
  readonly server: ScriptedHop
  readonly hop: ScriptedHop
}

/** The gate hands on to `hop`, and looks at `server` for what example.com offers. */
async function startProbing(
  level: 'offered' | 'verified',
  server: ScriptedHop,
  zone: Parameters<typeof startNameServer>[0] = {
    'example.com': { mx: [[10, 'mx.example']] },
    'mx.example': { addresses: ['127.0.0.1'] },
  },
): Promise<Probing> {
  const hop = await startScriptedHop()
  const names = await startNameServer(zone)
  const tlsProbe = {
    port: server.port,
    servers: [names.server],
    authorities: 'authorities.pem',
    connect: 1,
    patience: 3,
  }
  const given = { policies: { file: 'policies.yaml' }, tlsProbe }
  const gate = await startTestGate(hop.port, given, await folderWith(`{ not: { recipientTls: ${level} } }`))
  return {
    gate,
    server,
    hop,
    [Symbol.asyncDispose]: async () => {
      await gate[Symbol.asyncDispose]()
      await hop.close()
      await server.close()
      await names[Symbol.asyncDispose]()
    },
  }
}

test('a mail to a server without TLS is refused where TLS is asked for, and no mail is begun there', async () => {
  await using probing = await startProbing('offered', await startScriptedHop())
  const { gate, server, hop } = probing
  assert.match(await handIn(gate.port, { content: letter() }), /^550 5\.7\.1 \S+ Not sent \[policy told\]/)
  assert.deepEqual(hop.mails, [])
  assert.ok(server.connections() > 0)
  assert.ok(!server.commands.some((line) => line.startsWith('MAIL')))
  const [record] = await gate.records()
  assert.match(JSON.stringify(record), /example\.com/)
  assert.partialDeepStrictEqual(record, { policies: [{ policy: 'told', answer: 'match' }] })
})

test('a mail to a server with TLS goes, and the next one asks it nothing again', async () => {
  await using probing = await startProbing('offered', await startScriptedHop({ secureContext }))
  const { gate, server, hop } = probing
  assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
  const asked = server.connections()
  assert.ok(asked > 0)
  assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
  assert.equal(server.connections(), asked)
  assert.equal(hop.mails.length, 2)
})

test('a certificate that holds is verified TLS', async () => {
  await using probing = await startProbing('verified', await startScriptedHop({ secureContext }))
  assert.match(await handIn(probing.gate.port, { content: letter() }), /^250 /)
})

test('a certificate for another name is not verified TLS', async () => {
  await using probing = await startProbing('verified', await startScriptedHop({ secureContext }), {
    'example.com': { mx: [[10, 'other.example']] },
    'other.example': { addresses: ['127.0.0.1'] },
  })
  assert.match(await handIn(probing.gate.port, { content: letter() }), /^550 .*\[policy told\]/)
})

test('where the name server fails it cannot be told, and the mail waits at its sender', async () => {
  await using probing = await startProbing('offered', await startScriptedHop({ secureContext }), {
    'example.com': { fails: true },
  })
  const { gate, hop } = probing
  assert.match(
    await handIn(gate.port, { content: letter() }),
    /^451 4\.7\.1 \S+ Not sent yet \[policy told\], it cannot be told/,
  )
  assert.deepEqual(hop.mails, [])
})

test('of several recipients the one whose server has no TLS counts', async () => {
  await using probing = await startProbing('offered', await startScriptedHop(), {
    'example.com': { mx: [[10, 'mx.example']] },
    'example.net': { fails: true },
    'mx.example': { addresses: ['127.0.0.1'] },
  })
  const to = ['partner@example.net', 'client@example.com']
  assert.match(await handIn(probing.gate.port, { content: letter(), to }), /^550 .*\[policy told\]/)
})

const remembering = { policies: { file: 'policies.yaml' }, history: { enabled: true, path: 'people.db' } }

test('the first mail to somebody is new, the second is not, and a restart forgets nobody', async () => {
  await using hop = await startScriptedHop()
  const when = '[{ newRecipient: true }, { subject: { words: [new] } }]'
  const first = await startTestGate(hop.port, remembering, await folderWith(when))
  const asNew = letter().replace('Subject: Estimate', 'Subject: New')
  assert.match(await handIn(first.port, { content: asNew }), /^550 .*\[policy told\].*client@example\.com/)
  assert.match(await handIn(first.port, { content: asNew }), /^550 /, 'what was refused was not written')
  assert.match(await handIn(first.port, { content: letter() }), /^250 /)
  assert.match(await handIn(first.port, { content: asNew }), /^250 /, 'written to before')
  await first.stop()

  await using second = await startTestGate(hop.port, remembering, first.folder)
  assert.match(await handIn(second.port, { content: asNew }), /^250 /, 'after a restart')
  const elsewhere = asNew.replace('client@', 'another@')
  assert.match(
    await handIn(second.port, { content: elsewhere, to: ['another@example.com'] }),
    /^550 .*another@example\.com/,
    'somebody else is new',
  )
  const ofAnother = asNew.replace('takahashi@', 'ito@')
  assert.match(
    await handIn(second.port, { content: ofAnother, from: 'ito@example.co.jp' }),
    /^550 .*client@example\.com/,
    'to another sender he is new',
  )
})

test('a mail that waits in the queue counts as written', async () => {
  await using hop = await startScriptedHop({
    at: ({ step }) => (step === 'MAIL' ? '451 4.3.0 Later' : undefined),
  })
  await using gate = await startTestGate(
    hop.port,
    { ...remembering, spool: { directory: 'spool' } },
    await folderWith('[{ newRecipient: true }, { subject: { words: [new] } }]'),
  )
  const asNew = letter().replace('Subject: Estimate', 'Subject: New')
  assert.match(await handIn(gate.port, { content: letter() }), /Queued for delivery/)
  assert.match(await handIn(gate.port, { content: asNew }), /^250 /)
})

test('without a history nobody can tell who is new', async () => {
  await using hop = await startScriptedHop()
  await using gate = await startTestGate(
    hop.port,
    { policies: { file: 'policies.yaml' } },
    await folderWith('{ newRecipient: true }'),
  )
  assert.match(
    await handIn(gate.port, { content: letter() }),
    /^451 4\.7\.1 \S+ Not sent yet \[policy told\]/,
  )
})
