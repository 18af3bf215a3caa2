import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

import PostalMime from 'postal-mime'

import { composeReport, type ReportInput } from '../../src/deliver/report.ts'
import { undoubleDots } from '../../src/mail/dots.ts'
import { leftOutWithout } from '../peers/debian.ts'

const at = Date.UTC(2026, 10, 24, 9, 0, 0)

const usual: ReportInput = {
  hostname: 'gate.example',
  language: 'en',
  action: 'failed',
  to: 'sato@example.co.jp',
  isToPostmaster: false,
  at,
  id: 'D1',
  envid: undefined,
  arrivedAt: at,
  retryUntil: at + 432_000_000,
  recipients: [
    {
      address: 'gone@example.com',
      orcpt: undefined,
      lastReply: {
        at,
        by: 'mx.example.com[192.0.2.1]:25',
        reply: { code: 550, enhanced: '5.1.1', lines: ['No such user', 'Go away'] },
      },
    },
  ],
  header: Buffer.from('From: sato@example.co.jp\r\nSubject: x\r\n\r\n'),
  message: undefined,
  isSmtputf8: false,
}

function messageOf(given: Partial<ReportInput>): Buffer {
  const { wire } = composeReport({ ...usual, ...given }).content
  assert.equal(wire.kind, 'memory')
  return undoubleDots(Buffer.concat([...wire.chunks]))
}

const readByPython = `
import email, email.policy, json, sys
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({
  "type": message.get_content_type(),
  "report": message.get_param("report-type"),
  "subject": message["Subject"],
  "defects": [str(d) for part in message.walk() for d in part.defects],
  "parts": [part.get_content_type() for part in message.iter_parts()],
  "status": [dict(block.items()) for block in list(message.iter_parts())[1].get_payload()],
}))
`

function asPythonReads(message: Buffer): unknown {
  const { stdout, stderr } = spawnSync('python3', ['-c', readByPython], { input: message })
  assert.equal(stderr.toString(), '')
  return JSON.parse(stdout.toString())
}

test('Python reads a report as it is meant', { skip: leftOutWithout('python3') }, () => {
  const message = messageOf({ language: 'ja', envid: 'A+2BB+0A', action: 'delayed' })
  assert.deepEqual(asPythonReads(message), {
    type: 'multipart/report',
    report: 'delivery-status',
    subject: 'メールの配送が遅れています (再送中です)',
    defects: [],
    parts: ['text/plain', 'message/delivery-status', 'text/rfc822-headers'],
    status: [
      {
        'Original-Envelope-Id': 'A+B+0A',
        'Reporting-MTA': 'dns; gate.example',
        'Arrival-Date': 'Tue, 24 Nov 2026 09:00:00 +0000',
      },
      {
        'Final-Recipient': 'rfc822; gone@example.com',
        Action: 'delayed',
        Status: '4.1.1',
        'Remote-MTA': 'dns; mx.example.com[192.0.2.1]',
        'Diagnostic-Code': 'smtp; 550 5.1.1 No such user Go away',
        'Last-Attempt-Date': 'Tue, 24 Nov 2026 09:00:00 +0000',
        'Will-Retry-Until': 'Sun, 29 Nov 2026 09:00:00 +0000',
      },
    ],
  })
})

test('the text says who answered what, and what to do', async () => {
  const { text = '' } = await PostalMime.parse(messageOf({}))
  assert.match(
    text,
    /<gone@example\.com>\s+mx\.example\.com\[192\.0\.2\.1\]:25 answered: 550 5\.1\.1 No such user/,
  )
  assert.match(text, /Check the addresses/)
  assert.match(text, /Id: D1/)
})

test('a header in an encoding of its own comes back in base64, and the report stays in seven bits', () => {
  const header = Buffer.concat([
    Buffer.from('Subject: '),
    Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
    Buffer.from(`\r\nX-Long: ${'x'.repeat(2_000)}\r\n\r\n`),
  ])
  const message = messageOf({ header })
  assert.ok(message.every((octet) => octet < 128))
  assert.ok(
    message
      .toString()
      .split('\r\n')
      .every((line) => line.length <= 998),
  )
  assert.match(
    message.toString(),
    /Content-Type: text\/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n/,
  )
})

test('a mail that needs 8BITMIME makes the report need it, and SMTPUTF8 has types of its own', () => {
  const message = Buffer.from('Subject: 日本\r\n\r\n本文\r\n')
  const header = Buffer.from('Subject: 日本\r\n\r\n')
  const full = composeReport({ ...usual, header, message, isSmtputf8: true })
  assert.deepEqual([full.eightBit, full.smtputf8], [true, false])
  assert.match(
    messageOf({ header, message, isSmtputf8: true }).toString(),
    /Content-Type: message\/global\r\nContent-Transfer-Encoding: 8bit/,
  )
  assert.match(
    messageOf({ header, isSmtputf8: true }).toString(),
    /message\/global-headers\r\nContent-Transfer-Encoding: base64/,
  )
  assert.equal(composeReport({ ...usual, to: '佐藤@example.co.jp' }).smtputf8, true)
})

test('what a next hop says cannot add a field to the report', () => {
  const reply = { code: 550, enhanced: '5.1.1', lines: ['a\r\nAction: delivered\r\n\r\n--b'] }
  const [recipient] = usual.recipients
  assert.ok(recipient !== undefined)
  const message = messageOf({ recipients: [{ ...recipient, lastReply: { ...recipient.lastReply, reply } }] })
  assert.doesNotMatch(message.toString(), /^Action: delivered/m)
})

test('an ORCPT cannot add a field to the report', () => {
  const [recipient] = usual.recipients
  assert.ok(recipient !== undefined)
  const message = messageOf({ recipients: [{ ...recipient, orcpt: 'rfc822;a+0D+0AAction:+20delivered' }] })
  assert.match(message.toString(), /Original-Recipient: rfc822; a\+0D\+0AAction: delivered\r\n/)
})

test('until when a late mail is tried is written as its reader writes dates', async () => {
  const written = {
    en: /tried until 29 Nov 2026, \d\d:00 \([A-Z]/,
    ja: /2026年11月29日 \d\d:00 \(\S+\) まで/,
  }
  for (const language of ['en', 'ja'] as const) {
    const { text } = await PostalMime.parse(messageOf({ language, action: 'delayed' }))
    assert.match(text ?? '', written[language])
  }
})

for (const { language, triedFor, says } of [
  { language: 'en', triedFor: 432_000_000, says: 'tried again and again for 5 days, without success' },
  { language: 'en', triedFor: 7_200_000, says: 'for 2 hours,' },
  { language: 'en', triedFor: 1_000, says: 'for 1 second,' },
  {
    language: 'ja',
    triedFor: 432_000_000,
    says: '5日間にわたって再送を繰り返しましたが、配送できませんでした。',
  },
  { language: 'ja', triedFor: 100_000, says: '2分間にわたって' },
] as const) {
  test(`a return after ${triedFor} ms says how long was tried: ${says}`, async () => {
    const [recipient] = usual.recipients
    assert.ok(recipient !== undefined)
    const recipients = [
      { ...recipient, triedFor },
      { ...recipient, address: 'other@example.com' },
    ]
    const { text = '' } = await PostalMime.parse(messageOf({ language, recipients }))
    const [given, refused] = text.slice(text.indexOf('<gone@example.com>')).split('<other@example.com>')
    assert.ok(given?.includes(says), text)
    assert.ok(!refused?.includes(language === 'en' ? 'again and again' : '再送'), text)
  })
}
