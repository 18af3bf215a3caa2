/** `sekisho push` from one machine to a gate on another, with what networks and people do in between. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'

import { signatureOf } from '../../src/deliver/webhook-signature.ts'
import { at, startRunningApi, type RunningApi } from '../api/running-api.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { startDatagramCollector, startHook } from '../peers/collectors.ts'
import { freePort } from '../peers/free-port.ts'
import { startFailingProxy, type Failure } from '../roster/failing-proxy.ts'
import { root, sekisho, type Ended } from './command.ts'

const bank = join(root, 'test', 'bank')

let api: RunningApi
let folder = ''
let secret = ''
let hr = ''
let rules = ''

before(async () => {
  api = await startRunningApi(
    {},
    {
      organization: bank,
      night: { enabled: true, schedule: { enabled: false }, arrival: { complete: 'done-mark' } },
    },
  )
  folder = await mkdtemp(join(tmpdir(), 'sekisho-push-'))
  secret = api.token('hr', 'roster:read', 'roster:write')
  await writeFile(join(folder, 'token'), `${secret}\n`)
  hr = new TextDecoder('shift_jis').decode(await readFile(join(bank, 'hr.csv')))
  rules = await readFile(join(bank, 'rules.yaml'), 'utf8')
})
after(async () => {
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** A folder with a dump that no other test has: the bank with some line ends behind it. */
async function dumpFolder(name: string, ends: number, itsRules?: string): Promise<string> {
  const path = join(folder, name)
  await mkdir(path, { recursive: true })
  await writeFile(join(path, 'hr.csv'), `${hr.trimEnd()}${'\n'.repeat(ends)}`)
  if (itsRules !== undefined) await writeFile(join(path, 'rules.yaml'), itsRules)
  return path
}

async function push(directory: string, ...words: readonly string[]): Promise<Ended> {
  const to = words.includes('--to') ? [] : ['--to', api.url]
  const usual = ['--token-file', join(folder, 'token'), '--every', '0.2']
  const ended = await sekisho(['push', directory, ...to, ...usual, ...words])
  assert.ok(!`${ended.stdout}${ended.stderr}`.includes(secret), 'the token is told')
  return ended
}

async function inForce(): Promise<unknown> {
  return at((await api.ask(secret, 'GET', '/v1/roster')).body, 'night')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

test('a dump is sent, imported and followed; the rules go along only where they have changed', async () => {
  const first = await push(await dumpFolder('one', 1, rules))
  assert.equal(first.code, 0, first.stderr)
  assert.match(first.stderr, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}rules\.yaml is the one that the gate has/)
  assert.match(first.stderr, /Sends hr\.csv: \d+ octets[^]*Night 1: activated: done\.[^]*Night 1: done\.\n$/)
  assert.match(first.stdout, /^Night 1: done\.\n/)
  const other = `${rules}\n# changed\n`
  const second = await push(await dumpFolder('two', 2, other), '--json')
  assert.equal(second.code, 0, second.stderr)
  const lines = second.stderr
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  assert.deepEqual(
    lines.filter((line) => at(line, 'event') === 'sends').map((line) => at(line, 'file')),
    ['rules.yaml', 'hr.csv'],
  )
  const result: unknown = JSON.parse(second.stdout)
  assert.deepEqual(
    [at(result, 'end'), at(result, 'late'), at(result, 'run', 'rules')],
    ['ended', false, sha256(other)],
  )
  assert.equal(at(await inForce(), 'run'), 2)
  const third = await push(await dumpFolder('three', 3, other))
  assert.equal(third.code, 0, third.stderr)
  assert.match(third.stderr, /is not sent/)
  assert.equal(at(await inForce(), 'rules'), sha256(other))
})

test('the dump in force is sent all the same, and what the guard says is told', async () => {
  const path = await dumpFolder('four', 4)
  assert.equal((await push(path)).code, 0)
  const again = await push(path)
  assert.equal(again.code, 1, again.stderr)
  assert.match(again.stderr, /Night \d+: guarded: stopped\./)
  assert.match(again.stdout, /stopped by the guard[^]*octet for octet/)
})

test('errors of a dump come back with their lines', async () => {
  const path = await dumpFolder('faulty', 1)
  await writeFile(join(path, 'hr.csv'), 'a,b\n1,2\n')
  const { code, stdout } = await push(path)
  assert.equal(code, 1)
  assert.match(stdout, /failed\.\n[^]*hr\.csv:1/)
})

