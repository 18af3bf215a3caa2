import assert from 'node:assert/strict'
import { test } from 'node:test'

import PostalMime from 'postal-mime'

import { freePort } from '../peers/free-port.ts'
import { hang, startScriptedHop, type KeptMail, type ScriptedHop } from '../peers/scripted-hop.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

const kept = { spool: { directory: 'spool' } }
/** Seconds. */
const quick = { firstRetry: 0.1, longestRetry: 0.4, jitter: 0.1 }

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.fail(`not in time: ${what}`)
}

async function arrived(hop: ScriptedHop, count: number): Promise<readonly KeptMail[]> {
  await until(`${count} mails, ${hop.mails.length} so far`, () => hop.mails.length >= count)
  return hop.mails
}

/** The parts of a delivery report, decoded. */
async function readReport(mail: KeptMail | undefined) {
  assert.ok(mail !== undefined)
  const wire = mail.wire.toString('latin1').replaceAll(/(^|\r\n)\.\./g, '$1.')
  const parsed = await PostalMime.parse(Buffer.from(wire, 'latin1'))
  const header = new Map(parsed.headers.map(({ key, value }) => [key, value]))
  const part = (type: string): string => {
    const found = parsed.attachments.find(({ mimeType }) => mimeType === type)?.content
    if (found === undefined || typeof found === 'string') return found ?? ''
    return Buffer.from(new Uint8Array(found)).toString('utf8')
  }
  return { mail, header, text: parsed.text ?? '', status: part('message/delivery-status'), part, wire }
}

/** On one line of the record: an outcome stands with its decision, or on a line of its own where it took longer. */
function isRecorded(records: readonly object[], expected: object): void {
  const isOn = records.some((record) => {
    try {
      assert.partialDeepStrictEqual(record, expected)
      return true
    } catch {
      return false
    }
  })
  assert.ok(isOn, `${JSON.stringify(expected)} is not in ${JSON.stringify(records)}`)
}

test('a next hop that is down and comes back gets the mail unchanged, once', async () => {
  const port = await freePort()
  await using gate = await startTestGate(port, { ...kept, queue: quick })
  const content = letter(undefined, '..\r\n.. dot\r\n')
  assert.match(await handIn(gate.port, { content }), /^250 2\.0\.0 [0-9A-Z]{14} Queued for delivery$/)
  await using hop = await startScriptedHop({ port })
  const [mail] = await arrived(hop, 1)
  assert.ok(mail?.wire.toString('latin1').startsWith('Received: from client.example.co.jp'))
  assert.ok(mail?.wire.toString('latin1').endsWith(`\r\n${content}`))
  await new Promise((resolve) => setTimeout(resolve, 600))
  assert.equal(hop.mails.length, 1)
  const records = await gate.records()
  isRecorded(records, { outcome: { kind: 'queued', code: 250 } })
  isRecorded(records, {
    outcomeOf: records[0]?.['id'],
    recipients: [{ address: 'client@example.com', outcome: 'delivered', by: `127.0.0.1:${port}` }],
  })
})

for (const [what, step, turn] of [
  ['a 4xx to the content', 'content', '451 4.3.0 Later'],
  ['silence after the final dot', 'content', hang],
  ['a 421 to MAIL', 'MAIL', '421 4.3.2 Closing'],
] as const) {
  test(`${what} is no matter for the client: the gate tries again`, async () => {
    let isOver = false
    await using hop = await startScriptedHop({
      at: (moment) => (moment.step === step && !isOver ? turn : undefined),
    })
    await using gate = await startTestGate(hop.port, {
      ...kept,
      queue: quick,
      deadlines: { finalReply: 0.3 },
    })
    assert.match(await handIn(gate.port, { content: letter() }), /Queued for delivery/)
    isOver = true
    assert.equal((await arrived(hop, 1)).length, 1)
  })
}

test('a mail that was queued outlives a stop and a start', async () => {
  const port = await freePort()
  const first = await startTestGate(port, { ...kept, queue: quick })
  await handIn(first.port, { content: letter() })
  await first.stop()
  await using hop = await startScriptedHop({ port })
  await using second = await startTestGate(port, { ...kept, queue: quick }, first.folder)
  assert.equal((await arrived(hop, 1)).length, 1)
  assert.equal(second.folder, first.folder)
})

test('recipients with different next hops are served by their own', async () => {
  await using one = await startScriptedHop()
  await using other = await startScriptedHop()
  await using gate = await startTestGate(one.port, {
    ...kept,
    routes: [
      {
        domains: ['example.net'],
        nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: other.port }] },
      },
    ],
  })
  const to = ['client@example.com', 'partner@example.net', 'second@example.com']
  assert.match(await handIn(gate.port, { to, content: letter() }), /Queued/)
  assert.deepEqual((await arrived(one, 1))[0]?.recipients, ['client@example.com', 'second@example.com'])
  assert.deepEqual((await arrived(other, 1))[0]?.recipients, ['partner@example.net'])
})

