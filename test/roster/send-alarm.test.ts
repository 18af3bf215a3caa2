import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import type { NightAlarm } from '../../src/roster/night-alarms.ts'
import { lookAtNight, type NightLook } from '../../src/roster/night-watch.ts'
import { channelsIn, sendAlarm } from '../../src/roster/send-alarm.ts'
import type { Config } from '../../src/config/schema.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { startCollector, startDatagramCollector, startHook } from '../peers/collectors.ts'
import { freePort } from '../peers/free-port.ts'
import { nightCompany } from './night-company.ts'

const secret = 'a secret of thirty-two octets...'
const since = Temporal.Instant.from('2026-11-24T23:00:00Z').epochMilliseconds
const now = since + 60_000

const missing: NightAlarm = {
  kind: 'missing',
  of: 'missing',
  isReminder: false,
  since,
  run: undefined,
  targets: [],
  faults: [],
}

type Alarms = Config['night']['alarms']

async function settings(alarms: object): Promise<Config & { readonly folder: string } & AsyncDisposable> {
  await using company = await nightCompany({ alarms })
  await writeFile(join(company.folder, 'secret'), secret)
  const { config } = company.parts()
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-alarm-'))
  await writeFile(join(folder, 'secret'), secret)
  return {
    ...config,
    hostname: 'gate.example',
    folder,
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  }
}

/** Of the gate: what is said of the dump is up to the clock. */
function kindsOf({ alarms }: NightLook): readonly string[] {
  return alarms.map(({ kind }) => kind).filter((kind) => kind !== 'missing' && kind !== 'late')
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10))
}

test('an alarm is one message of syslog by UDP, of a severity for its kind, with kind, run and targets as data', async () => {
  await using collector = await startDatagramCollector()
  await using config = await settings({
    syslog: { host: '127.0.0.1', port: collector.port, transport: 'udp', facility: 4 },
  })
  const send = async (alarm: Partial<NightAlarm>): Promise<void> =>
    assert.deepEqual(
      await sendAlarm({ ...missing, ...alarm }, channelsIn(config), config, config.folder, now),
      [],
    )
  await send({})
  await send({ kind: 'late', of: 'late', isReminder: true })
  await send({ kind: 'unpublished', of: 'unpublished', run: 12, targets: ['gate2', 'gate3'] })
  await send({ kind: 'calendar', of: 'calendar', faults: ['holidays.txt:3: "]\n": no date'] })
  await send({ kind: 'all-clear', of: 'gate-down' })
  await until(() => collector.messages.length === 5)
  const [alert = '', warning = '', critical = '', calendar = '', clear = ''] = collector.messages
  assert.match(
    alert,
    /^<33>1 2026-11-24T23:01:00\.000Z gate\.example sekisho - alarm \[sekisho@32473 kind="missing" of="missing" reminder="false" since="2026-11-24T23:00:00\.000Z"\] The day begins, [^\n]*2026-11-25 08:00 \(Asia\/Tokyo\)\.$/,
  )
  assert.match(warning, /^<36>1 .* kind="late" of="late" reminder="true" /)
  assert.match(critical, /^<34>1 .* run="12" targets="gate2,gate3" .*not all its groups are at: gate2, gate3/)
  assert.match(calendar, /^<36>1 .* kind="calendar" .*holidays\.txt:3: "\] ": no date/)
  assert.match(clear, /^<37>1 .* kind="all-clear" of="gate-down" .*the gate answers again/)
})

test('an alarm goes by TCP and by TLS as well, to a collector whose certificate counts', async () => {
  await using plain = await startCollector()
  await using config = await settings({
    syslog: { host: '127.0.0.1', port: plain.port, transport: 'tcp' },
  })
  const { certificate, key } = await writeCertificate(config.folder)
  await using sealed = await startCollector(0, {
    cert: await readFile(certificate),
    key: await readFile(key),
  })
  const tls = {
    host: '127.0.0.1',
    port: sealed.port,
    transport: 'tls',
    serverName: 'localhost',
    authorities: certificate,
  } as const
  const over = (syslog: Partial<NonNullable<Alarms['syslog']>>): Config => ({
    ...config,
    night: {
      ...config.night,
      alarms: { ...config.night.alarms, syslog: { ...tls, facility: 16, ...syslog } },
    },
  })
  assert.deepEqual(await sendAlarm(missing, ['syslog'], config, config.folder, now), [])
  assert.deepEqual(await sendAlarm(missing, ['syslog'], over({}), config.folder, now), [])
  const [fault] = await sendAlarm(
    missing,
    ['syslog'],
    over({ serverName: 'other.example' }),
    config.folder,
    now,
  )
  assert.equal(fault?.channel, 'syslog')
  await until(() => plain.messages.length + sealed.messages.length === 2)
  for (const { messages } of [plain, sealed]) assert.match(messages[0] ?? '', /^<129>1 .* kind="missing" /)
})

test('every channel is tried where one hangs and another fails, and what was not sent is said with its reason', async (context) => {
  await using collector = await startCollector()
  const sockets: Socket[] = []
  const hanging = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
  hanging.listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  context.after(() => {
    for (const socket of sockets) socket.destroy()
    hanging.close()
  })
  const address = hanging.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  await using config = await settings({
    mail: { from: 'gate@example.co.jp', to: ['admin@example.co.jp'], host: '127.0.0.1', port, tls: 'none' },
    webhook: { url: `http://127.0.0.1:${await freePort()}/`, secret: 'secret' },
    syslog: { host: '127.0.0.1', port: collector.port },
  })
  const failures = await sendAlarm(missing, channelsIn(config), config, config.folder, now, 200)
  assert.deepEqual(
    failures.map(({ channel }) => channel),
    ['mail', 'webhook'],
  )
  assert.match(failures[1]?.why ?? '', /ECONNREFUSED/)
  await until(() => collector.messages.length === 1)
  assert.equal(collector.messages.length, 1)
})

test('an alarm that no channel took was not said: it is tried again soon, and each channel until it has it', async () => {
  const port = await freePort()
  await using company = await nightCompany({
    alarms: {
      webhook: { url: `http://127.0.0.1:${port}/`, secret: 'secret' },
      syslog: { host: '127.0.0.1', port: await freePort() },
    },
  })
  await writeFile(join(company.folder, 'secret'), secret)
  const { config } = company.parts()
  const look = async (at: number, isGateDown = true): Promise<NightLook> =>
    await lookAtNight(config, company.folder, company.desk.database, isGateDown, at)
  const first = await look(now)
  assert.deepEqual(kindsOf(first), ['gate-down'])
  const failed = new Set(first.notSent.map(({ channel }) => channel))
  assert.deepEqual([...failed].toSorted(), ['syslog', 'webhook'])
  await using hook = await startHook(port)
  const second = await look(now + 60_000)
  assert.deepEqual(kindsOf(second), [], 'it is no new alarm')
  assert.ok(second.notSent.every(({ channel }) => channel === 'syslog'))
  assert.ok(hook.posted.some(({ body }) => body.includes('"alarm":"gate-down","of":"gate-down"')))
  const posted = hook.posted.length
  await look(now + 600_000)
  assert.equal(hook.posted.length, posted, 'the channel that has it is left alone')
})