test('what networks and busy gates do is tried again, and nothing is imported twice', async () => {
  const told = new Map<string, Failure>([
    ['1', 'cut'],
    ['2', 429],
    ['3', 'garbage'],
  ])
  let puts = 0
  let posts = 0
  await using proxy = await startFailingProxy(api.url, (number, method): Failure | undefined => {
    if (method === 'PUT' && (puts += 1) < 3) return puts === 1 ? 503 : 'lost'
    if (method === 'POST' && (posts += 1) === 1) return 'lost'
    return told.get(String(number))
  })
  const lastRun = at((await api.ask(secret, 'GET', '/v1/roster/runs?limit=1')).body, 'runs', 0, 'number')
  const { code, stderr } = await push(await dumpFolder('five', 5), '--to', proxy.url)
  assert.equal(code, 0, stderr)
  assert.match(stderr, /cannot be reached[^]*just now \(429\)[^]*not one of a gate[^]*just now \(503\)/)
  const { body } = await api.ask(secret, 'GET', '/v1/roster/runs?limit=1')
  assert.deepEqual(
    [at(body, 'runs', 0, 'number'), at(body, 'runs', 0, 'state')],
    [Number(lastRun) + 1, 'done'],
  )
})

test('what the gate refuses is not tried again, and says what is missing', async () => {
  await writeFile(join(folder, 'reader'), api.token('reader', 'roster:read'))
  const path = await dumpFolder('six', 6)
  const { code, stderr } = await push(path, '--token-file', join(folder, 'reader'))
  assert.equal(code, 2)
  assert.match(stderr, /refuses \(403\)\. The route needs the scope roster:write/)
  await writeFile(join(folder, 'wrong'), 'sekisho_wrong')
  assert.equal((await push(path, '--token-file', join(folder, 'wrong'))).code, 2)
})

test('a folder without a dump ends at once, and with wrong usage nothing is begun', async () => {
  const empty = join(folder, 'empty')
  await mkdir(empty)
  const none = await push(empty)
  assert.deepEqual([none.code, none.stderr.includes('no whole new dump')], [4, true])
  const nowhere = await push(join(folder, 'nowhere'))
  assert.equal(nowhere.code, 2)
  assert.match(nowhere.stderr, /nowhere cannot be read: there is no such file or folder/)
  for (const words of [
    ['--deadline', '25:00'],
    ['--timezone', 'Asia/Tokio'],
    ['--effective', 'tomorrow'],
    ['--effective', '2027-02-29T08:00'],
    ['--every', 'x'],
  ])
    assert.equal((await push(empty, ...words)).code, 2, words.join(' '))
})

test('a dump that is waited for is sent when it is whole, and not that of yesterday', async () => {
  const path = await dumpFolder('seven', 7)
  await writeFile(join(path, 'hr.csv.done'), '')
  await pause(50)
  const since = new Date().toISOString()
  const asked = ['--wait', '--complete', 'done-mark', '--newer-than', since, '--give-up', '30s', '--detach']
  const pushing = push(path, ...asked)
  await pause(1_500)
  const next = `${hr.trimEnd()}${'\n'.repeat(8)}`
  await writeFile(join(path, 'hr.csv'), next)
  await pause(500)
  await writeFile(join(path, 'hr.csv.done'), '')
  const { code, stderr } = await pushing
  assert.equal(code, 0, stderr)
  assert.match(stderr, /Night \d+ has begun\.\n$/)
  assert.match(stderr, new RegExp(sha256(next)))
})

test('a dump with a moment beside it waits for that moment at the gate', async () => {
  const path = await dumpFolder('ahead', 11)
  await writeFile(join(path, 'effective.txt'), '\u{feff}2099-04-01 08:00\r\n')
  const { code, stdout, stderr } = await push(path, '--json')
  assert.equal(code, 0, stderr)
  const said: unknown = JSON.parse(stdout)
  assert.deepEqual([at(said, 'run', 'state'), at(said, 'run', 'effective')], ['waiting', '2099-04-01T08:00'])
})