test('of some recipients the next hop takes one now, one later and one never', async () => {
  await using hop = await startScriptedHop({
    at: ({ line, connection, before }) => {
      if (line.startsWith('RCPT TO:<gone@')) return '550 5.1.1 No such user'
      const isFirst = connection === 1 && before < 3
      return line.startsWith('RCPT TO:<full@') && isFirst ? '452 4.2.2 Full' : undefined
    },
  })
  await using gate = await startTestGate(hop.port, { ...kept, queue: quick })
  const to = ['client@example.com', 'full@example.com', 'gone@example.com']
  assert.match(await handIn(gate.port, { to, content: letter() }), /^250 2\.0\.0 \S+ Ok: queued as SCRIPTED/)
  await arrived(hop, 3)
  const mails = hop.mails.filter(({ from }) => from !== '')
  assert.deepEqual(
    mails.map(({ recipients }) => recipients),
    [['client@example.com'], ['full@example.com']],
  )
  const report = await readReport(hop.mails.find(({ from }) => from === ''))
  assert.deepEqual(report.mail.recipients, ['takahashi@example.co.jp'])
  assert.match(report.status, /Final-Recipient: rfc822; gone@example\.com\r?\nAction: failed/)
  assert.doesNotMatch(report.status, /full@example/)
  isRecorded(await gate.records(), {
    recipients: [{ outcome: 'delivered' }, { outcome: 'queued' }, { outcome: 'refused' }],
  })
})

test('a mail that cannot be delivered is announced late, then goes back to its sender', async () => {
  await using hop = await startScriptedHop({
    at: ({ line }) => (line.startsWith('RCPT TO:<client@') ? '450 4.2.0 Greylisted' : undefined),
  })
  await using gate = await startTestGate(hop.port, {
    ...kept,
    language: 'ja',
    queue: { ...quick, warnAfter: 0.5, giveUpAfter: 1.5 },
  })
  await handIn(gate.port, { content: letter() })
  await arrived(hop, 2)
  const delay = await readReport(hop.mails[0])
  assert.equal(delay.mail.from, '')
  assert.match(delay.status, /Action: delayed\r?\nStatus: 4\.2\.0\r?\nRemote-MTA: dns; 127\.0\.0\.1\r?\n/)
  assert.match(delay.status, /Will-Retry-Until: /)
  assert.match(delay.text, /自動で再送します/)
  const failure = await readReport(hop.mails[1])
  assert.match(failure.status, /Action: failed\r?\nStatus: 5\.2\.0/)
  assert.match(failure.status, /Diagnostic-Code: smtp; 450 4\.2\.0 Greylisted/)
  assert.match(failure.text, /配送できませんでした/)
  assert.equal(failure.header.get('auto-submitted'), 'auto-replied')
  assert.match(failure.part('text/rfc822-headers'), /Subject: Estimate/)
  await new Promise((resolve) => setTimeout(resolve, 700))
  assert.equal(hop.mails.length, 2, 'one warning, one failure')
})

test('while the next hop rests a mail is still returned in time', async () => {
  const port = await freePort()
  await using sink = await startScriptedHop()
  await using gate = await startTestGate(port, {
    ...kept,
    queue: { ...quick, warnAfter: 0.3, giveUpAfter: 1 },
    routes: [
      {
        domains: ['example.co.jp'],
        nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: sink.port }] },
      },
    ],
  })
  await handIn(gate.port, { content: letter() })
  await arrived(sink, 2)
  const actions = await Promise.all(sink.mails.map(async (mail) => (await readReport(mail)).status))
  assert.match(actions[0] ?? '', /Action: delayed/)
  assert.match(actions[1] ?? '', /Action: failed\r?\nStatus: 5\.4\.1\r?\nDiagnostic-Code: x-sekisho; /)
})

test('NOTIFY and RET are obeyed in reports of ours', async () => {
  await using hop = await startScriptedHop({
    at: ({ line }) => (line.startsWith('RCPT TO:<gone') ? '550 5.1.1 Gone' : undefined),
  })
  await using gate = await startTestGate(hop.port, kept)
  const answer = await handIn(gate.port, {
    mailParameters: 'RET=FULL ENVID=QQ+2B314',
    to: [
      'client@example.com> NOTIFY=SUCCESS ORCPT=rfc822;Client+2Bx@example.com',
      'gone-quietly@example.com> NOTIFY=NEVER',
      'gone@example.com> NOTIFY=FAILURE',
    ],
    content: letter(undefined, '.dots\r\nbody\r\n'),
  })
  assert.match(answer, /^250/)
  await arrived(hop, 3)
  const reports = await Promise.all(hop.mails.filter(({ from }) => from === '').map(readReport))
  const failed = reports.find(({ status }) => status.includes('Action: failed'))
  const relayed = reports.find(({ status }) => status.includes('Action: relayed'))
  assert.match(failed?.status ?? '', /Original-Envelope-Id: QQ\+314/)
  assert.match(failed?.status ?? '', /Final-Recipient: rfc822; gone@example\.com/)
  assert.doesNotMatch(failed?.status ?? '', /quietly/)
  assert.match(failed?.wire ?? '', /Content-Type: message\/rfc822\r\n\r\nFrom: [^]*\r\n\r\ndots\r\nbody\r\n/)
  assert.match(relayed?.status ?? '', /Original-Recipient: rfc822; Client\+x@example\.com/)
  assert.match(
    relayed?.part('text/rfc822-headers') ?? '',
    /Subject: Estimate/,
    'a success never brings the mail back',
  )
})

