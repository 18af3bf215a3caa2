import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import type { Incoming } from '../../src/gate/incoming.ts'
import { createLoopMark } from '../../src/gate/loop-mark.ts'
import { contentOf } from '../../src/mail/content-of.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import { startScriptedHop } from '../peers/scripted-hop.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

const at = Date.UTC(2026, 10, 24)
const hour = 3_600_000

function incoming(message: string, given: { readonly at?: number; readonly from?: string } = {}): Incoming {
  return {
    id: 'D1',
    at: given.at ?? at,
    client: {
      address: '127.0.0.1',
      port: 1,
      helo: 'c',
      extended: true,
      tls: undefined,
      login: undefined,
      listener: 'l',
    },
    envelope: { from: given.from ?? 'a@example.co.jp', recipients: [], smtputf8: false, eightBit: false },
    content: contentOf(Buffer.from(message)),
  }
}

function mailOf(mail: Incoming): ReturnType<typeof readMail> {
  return readMail(mail.content.header, { headerFields: 1000, addresses: 1000 })
}

const message = 'From: a@example.co.jp\r\nTo: b@example.com\r\nMessage-ID: <1@example.co.jp>\r\n\r\nx\r\n'

function marked(mark: ReturnType<typeof createLoopMark>, text = message): string {
  const mail = incoming(text)
  return mark.field(mail, mailOf(mail)) + text
}

function isOn(mark: ReturnType<typeof createLoopMark>, text: string, given = {}): boolean {
  const mail = incoming(text, given)
  return mark.isOn(mail, mailOf(mail))
}

test('a mail is known again by its mark, whatever was put around it', () => {
  const mark = createLoopMark(randomBytes(32))
  const text = marked(mark)
  assert.ok(isOn(mark, text))
  assert.ok(isOn(mark, `Received: from x by y; now\r\n${text.replace('To:', 'Subject: new\r\nTo:')}more\r\n`))
  assert.ok(!isOn(mark, message))
})

test('a mark counts for this mail alone, for an hour, and under its key', () => {
  const mark = createLoopMark(randomBytes(32))
  const text = marked(mark)
  assert.ok(!isOn(mark, text.replace('<1@', '<2@')), 'another Message-ID')
  assert.ok(!isOn(mark, text.replace('From: a@', 'From: c@')), 'another author')
  assert.ok(!isOn(mark, text, { from: 'c@example.co.jp' }), 'another envelope sender')
  assert.ok(isOn(mark, text, { at: at + hour }))
  assert.ok(!isOn(mark, text, { at: at + hour + 1 }))
  assert.ok(!isOn(mark, text, { at: at - 120_000 }), 'made in the future')
  assert.ok(!isOn(createLoopMark(randomBytes(32)), text), 'another key')
  assert.ok(!isOn(mark, text.replace(/[0-9a-f]{64}/, '0'.repeat(64))))
})

test('marks that outsiders add do not hide a true one, and cost little', () => {
  const mark = createLoopMark(randomBytes(32))
  const text = marked(mark)
  const foreign = 'X-Sekisho-Mark: 1 nonsense\r\n'
  assert.ok(isOn(mark, text.replace('From:', `${foreign.repeat(500)}From:`)))
})

test('a mail that comes back to the gate is a loop, the first time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-key-'))
  await writeFile(join(folder, 'key'), randomBytes(32))
  await writeFile(join(folder, 'short'), randomBytes(31))
  await using hop = await startScriptedHop()
  const nextHop = (key: string): object => ({
    kind: 'smart-hosts',
    hosts: [{ host: '127.0.0.1', port: hop.port }],
    loopMark: { key: join(folder, key) },
  })
  await using gate = await startTestGate(undefined, { nextHop: nextHop('key') })
  assert.match(await handIn(gate.port, { content: letter() }), /^250/)
  const returned = hop.mails[0]?.wire ?? Buffer.alloc(0)
  assert.match(String(returned), /^Received: (?:.*\r\n\t)*.*\r\nX-Sekisho-Mark: 1 /)
  assert.match(await handIn(gate.port, { content: returned }), /^554 5\.4\.6 /)
  assert.equal(hop.mails.length, 1)
  await assert.rejects(
    startTestGate(undefined, { nextHop: nextHop('short') }),
    /too short.*32 random octets/s,
  )
  await assert.rejects(startTestGate(undefined, { nextHop: nextHop('none') }), /cannot be read/)
  await rm(folder, { recursive: true })
})