test('what is not done by its deadline raises the alarm, is tried on, and clears it or gives up', async () => {
  await using hook = await startHook()
  await using collector = await startDatagramCollector()
  const key = 'a secret of thirty-two octets...'
  await writeFile(join(folder, 'webhook.key'), key)
  const alarms = join(folder, 'alarms.yaml')
  const webhook = { url: `http://127.0.0.1:${hook.port}/`, secret: 'webhook.key' }
  const syslog = { host: '127.0.0.1', port: collector.port, transport: 'udp' }
  const successUrl = `http://127.0.0.1:${hook.port}/done`
  await writeFile(alarms, JSON.stringify({ webhook, syslog, successUrl }))
  const path = join(folder, 'late')
  await mkdir(path)
  const late = push(path, '--wait', '--deadline', '1s', '--give-up', '30s', '--alarms', alarms)
  const never = push(join(folder, 'empty'), '--wait', '--deadline', '1s', '--give-up', '2s')
  for (let tries = 0; tries < 400 && hook.posted.length === 0; tries += 1) await pause(25)
  await dumpFolder('late', 9)
  const ended = await late
  assert.equal(ended.code, 3, ended.stderr)
  assert.match(ended.stderr, /Alarm: .*is late\n[^]*Sends hr\.csv[^]*: done\.\n.*Alarm: .*all clear\n$/)
  const gaveUp = await never
  assert.equal(gaveUp.code, 4, gaveUp.stderr)
  assert.match(gaveUp.stderr, /is late\n[^]*no whole new dump[^]*Alarm: .*did not take force\n$/)
  const posted = hook.posted.filter(({ body }) => body !== '')
  const told = posted.map(({ body }): unknown => JSON.parse(body))
  assert.deepEqual(
    told.map((one) => [at(one, 'alarm'), at(one, 'folder'), at(one, 'reminder')]),
    [
      ['push-late', path, false],
      ['all-clear', path, false],
    ],
  )
  assert.equal(hook.posted.length, 3, 'the address of success is called once')
  const { headers, body } = posted[0] ?? { headers: {}, body: '' }
  assert.equal(headers['x-sekisho-signature'], signatureOf(key, Number(headers['x-sekisho-timestamp']), body))
  assert.equal(collector.messages.length, 2)
  assert.match(collector.messages[0] ?? '', /^<\d+>1 .* kind="push-late" of="push-late" .*is not in force at/)
})

test('on a holiday no dump is late or missing, and on any day where the file of holidays is broken', async () => {
  const today = Temporal.Now.plainDateISO('UTC')
  const [good, broken] = [join(folder, 'holidays.txt'), join(folder, 'broken.txt')]
  // The test may run over midnight.
  await writeFile(good, `${today.toString()} closed\n${today.add({ days: 1 }).toString()}\n2099-12-31\n`)
  await writeFile(broken, `${today.toString()}\nsoon\n`)
  const path = join(folder, 'holiday')
  await mkdir(path)
  const asked = ['--timezone', 'UTC', '--wait', '--deadline', '0s', '--give-up', '1s', '--holidays', good]
  const [none, all] = await Promise.all([push(path, ...asked), push(path, ...asked, '--holidays', broken)])
  assert.deepEqual([none.code, none.stderr.includes('Alarm')], [0, false], none.stderr)
  assert.match(none.stderr, /No dump has come in .*holiday, and none was expected: \d{4}-/)
  assert.equal(all.code, 4)
  assert.match(all.stderr, /broken\.txt:2: "soon"[^]*Alarm: .*late\n[^]*Alarm: .*did not take force/)
  await dumpFolder('holiday', 12)
  const came = await push(path, ...asked, '--give-up', '60s', '--json')
  const said: unknown = JSON.parse(came.stdout)
  assert.deepEqual([came.code, at(said, 'end'), at(said, 'late')], [0, 'ended', false])
  assert.match(String(at(said, 'holiday')), /^\d{4}-/)
})

test('a file of alarms that cannot be used is said before anything begins', async () => {
  await writeFile(join(folder, 'faulty.yaml'), 'mail: { form: a@example.co.jp }')
  const { code, stderr } = await push(folder, '--alarms', join(folder, 'faulty.yaml'))
  assert.equal(code, 2)
  assert.match(stderr, /faulty\.yaml does not say whom alarms go to:\n[^]*form/)
})

test('a gate that is down when the dump is there gets it once it is up', async () => {
  const port = await freePort()
  const to = ['--to', `http://127.0.0.1:${port}`, '--detach']
  const pushing = push(await dumpFolder('down', 12), ...to)
  await pause(1_500)
  const server = createServer(passOn)
  server.listen(port, '127.0.0.1')
  const { code, stderr } = await pushing
  server.close()
  assert.equal(code, 0, stderr)
  assert.match(stderr, /cannot be reached \(ECONNREFUSED\)[^]*has begun/)
})

/** To the gate, octet for octet. */
function passOn(socket: Socket): void {
  const gate = connect(Number(new URL(api.url).port), '127.0.0.1')
  for (const end of [socket, gate]) end.on('error', () => undefined)
  socket.pipe(gate).pipe(socket)
}

test("a certificate of the company's own is trusted where NODE_EXTRA_CA_CERTS says so, also for the file", async () => {
  const { certificate, key } = await writeCertificate(folder)
  const keys = { cert: await readFile(certificate), key: await readFile(key) }
  const server = createTlsServer(keys, passOn)
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const words = ['push', await dumpFolder('tls', 10), '--to', `https://localhost:${port ?? 0}`]
  const asked = [...words, '--token-file', join(folder, 'token'), '--detach', '--give-up', '1s']
  try {
    const stranger = await sekisho(asked)
    assert.equal(stranger.code, 4)
    assert.match(stranger.stderr, /SELF_SIGNED/)
    const known = await sekisho(asked, { environment: { NODE_EXTRA_CA_CERTS: certificate } })
    assert.equal(known.code, 0, known.stderr)
  } finally {
    server.close()
  }
})