test('where the next hop offers DSN it gets the wishes, and we report no success', async () => {
  await using hop = await startScriptedHop({ offers: ['PIPELINING', 'DSN'] })
  await using gate = await startTestGate(hop.port, kept)
  await handIn(gate.port, { to: ['client@example.com> NOTIFY=SUCCESS,FAILURE'], content: letter() })
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.equal(hop.mails.length, 1)
  assert.ok(hop.commands.some((line) => line.endsWith('<client@example.com> NOTIFY=SUCCESS,FAILURE')))
})

const report = [
  'From: mailer-daemon@example.co.jp',
  'To: client@example.com',
  'Subject: failed',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b--',
  '',
].join('\r\n')

for (const postmaster of ['', 'postmaster@example.co.jp']) {
  const whom = postmaster === '' ? 'nobody, and the log tells of it' : 'the postmaster'
  test(`the failure of a mail without a sender is reported to ${whom}`, async () => {
    await using hop = await startScriptedHop({
      at: ({ line }) => (line.startsWith('RCPT TO:<client') ? '450 4.2.0 Later' : undefined),
    })
    await using gate = await startTestGate(hop.port, {
      ...kept,
      reports: { postmaster },
      queue: { ...quick, warnAfter: 0.3, giveUpAfter: 0.6 },
    })
    assert.match(await handIn(gate.port, { from: '', content: report }), /Queued/)
    await until('nobody is told', () => /queue-(nobody-to-tell|reported)/.test(gate.logged()))
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.deepEqual(
      hop.mails.map(({ from, recipients }) => [from, ...recipients]),
      postmaster === '' ? [] : [['', postmaster]],
    )
    assert.equal(gate.logged().includes('queue-nobody-to-tell'), postmaster === '')
  })
}

test('a report that the server of the postmaster refuses ends there', async () => {
  await using hop = await startScriptedHop({
    at: ({ step, before }) =>
      step === 'RCPT' ? (before === 0 ? '450 4.2.0 Later' : '550 5.1.1 No') : undefined,
  })
  await using gate = await startTestGate(hop.port, {
    ...kept,
    reports: { postmaster: 'postmaster@example.co.jp' },
    queue: quick,
  })
  await handIn(gate.port, { content: letter() })
  await until('the end', () => gate.logged().includes('queue-nobody-to-tell'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.equal(
    gate.logged().match(/"event":"queue-reported"/g)?.length,
    2,
    'to the sender, then to the postmaster',
  )
  assert.deepEqual(hop.mails, [])
})

test('SMTPUTF8 that the next hop does not offer goes back with 5.6.7, to an address in UTF-8', async () => {
  await using plain = await startScriptedHop()
  await using modern = await startScriptedHop({ offers: ['PIPELINING', 'SMTPUTF8', '8BITMIME'] })
  await using gate = await startTestGate(plain.port, {
    spool: { directory: 'spool', always: true },
    routes: [
      {
        domains: ['example.co.jp'],
        nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: modern.port }] },
      },
    ],
  })
  const answer = await handIn(gate.port, {
    mailParameters: 'SMTPUTF8',
    to: ['鈴木@example.com'],
    content: letter(),
  })
  assert.match(answer, /Queued/)
  const { status } = await readReport((await arrived(modern, 1))[0])
  assert.match(
    status,
    /Final-Recipient: utf-8; \\x\{9234\}\\x\{6728\}@example\.com\r?\nAction: failed\r?\nStatus: 5\.6\.7/,
  )
  assert.deepEqual(plain.mails, [])
})

test('with always every mail is on disk before its 250, and goes at once', async () => {
  await using hop = await startScriptedHop()
  await using gate = await startTestGate(hop.port, { spool: { directory: 'spool', always: true } })
  const answers = await Promise.all(
    Array.from(
      { length: 40 },
      async (_, index) => await handIn(gate.port, { content: letter(undefined, `${index}\r\n`) }),
    ),
  )
  assert.ok(answers.every((answer) => answer.includes('Queued for delivery')))
  assert.equal((await arrived(hop, 40)).length, 40)
  assert.ok(hop.connections() <= 20)
})
