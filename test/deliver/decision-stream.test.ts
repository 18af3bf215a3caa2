import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, unlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { startStream, type DecisionStream, type Receiver } from '../../src/deliver/decision-stream.ts'
import type { StreamEvent } from '../../src/deliver/stream-events.ts'
import { createSyslog, syslogMessage, type SyslogSettings } from '../../src/deliver/syslog.ts'
import { openSyslogTransport } from '../../src/deliver/syslog-transport.ts'
import { createWebhook } from '../../src/deliver/webhook.ts'
import { untakenFiles } from '../../src/store/decision-follow.ts'
import { readPosition } from '../../src/store/stream-position.ts'
import { streamedRecord } from '../../src/deliver/streamed-record.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { startCollector, startDatagramCollector, startHook, type Collector } from '../peers/collectors.ts'
import { freePort } from '../peers/free-port.ts'
import { decisionText, logFolder, noon, outcomeText, type LogFolder } from '../store/decision-lines.ts'

const today = 'decisions-2026-11-24.jsonl'
const secret = '0123456789abcdef'

async function until(is: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (is()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('it never happened')
}

interface Running extends AsyncDisposable {
  readonly events: StreamEvent[]
  readonly stream: DecisionStream
}

function run(log: LogFolder, receiver: Receiver, events: StreamEvent[] = []): Running {
  const settings = { stream: 'syslog', directory: log.path, firstPause: 50 } as const
  const stream = startStream({ ...settings, report: (event) => events.push(event) }, receiver)
  return { events, stream, [Symbol.asyncDispose]: stream.close }
}

function syslog(port: number, given: Partial<SyslogSettings> = {}): Receiver {
  return createSyslog({
    host: '127.0.0.1',
    port,
    transport: 'tcp',
    serverName: undefined,
    authorities: undefined,
    facility: 16,
    octets: 8_192,
    hostname: 'gate.example',
    ...given,
  })
}

function webhook(port: number, batch = 500): Receiver {
  const url = `http://127.0.0.1:${port}/hook?of=gate`
  return createWebhook({ url, secret, authorities: undefined, batch, timeout: 2 })
}

const idsIn = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => [...text.matchAll(/"(?:id|outcomeOf)":"([^"]+)"/g)].map(([, id = '']) => id))

/** Waits until the stream has taken over the log as it is, so that only what is new is sent. */
async function settled(log: LogFolder): Promise<void> {
  for (;;) {
    const text = await readFile(join(log.path, 'streams', 'syslog.json'), 'utf8').catch(() => '')
    if (text !== '') return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function add(log: LogFolder, ...lines: readonly string[]): Promise<void> {
  await appendFile(join(log.path, today), lines.join(''))
}

test('a record is a message of RFC 5424 with a notable severity where somebody may want to look', () => {
  const settings = { facility: 16, hostname: 'gate.example', octets: 8_192 }
  const messageOf = (line: string, octets = 8_192): string => {
    const record = streamedRecord(line)
    assert.ok(record !== undefined)
    return syslogMessage(record, { ...settings, octets }).toString()
  }
  const delivered = messageOf(decisionText('A1', { seen: { from: [] }, asked: { yes: 'x' } }))
  assert.match(delivered, /^<134>1 2026-11-24T12:00:00\.000Z gate\.example sekisho - decision - \{"id":"A1"/)
  assert.doesNotMatch(delivered, /"seen"|"asked"/)
  assert.match(messageOf(decisionText('A1', { action: 'refuse' })), /^<133>1 /)
  assert.match(messageOf(decisionText('A1', { breakGlass: [{ policy: 'p', tell: [] }] })), /^<133>1 /)
  assert.match(
    messageOf(outcomeText('A1', [{ address: 'b@example.com', outcome: 'failed' }])),
    /^<133>1 \S+ \S+ sekisho - outcome - \{"outcomeOf":"A1"/,
  )
  const long = messageOf(
    decisionText('A1', { messageId: 'x'.repeat(2_000), subject: '件'.repeat(400) }),
    1_024,
  )
  assert.ok(Buffer.byteLength(long) <= 1_024)
  assert.match(long, /"id":"A1".*"reason":"approver-present".*"cut":true\}$/)
})

for (const transport of ['udp', 'tcp', 'tls'] as const) {
  test(`every new record reaches a collector by ${transport}, in order, and none that was there before`, async () => {
    await using log = await logFolder({ [today]: decisionText('before') })
    const folder = await mkdtemp(join(tmpdir(), 'sekisho-syslog-'))
    const { certificate, key } = await writeCertificate(folder)
    const pem = await readFile(certificate)
    const tls = { key: await readFile(key), cert: pem }
    await using collector: Collector =
      transport === 'udp'
        ? await startDatagramCollector()
        : await startCollector(0, transport === 'tls' ? tls : undefined)
    const given = transport === 'tls' ? { serverName: 'localhost', authorities: pem.toString() } : {}
    await using running = run(log, syslog(collector.port, { transport, ...given }))
    await settled(log)
    const ids = Array.from({ length: 30 }, (_, index) => `A${index}`)
    await add(log, ...ids.map((id) => decisionText(id)), decisionText('half').slice(0, 40))
    await until(() => collector.messages.length >= 30)
    await add(log, '\n', outcomeText('A1', []))
    await log.put(
      'decisions-2026-11-25.jsonl',
      decisionText('B1', { at: new Date(noon + 86_400_000).toISOString() }),
    )
    await until(() => collector.messages.length >= 32)
    assert.deepEqual(idsIn(collector.messages), [...ids, 'A1', 'B1'])
    assert.deepEqual(running.events, [])
    await rm(folder, { recursive: true })
  })
}

test('a certificate that nobody trusts gets no record', async () => {
  await using log = await logFolder({ [today]: '' })
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-syslog-'))
  const { certificate, key } = await writeCertificate(folder)
  await using collector = await startCollector(0, {
    key: await readFile(key),
    cert: await readFile(certificate),
  })
  await using running = run(log, syslog(collector.port, { transport: 'tls', serverName: 'localhost' }))
  await settled(log)
  await add(log, decisionText('A1'))
  await until(() => running.events.length > 0)
  assert.match(JSON.stringify(running.events), /self-signed certificate/)
  assert.deepEqual(collector.messages, [])
  await rm(folder, { recursive: true })
})

test('a collector that is gone for a while misses nothing', async () => {
  await using log = await logFolder({ [today]: '' })
  const port = await freePort()
  await using running = run(log, syslog(port))
  await settled(log)
  await add(log, decisionText('A1'))
  await until(() => running.events.length > 0)
  await add(log, decisionText('A2'))
  await using collector = await startCollector(port)
  await until(() => collector.messages.length >= 2)
  await until(() => running.events.length >= 2)
  collector.cut()
  await add(log, decisionText('A3'))
  await until(() => collector.messages.length >= 3)
  assert.deepEqual([...new Set(idsIn(collector.messages))], ['A1', 'A2', 'A3'])
  assert.deepEqual(running.events.map(({ kind }) => kind).slice(0, 2), ['failing', 'recovered'])
})

test('a stream that was stopped goes on where it was', async () => {
  await using log = await logFolder({ [today]: '' })
  await using hook = await startHook()
  const first = run(log, webhook(hook.port))
  await settled(log)
  await add(log, decisionText('A1'))
  await until(() => hook.posted.length >= 1)
  await first.stream.close()
  await add(log, decisionText('A2'), decisionText('A3'))
  assert.deepEqual(await untakenFiles(log.path, await readPosition(log.path, 'syslog')), [today])
  await using second = run(log, webhook(hook.port))
  await until(() => hook.posted.length >= 2)
  assert.deepEqual(idsIn(hook.posted.map(({ body }) => body)), ['A1', 'A2', 'A3'])
  await second.stream.close()
  assert.deepEqual(await untakenFiles(log.path, await readPosition(log.path, 'syslog')), [])
})

test('a batch is signed with its time, and is sent again until it is taken', async () => {
  await using log = await logFolder({ [today]: '' })
  await using hook = await startHook()
  let answers = [503, 500, 302]
  hook.answer(() => {
    const [status = 200] = answers
    answers = answers.slice(1)
    return status
  })
  await using running = run(log, webhook(hook.port, 2))
  await settled(log)
  await add(log, ...['A1', 'A2', 'A3'].map((id) => decisionText(id)))
  await until(() => hook.posted.length >= 5)
  assert.deepEqual(
    hook.posted.map(({ body }) => idsIn([body])),
    [['A1', 'A2'], ['A1', 'A2'], ['A1', 'A2'], ['A1', 'A2'], ['A3']],
  )
  for (const { headers, body } of hook.posted) {
    const seconds = String(headers['x-sekisho-timestamp'])
    assert.ok(Math.abs(Number(seconds) - Date.now() / 1_000) < 30)
    const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    assert.equal(headers['x-sekisho-signature'], `v1=${expected}`)
    assert.equal(headers['content-type'], 'application/x-ndjson')
    assert.match(body, /\}\n$/)
  }
  await until(() => running.events.length >= 2)
  assert.deepEqual(running.events, [
    { kind: 'failing', stream: 'syslog', why: 'HTTP 503' },
    { kind: 'recovered', stream: 'syslog' },
  ])
})

test('what is too large for the receiver is halved, and a record that is too large alone is left out and told', async () => {
  await using log = await logFolder({ [today]: '' })
  await using hook = await startHook()
  hook.answer(({ body }) => (body.length > 2_000 ? 413 : 200))
  await using running = run(log, webhook(hook.port))
  await settled(log)
  const large = decisionText('large', { subject: 'x'.repeat(3_000) })
  await add(log, decisionText('A1'), decisionText('A2'), large, decisionText('A3'))
  await until(() => running.events.length > 0)
  const taken = hook.posted.filter(({ body }) => body.length <= 2_000).map(({ body }) => body)
  assert.deepEqual(idsIn(taken), ['A1', 'A2', 'A3'])
  assert.deepEqual(running.events, [
    { kind: 'lost', stream: 'syslog', records: 1, file: undefined, why: 'HTTP 413' },
  ])
})

test('a file that goes before it was sent is told, and the next one is sent', async () => {
  await using log = await logFolder({ [today]: '' })
  await using hook = await startHook()
  hook.answer(() => 500)
  await using running = run(log, webhook(hook.port))
  await settled(log)
  await add(log, decisionText('A1'))
  await until(() => running.events.length > 0)
  await running.stream.close()
  await unlink(join(log.path, today))
  await log.put('decisions-2026-11-25.jsonl', decisionText('B1'))
  hook.answer(() => 200)
  await using second = run(log, webhook(hook.port))
  await until(() => idsIn(hook.posted.map(({ body }) => body)).includes('B1'))
  const why = 'the file was gone before it was sent'
  assert.deepEqual(second.events, [{ kind: 'lost', stream: 'syslog', records: 0, file: today, why }])
})

test('a receiver that takes too long to answer is asked again', async () => {
  await using log = await logFolder({ [today]: '' })
  await using silent = createServer((socket) => socket.resume())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const url = `http://127.0.0.1:${port}/`
  const receiver = createWebhook({ url, secret, authorities: undefined, batch: 9, timeout: 0.2 })
  await using running = run(log, receiver)
  await settled(log)
  await add(log, decisionText('A1'))
  await until(() => running.events.length > 0)
  assert.match(JSON.stringify(running.events), /no answer within 0.2 s/)
})

test('a collector that goes in the middle of a write is named as the reason, and not again for the next connection', async () => {
  let taken = ''
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('error', () => undefined)
    if (connections === 1) socket.pause().destroy()
    else socket.setEncoding('utf8').on('data', (data) => (taken += data))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const transport = openSyslogTransport({
    host: '127.0.0.1',
    port: address.port,
    transport: 'tcp',
    serverName: undefined,
    authorities: undefined,
  })
  await assert.rejects(
    transport.write([Buffer.alloc(20_000_000)]),
    /ECONNRESET|EPIPE|the collector closed the connection/,
  )
  transport.close()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await transport.write([Buffer.from('next')])
  assert.equal(taken, '4 next')
  transport.close()
  server.close()
})
