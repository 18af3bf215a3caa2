import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createTransport } from 'nodemailer'
import { writeCertificate } from '../peers/certificate.ts'
import { openDoor, startMail, type Door } from './door.ts'

/** Sends one mail with nodemailer and gives what reached the passage. */
async function sendWith(
  door: Door,
  transport: { readonly secure?: boolean; readonly requireTLS?: boolean },
  mail: { readonly from: string; readonly to: string; readonly subject: string; readonly text: string },
): Promise<{ readonly response: string; readonly wire: string }> {
  const sender = createTransport({
    host: '127.0.0.1',
    port: door.listener.port,
    tls: { rejectUnauthorized: false },
    ...transport,
  })
  const before = door.mails.length
  const info = await sender.sendMail(mail)
  sender.close()
  assert.equal(door.mails.length, before + 1)
  return { response: info.response, wire: door.mails[before]?.wire.toString() ?? '' }
}

test('nodemailer hands mail in: plain, STARTTLS, implicit TLS', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  context.after(() => rm(folder, { recursive: true }))
  const files = await writeCertificate(folder)
  const mail = {
    from: 'sato@a.example',
    to: 'suzuki@b.example',
    subject: '見積書',
    text: '.\r\n..\r\nお世話になっております。',
  }
  for (const [tls, transport] of [
    ['none', {}],
    ['offered', { requireTLS: true }],
    ['required', {}],
    ['implicit', { secure: true }],
  ] as const) {
    const door = await openDoor(context, { listener: { tls, ...files } })
    const { response, wire } = await sendWith(door, transport, mail)
    assert.equal(response, '250 2.0.0 Delivered')
    assert.match(wire, /^From: sato@a\.example\r\n/)
    const arrived = door.mails[0]
    assert.equal(arrived?.client.tls !== undefined, tls !== 'none', tls)
    assert.deepEqual(arrived?.content.lineFaults, [])
    assert.deepEqual(arrived?.envelope.recipients, [{ address: 'suzuki@b.example' }])
  }
})

test('nodemailer hands in an address beyond ASCII with SMTPUTF8', async (context) => {
  const door = await openDoor(context)
  const mail = { from: '佐藤@a.example', to: '鈴木@b.example', subject: 'x', text: 'y' }
  await sendWith(door, {}, mail)
  assert.equal(door.mails[0]?.envelope.smtputf8, true)
  assert.equal(door.mails[0]?.envelope.from, '佐藤@a.example')
})

test('content with bytes beyond ASCII is kept byte for byte', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<sato@a.example> BODY=8BITMIME', /^250 /)
  await dialogue.askFor('RCPT TO:<suzuki@b.example>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  const every = Buffer.from(
    Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => ![0, 10, 13].includes(byte)),
  )
  const content = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), every, Buffer.from('\r\n')])
  dialogue.send(Buffer.concat([content, Buffer.from('.\r\n')]))
  await dialogue.expect(/^250 /)
  assert.ok(door.mails[0]?.wire.equals(content))
  assert.deepEqual(door.mails[0]?.content.lineFaults, [])
})

test('two hundred clients at once each get their own answers', async (context) => {
  const door = await openDoor(context, {
    passage: async ({ envelope }) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
      return { code: 250, enhanced: '2.0.0', lines: [envelope.from] }
    },
  })
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const dialogue = await door.greeted()
      for (let round = 0; round < 3; round += 1) {
        const from = `sender${index}-${round}@a.example`
        await dialogue.askFor(`MAIL FROM:<${from}>`, /^250 /)
        await dialogue.askFor('RCPT TO:<b@b.example>', /^250 /)
        await dialogue.askFor('DATA', /^354 /)
        assert.equal(await dialogue.ask(`Subject: ${index}\r\n\r\n${from}\r\n.`), `250 2.0.0 ${from}`)
      }
      await dialogue.askFor('QUIT', /^221 /)
    }),
  )
  assert.equal(door.mails.length, 600)
  assert.equal(new Set(door.mails.map(({ id }) => id)).size, 600)
  for (const { envelope, wire } of door.mails) assert.ok(wire.toString().endsWith(`\r\n${envelope.from}\r\n`))
})

test('a session of many mails keeps no memory of them', async (context) => {
  const door = await openDoor(context, { limits: { memoryTotal: 4_096 } })
  const dialogue = await door.greeted()
  for (let round = 0; round < 20; round += 1) {
    await startMail(dialogue)
    await dialogue.askFor(`${'x'.repeat(1_000)}\r\n.`, /^250 /)
  }
  assert.ok(door.mails.every(({ content }) => content.wire.kind === 'memory'))
})
