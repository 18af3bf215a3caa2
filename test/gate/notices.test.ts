import assert from 'node:assert/strict'
import { openSync, writeSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { readNoticeTemplates } from '../../src/deliver/notice-templates.ts'
import type { Incoming } from '../../src/gate/incoming.ts'
import { noticeKey } from '../../src/gate/notice-once.ts'
import {
  createNoticeMemory,
  createNotices,
  type NoticeOutcome,
  type NoticeParts,
} from '../../src/gate/notices.ts'
import { contentOf } from '../../src/mail/content-of.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import { openSpool } from '../../src/store/open-spool.ts'
import { readOrMakeSecret } from '../../src/store/secret-file.ts'
import type { Spool } from '../../src/store/spool.ts'
import { decisionOn, snapshot } from '../policy/mail-to-decide.ts'

const limits = { headerFields: 1000, addresses: 1000 }
const header = [
  'From: takahashi@example.co.jp',
  'To: client@example.com',
  'Subject: Proposal',
  'Message-ID: <1@x>',
]

interface Desk extends AsyncDisposable {
  readonly spool: Spool
  readonly directory: string
  readonly tell: (
    id: string,
    more?: { rcpt?: string; fields?: readonly string[]; body?: string; at?: number },
  ) => Promise<NoticeOutcome>
}

async function openDesk(given: Partial<NoticeParts> = {}, at?: string): Promise<Desk> {
  const directory = at ?? (await mkdtemp(join(tmpdir(), 'sekisho-notices-')))
  const opening = await openSpool({ directory, report: () => undefined })
  assert.equal(opening.kind, 'open')
  const { spool } = opening
  const templates = readNoticeTemplates(undefined)
  assert.equal(templates.kind, 'templates')
  const notices = createNotices(
    {
      rules: { language: 'sender', robots: [] },
      templates: templates.templates,
      author: { hostname: 'gate.example', address: 'mailer-daemon@gate.example' },
      from: '',
      secret: readOrMakeSecret(join(directory, 'notice.key')),
      limits: { perSenderAndHour: 3, perMinute: 100 },
      spool,
      routeOf: () => 'inside',
      wake: () => {},
      lasts: 1_000,
      recorded: async () => {},
      ...given,
    },
    createNoticeMemory(),
  )
  return {
    spool,
    directory,
    tell: async (
      id,
      { rcpt = 'client@example.com', fields = [], body = 'Hello\r\n', at: moment = 1_000 } = {},
    ) => {
      const lines = [...fields, ...header]
      const decision = { ...decisionOn({ header: lines, rcptTo: [rcpt] }), id, at: moment }
      const content = contentOf(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`))
      const incoming: Incoming = {
        id,
        at: moment,
        client: {
          address: '127.0.0.1',
          port: 1,
          helo: 'x',
          extended: true,
          tls: undefined,
          login: undefined,
          listener: 'test',
        },
        envelope: {
          from: 'takahashi@example.co.jp',
          recipients: [{ address: rcpt }],
          smtputf8: false,
          eightBit: false,
        },
        content,
      }
      return await notices.tell(incoming, readMail(content.header, limits), decision, snapshot)
    },
    [Symbol.asyncDispose]: async () => {
      await spool.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

test('the notice lies in the spool before the outcome says so: null sender, the one recipient, whole', async () => {
  await using desk = await openDesk()
  assert.deepEqual(await desk.tell('D1'), { kind: 'told' })
  const mail = await desk.spool.show('D1-notice')
  assert.equal(mail?.kind, 'notice')
  assert.equal(mail.envelope.from, '')
  assert.deepEqual(
    mail.recipients.map(({ address, route }) => ({ address, route })),
    [{ address: 'takahashi@example.co.jp', route: 'inside' }],
  )
  const reading = await desk.spool.read('D1-notice')
  assert.equal(reading.kind, 'content')
  assert.equal(reading.content.wire.kind, 'memory')
  const parsed = await PostalMime.parse(Buffer.concat(reading.content.wire.chunks))
  reading.content.dispose()
  assert.match(parsed.text ?? '', /受付番号: D1/)
})

test('two forks of one mail bring one notice, though servers wrote other fields on each', async () => {
  await using desk = await openDesk()
  const [one, other] = await Promise.all([
    desk.tell('D1', { fields: ['Received: from a'] }),
    desk.tell('D2', { fields: ['Received: from b'], rcpt: 'other@example.net' }),
  ])
  assert.deepEqual([one, other], [{ kind: 'told' }, { kind: 'told' }])
  assert.deepEqual(await desk.tell('D3'), { kind: 'told' })
  assert.equal((await desk.spool.statistics()).mails.deferred, 1)
})

test('another content, or another subject, is another mail', async () => {
  await using desk = await openDesk()
  await desk.tell('D1')
  await desk.tell('D2', { body: 'Other\r\n' })
  await desk.tell('D3', { fields: ['Subject: Other'] })
  assert.equal((await desk.spool.statistics()).mails.deferred, 3)
})

test('a mail whose client lost our answer to a kill gets the same 250 again, and no second notice', async () => {
  const first = await openDesk()
  assert.deepEqual(await first.tell('D1', { at: Date.now() }), { kind: 'told' })
  await first.spool.close()
  await using second = await openDesk({}, first.directory)
  assert.deepEqual(await second.tell('D2', { at: Date.now() }), { kind: 'told' })
  assert.deepEqual(await second.tell('D3', { at: Date.now() }), { kind: 'told' })
  assert.equal((await second.spool.statistics()).mails.deferred, 1)
})

test('a mail that comes again long after a restart brings no second notice, and is not swallowed either', async () => {
  const first = await openDesk()
  await first.tell('D1', { at: Date.now() })
  await first.spool.close()
  await using second = await openDesk({}, first.directory)
  const later = Date.now() + 3_600_001
  assert.deepEqual(await second.tell('D2', { at: later }), { kind: 'not-told', why: 'told-before' })
  assert.equal((await second.spool.statistics()).mails.deferred, 1)
})

test('a mail that comes again long after its forks is not swallowed', async () => {
  await using desk = await openDesk()
  await desk.tell('D1', { at: 0 })
  assert.deepEqual(await desk.tell('D2', { at: 3_599_999 }), { kind: 'told' })
  assert.deepEqual(await desk.tell('D3', { at: 3_600_000 }), { kind: 'not-told', why: 'told-before' })
})

test('over the limit there is no notice; forks do not count', async () => {
  await using desk = await openDesk()
  for (const id of ['D1', 'D2', 'D3', 'D4', 'D5']) await desk.tell(id)
  await desk.tell('E1', { body: '1\r\n' })
  await desk.tell('E2', { body: '2\r\n' })
  assert.deepEqual(await desk.tell('E3', { body: '3\r\n' }), { kind: 'not-told', why: 'sender-limit' })
  assert.equal((await desk.spool.statistics()).mails.deferred, 3)
})

test('where the spool takes nothing there is no notice; once it does, the next fork brings it', async () => {
  await using desk = await openDesk()
  const segments = join(desk.directory, 'segments')
  await rename(segments, `${segments}.away`)
  assert.deepEqual(await desk.tell('D1'), { kind: 'not-told', why: 'spool' })
  assert.equal(desk.spool.isReady, false)
  assert.deepEqual(await desk.tell('D2'), { kind: 'not-told', why: 'spool' })
  await rename(`${segments}.away`, segments)
  for (let tries = 0; !desk.spool.isReady && tries < 400; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.deepEqual(await desk.tell('D3'), { kind: 'told' })
})

test('a fault while the decision is put on disk is no refusal: it rejects, and nothing is in the spool', async () => {
  await using desk = await openDesk({
    recorded: async () => {
      throw new Error('disk')
    },
  })
  await assert.rejects(desk.tell('D1'), /disk/)
  assert.equal((await desk.spool.statistics()).mails.deferred, 0)
})

test('the key of a mail is the same in memory, in pieces, in a file, and with dots doubled', async () => {
  const secret = Buffer.alloc(32)
  const message = Buffer.from(`X: 1\r\n${header.join('\r\n')}\r\n\r\n.dot\r\n${'line\r\n'.repeat(90_000)}`)
  const content = contentOf(message)
  assert.equal(content.wire.kind, 'memory')
  const [wire] = content.wire.chunks
  assert.ok(wire !== undefined)
  const mail = readMail(content.header, limits)
  const key = await noticeKey(secret, 'a@x', mail, content)
  const pieces = {
    kind: 'memory',
    chunks: [wire.subarray(0, 10), wire.subarray(10, 200), wire.subarray(200)],
  } as const
  assert.equal(await noticeKey(secret, 'a@x', mail, { ...content, wire: pieces }), key)

  const folder = await mkdtemp(join(tmpdir(), 'sekisho-key-'))
  const descriptor = openSync(join(folder, 'content'), 'w+')
  writeSync(descriptor, wire)
  assert.equal(await noticeKey(secret, 'a@x', mail, { ...content, wire: { kind: 'file', descriptor } }), key)
  await rm(folder, { recursive: true })

  const others = await Promise.all([
    noticeKey(Buffer.alloc(32, 1), 'a@x', mail, content),
    noticeKey(secret, 'b@x', mail, content),
    noticeKey(secret, 'a@x', { ...mail, messageId: '<2@x>' }, content),
    noticeKey(secret, 'a@x', mail, contentOf(Buffer.concat([message, Buffer.from('.\r\n')]))),
  ])
  assert.equal(new Set([key, ...others]).size, 5)
})
