import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect } from 'node:tls'
import { listenerTexts } from '../../src/text/listener.ts'
import { ListenerError } from '../../src/receive/listener-error.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { openDoor, startMail } from './door.ts'

let folder = ''
let files: { readonly certificate: string; readonly key: string }

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  files = await writeCertificate(folder)
})

after(() => rm(folder, { recursive: true }))

test('STARTTLS is offered, works, and is not offered again', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'offered', ...files } })
  const dialogue = await door.dialogue()
  assert.match(await dialogue.ask('EHLO client.example'), /\n250-STARTTLS\n/)
  await dialogue.askFor('STARTTLS now', /^501 5\.5\.4/)
  await dialogue.askFor('STARTTLS', /^220 2\.0\.0/)
  await dialogue.startTls()
  assert.doesNotMatch(await dialogue.ask('EHLO client.example'), /STARTTLS/)
  await dialogue.askFor('STARTTLS', /^503 5\.5\.1 TLS is active/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  const tls = door.mails[0]?.client.tls
  assert.equal(tls?.protocol, 'TLSv1.3')
  assert.match(tls?.cipher ?? '', /^TLS_/)
  await dialogue.askFor('QUIT', /^221 /)
  await dialogue.closed()
})

test('STARTTLS starts the session anew', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'offered', ...files } })
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<plain@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^250 /)
  await dialogue.askFor('STARTTLS', /^220 /)
  await dialogue.startTls()
  await dialogue.askFor('DATA', /^503 5\.5\.1/)
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^503 5\.5\.1 Say EHLO/)
  await dialogue.askFor('EHLO client.example', /^250-/)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^503 5\.5\.1 Say MAIL/)
})

test('what is pipelined behind STARTTLS in plain text is dropped', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'offered', ...files } })
  const dialogue = await door.greeted()
  dialogue.send(
    'STARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<evil@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n',
  )
  await dialogue.expect(/^220 /)
  await dialogue.startTls()
  await dialogue.askFor('NOOP', /^250 2\.0\.0 Ok$/)
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^503 5\.5\.1 Say EHLO/)
})

test('plain text in the place of a handshake ends the connection', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'offered', ...files } })
  const dialogue = await door.greeted()
  await dialogue.askFor('STARTTLS', /^220 /)
  dialogue.send('EHLO evil.example\r\nMAIL FROM:<evil@a.example>\r\n')
  dialogue.end()
  const rest = await new Promise<string>((resolve) => {
    let heard = ''
    dialogue.socket().on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
    })
    dialogue.socket().on('close', () => {
      resolve(heard)
    })
  })
  assert.doesNotMatch(rest, /250/)
  assert.equal(door.events[0]?.kind, 'tls-failed')
})

test('where TLS is required nothing but a greeting goes before it', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'required', ...files } })
  const dialogue = await door.greeted()
  for (const command of ['MAIL FROM:<a@a.example>', 'RCPT TO:<b@b.example>', 'DATA', 'VRFY x'])
    await dialogue.askFor(command, /^530 5\.7\.0/)
  await dialogue.askFor('NOOP', /^250 /)
  await dialogue.askFor('STARTTLS', /^220 /)
  await dialogue.startTls()
  await dialogue.askFor('EHLO client.example', /^250-/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
})

test('implicit TLS speaks TLS from the first byte', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'implicit', ...files } })
  const dialogue = await door.dialogue()
  assert.doesNotMatch(await dialogue.ask('EHLO client.example'), /STARTTLS/)
  await dialogue.askFor('STARTTLS', /^503 /)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails[0]?.client.tls?.protocol, 'TLSv1.3')
})

test('a plain client of implicit TLS is cut off and other clients go on', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'implicit', ...files } })
  const plain = await openDialogue({ port: door.listener.port })
  plain.send('EHLO client.example\r\n'.repeat(20))
  await assert.rejects(plain.line(), /closed/)
  const dialogue = await door.dialogue()
  await dialogue.askFor('NOOP', /^250 /)
})

test('TLS below 1.2 is refused, sessions are resumed', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'implicit', ...files } })
  const options = { port: door.listener.port, rejectUnauthorized: false }
  await assert.rejects(
    new Promise((resolve, reject) => {
      connect({ ...options, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' })
        .on('secureConnect', resolve)
        .on('error', reject)
    }),
  )
  const session = await new Promise<Buffer>((resolve) => {
    const first = connect(options)
    first.on('session', (ticket) => {
      resolve(ticket)
      first.destroy()
    })
  })
  const resumed = await new Promise<boolean>((resolve, reject) => {
    const second = connect({ ...options, session }, () => {
      resolve(second.isSessionReused())
      second.destroy()
    })
    second.on('error', reject)
  })
  assert.equal(resumed, true)
})

test('a large mail under TLS comes byte for byte', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'offered', ...files } })
  const dialogue = await door.greeted()
  await dialogue.askFor('STARTTLS', /^220 /)
  await dialogue.startTls()
  await dialogue.askFor('EHLO client.example', /^250-/)
  await startMail(dialogue)
  const content = `Subject: x\r\n\r\n${`${'y'.repeat(70)}\r\n`.repeat(40_000)}`
  dialogue.send(`${content}.\r\n`)
  await dialogue.expect(/^250 /)
  assert.equal(door.mails[0]?.wire.toString(), content)
})

test('a handshake that does not end is cut at the deadline', async (context) => {
  const deadlines = { greeting: 0.2, command: 0.2 }
  const implicit = await openDoor(context, { listener: { tls: 'implicit', ...files }, deadlines })
  const silent = await openDialogue({ port: implicit.listener.port })
  await assert.rejects(silent.line(), /closed/)
  const offered = await openDoor(context, { listener: { tls: 'offered', ...files }, deadlines })
  const dialogue = await offered.greeted()
  await dialogue.askFor('STARTTLS', /^220 /)
  await assert.rejects(dialogue.line(), /closed/)
  for (const door of [implicit, offered])
    assert.deepEqual(
      door.events.map(({ kind, detail }) => [kind, detail]),
      [['timed-out', 'waiting']],
    )
})

test('a client that leaves before the handshake frees its place at once', async (context) => {
  const door = await openDoor(context, { listener: { tls: 'implicit', ...files } })
  const probe = await openDialogue({ port: door.listener.port })
  probe.end()
  await probe.closed()
  const started = performance.now()
  await door.listener.close()
  assert.ok(performance.now() - started < 5_000)
})

test('certificate faults are named with file and remedy', async (context) => {
  const broken = join(folder, 'broken.pem')
  await writeFile(broken, 'no certificate')
  const cases = [
    [{ tls: 'offered' as const }, /certificate.*PEM/],
    [{ tls: 'offered' as const, certificate: files.certificate }, /key.*PEM/],
    [{ tls: 'offered' as const, certificate: join(folder, 'none.pem'), key: files.key }, /none\.pem/],
    [{ tls: 'offered' as const, certificate: broken, key: files.key }, /broken\.pem/],
    [{ tls: 'offered' as const, certificate: files.certificate, key: files.certificate }, /certificate\.pem/],
  ] as const
  for (const [listener, message] of cases) {
    await assert.rejects(openDoor(context, { listener }), (error) => {
      assert.ok(error instanceof ListenerError)
      assert.match(error.message, message)
      assert.match(listenerTexts.ja(error.problem), /リスナー main/)
      return true
    })
  }
})
