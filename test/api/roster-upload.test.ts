import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { nightPlaces } from '../../src/roster/night-places.ts'
import { lockNight } from '../../src/store/night-lock.ts'
import { at, listAt, startRunningApi, type Answered, type RunningApi } from './running-api.ts'

const bank = join(import.meta.dirname, '..', 'bank')
const limit = 33_554_432

let api: RunningApi
let writer = ''
let reader = ''
let incoming = ''
let hr = Buffer.alloc(0)

before(async () => {
  api = await startRunningApi(
    { uploadLimit: limit },
    {
      night: { enabled: true, schedule: { enabled: false }, arrival: { complete: 'done-mark' } },
      floors: { spool: 1 },
      organization: bank,
    },
  )
  writer = api.token('hr', 'roster:write')
  reader = api.token('look', 'roster:read')
  incoming = join(api.gate.folder, 'var', 'roster', 'incoming')
  hr = await readFile(join(bank, 'hr.csv'))
})
after(async () => await api[Symbol.asyncDispose]())

function digestOf(content: Buffer | string): string {
  return `sha-256=:${createHash('sha256').update(content).digest('base64')}:`
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

async function upload(
  name: string,
  content: Buffer,
  headers: Readonly<Record<string, string>> = { 'Content-Digest': digestOf(content) },
): Promise<Answered> {
  const response = await fetch(`${api.url}/v1/roster/incoming/${name}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${writer}`, 'Content-Type': 'application/octet-stream', ...headers },
    body: new Uint8Array(content),
  })
  const { status } = response
  return { status, headers: response.headers, body: await response.json() }
}

async function filesThere(): Promise<readonly string[]> {
  const names: readonly string[] = await readdir(incoming).catch(() => [])
  return names.toSorted()
}

async function emptied(): Promise<void> {
  await rm(incoming, { recursive: true, force: true })
}

test('a dump that is uploaded is complete at once, named with its hash, and on record', async () => {
  await emptied()
  const sent = await upload('hr.csv', hr)
  assert.deepEqual([sent.status, sent.body], [200, { file: 'hr.csv', octets: hr.length, sha256: sha256(hr) }])
  assert.deepEqual(await filesThere(), ['hr.csv', 'hr.csv.done'])
  assert.equal((await stat(join(incoming, 'hr.csv'))).mode & 0o777, 0o600)
  const { body } = await api.ask(reader, 'GET', '/v1/roster/incoming')
  assert.equal(at(body, 'state'), 'complete')
  assert.equal(at(body, 'files', 0, 'sha256'), sha256(hr))
  // Rules that come behind it must not make it wait for a mark of its own.
  await upload('rules.yaml', await readFile(join(bank, 'rules.yaml')))
  assert.equal(at((await api.ask(reader, 'GET', '/v1/roster/incoming')).body, 'state'), 'complete')
  const audit = api.terminal('audit', '--json')
  assert.match(audit.stdout, new RegExp(`"roster.upload"[^]*"${sha256(hr)}"`))
})

test('a dump brings its moment along, before it can be taken, and the next one does not inherit it', async () => {
  await emptied()
  await upload('hr.csv?effective=2099-04-01T08:00', hr)
  assert.deepEqual(await filesThere(), ['effective.txt', 'hr.csv', 'hr.csv.done'])
  const { body } = await api.ask(reader, 'GET', '/v1/roster/incoming')
  assert.equal(at(body, 'effective'), '2099-04-01T08:00')
  // So that no other dump goes by it, whatever is cut off between the two files.
  assert.equal(
    await readFile(join(incoming, 'effective.txt'), 'utf8'),
    `2099-04-01T08:00\n${sha256(hr)}  hr.csv\n`,
  )
  assert.equal((await upload('hr.csv?effective=tomorrow', hr)).status, 400)
  await upload('hr.csv', hr)
  assert.deepEqual(await filesThere(), ['hr.csv', 'hr.csv.done'])
})

test('rules do not make a dump complete that is still coming', async () => {
  await emptied()
  await mkdir(incoming, { recursive: true })
  await writeFile(join(incoming, 'hr.csv'), 'half')
  await upload('rules.yaml', await readFile(join(bank, 'rules.yaml')))
  assert.equal(at((await api.ask(reader, 'GET', '/v1/roster/incoming')).body, 'state'), 'coming')
})

test('what differs from its digest, has none, or is not the plain whole file is not kept', async () => {
  await emptied()
  const wrong = await upload('hr.csv', hr, { 'Content-Digest': digestOf('another') })
  assert.deepEqual([wrong.status, at(wrong.body, 'code')], [400, 'wrong-digest'])
  const none = await upload('hr.csv', hr, {})
  assert.deepEqual([none.status, at(none.body, 'code')], [400, 'bad-request'])
  assert.match(String(at(none.body, 'detail')), /Content-Digest: sha-256/)
  const digest = digestOf(hr)
  const weak = await upload('hr.csv', hr, { 'Content-Digest': `${digest}, sha-512=:${btoa('x')}:` })
  assert.equal(weak.status, 400)
  const form = await upload('hr.csv', hr, { 'Content-Type': 'multipart/form-data', 'Repr-Digest': digest })
  assert.equal(form.status, 415)
  assert.match(String(at(form.body, 'detail')), /multipart\/form-data; this route takes text\/csv/)
  const packed = await upload('hr.csv', hr, { 'Content-Encoding': 'gzip', 'Repr-Digest': digest })
  assert.equal(packed.status, 400)
  const part = await upload('hr.csv', hr, { 'Content-Range': 'bytes 0-1/2', 'Repr-Digest': digest })
  assert.equal(part.status, 400)
  assert.deepEqual(await filesThere(), [])
})

/** Sends these octets without saying how many there will be, and then ends or breaks off. */
function trickle(pieces: readonly Buffer[], end: 'ends' | 'breaks off', digest: string): Promise<number> {
  return new Promise((resolve) => {
    const sending = request(`${api.url}/v1/roster/incoming/hr.csv`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${writer}`, 'Content-Digest': digest },
    })
    sending.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sending.on('error', () => resolve(0))
    for (const piece of pieces) sending.write(piece)
    if (end === 'ends') sending.end()
    else setTimeout(() => sending.destroy(), 200)
  })
}

async function untilNothingIsThere(): Promise<readonly string[]> {
  for (let tries = 0; tries < 100 && (await filesThere()).length > 0; tries += 1) await pause(20)
  return await filesThere()
}

test('an upload that breaks off leaves nothing, and keeps what came before it', async () => {
  await emptied()
  assert.equal(await trickle([hr.subarray(0, 300)], 'breaks off', digestOf(hr)), 0)
  assert.deepEqual(await untilNothingIsThere(), [])
  // A proxy in front may end what broke off: then the digest tells.
  assert.equal(await trickle([hr.subarray(0, 300)], 'ends', digestOf(hr)), 400)
  assert.deepEqual(await filesThere(), [])
  assert.equal(await trickle([hr], 'ends', digestOf(hr)), 200)
  await trickle([hr.subarray(0, 300)], 'breaks off', digestOf(hr))
  assert.deepEqual(await readFile(join(incoming, 'hr.csv')), hr)
})

test('a large file is taken a piece at a time, and one that is too large not at all', async () => {
  await emptied()
  const piece = Buffer.alloc(1_048_576, 'x')
  const pieces = limit / piece.length
  const whole = createHash('sha256')
  for (let count = 0; count < pieces; count += 1) whole.update(piece)
  const digest = `sha-256=:${whole.digest('base64')}:`
  const send = async (count: number): Promise<number> => {
    const stream = Readable.from(Array.from({ length: count }, () => piece))
    const response = await fetch(`${api.url}/v1/roster/incoming/hr.csv`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${writer}`, 'Content-Digest': digest },
      body: Readable.toWeb(stream) as ReadableStream,
      duplex: 'half',
    })
    await response.text()
    return response.status
  }
  assert.equal(await send(pieces), 200)
  assert.equal((await stat(join(incoming, 'hr.csv'))).size, limit)
  assert.equal(await send(pieces + 1), 413)
  assert.deepEqual(await filesThere(), ['hr.csv', 'hr.csv.done'])
  const announced = await upload('hr.csv', Buffer.alloc(limit + 1))
  assert.equal(announced.status, 413)
  assert.match(JSON.stringify(announced.body), /api\.uploadLimit/)
  // Within `api.uploadLimit`, and no import would read it.
  const rules = await upload('rules.yaml', Buffer.alloc(16_777_217))
  assert.equal(rules.status, 413)
  assert.match(JSON.stringify(rules.body), /No import reads a rules\.yaml of more than 16777216 octets/)
  assert.match(String(at(announced.body, 'detail')), /33554432 octets/)
})

const onlyRoot = process.getuid?.() === 0 ? false : 'mounting a tmpfs needs root'

test(
  'a disk that is full, or would be, refuses an upload with 507 and has nothing of it',
  { skip: onlyRoot },
  async (context) => {
    await emptied()
    await mkdir(incoming, { recursive: true })
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', incoming])
    if (mounted.status !== 0) {
      context.skip('needs the right to mount a small tmpfs')
      return
    }
    try {
      const large = Buffer.alloc(2_097_152, 'x')
      const announced = await upload('hr.csv', large)
      assert.deepEqual([announced.status, at(announced.body, 'code')], [507, 'no-room'])
      const pieces = Array.from({ length: 32 }, () => large.subarray(0, 65_536))
      assert.equal(await trickle(pieces, 'ends', digestOf(large)), 507)
      assert.deepEqual(await filesThere(), [])
      assert.equal((await upload('hr.csv', hr)).status, 200)
    } finally {
      spawnSync('umount', [incoming])
    }
  },
)

test('two uploads at once are each whole, and the last one counts', async () => {
  await emptied()
  const other = Buffer.concat([hr, Buffer.from('\n')])
  const all = await Promise.all(
    [hr, other, hr, other, hr, other].map(async (content) => await upload('hr.csv', content)),
  )
  assert.ok(all.every(({ status }) => status === 200))
  const kept = sha256(await readFile(join(incoming, 'hr.csv')))
  assert.ok([sha256(hr), sha256(other)].includes(kept))
  assert.deepEqual(await filesThere(), ['hr.csv', 'hr.csv.done'])
})

test('of uploads with and without a moment at once, none is left with the moment of another', async () => {
  await emptied()
  const contents = ['', '\n', '\n\n'].map((end) => Buffer.concat([hr, Buffer.from(end)]))
  const queries = ['', '?effective=2099-04-01T08:00', '?effective=2099-05-01T08:00']
  const queryOf = new Map(contents.map((content, index) => [sha256(content), queries[index]]))
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(
      [0, 1, 2, 0, 1, 2].map(
        async (index) => await upload(`hr.csv${queries[index] ?? ''}`, contents[index] ?? hr),
      ),
    )
    const kept = sha256(await readFile(join(incoming, 'hr.csv')))
    const moment = await readFile(join(incoming, 'effective.txt'), 'utf8').catch(() => '')
    const query = queryOf.get(kept) ?? ''
    assert.equal(moment, query === '' ? '' : `${query.slice(11)}\n${kept}  hr.csv\n`)
  }
})

async function ended(number: unknown): Promise<Answered> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await api.ask(reader, 'GET', `/v1/roster/runs/${String(number)}`)
    if (at(answer.body, 'state') !== 'under-way') return answer
    await pause(25)
  }
  throw new Error('the import does not end')
}

test('an import is begun and followed, and then the gate says what is in force', async () => {
  await emptied()
  const early = await api.ask(writer, 'POST', '/v1/roster/runs', {})
  assert.deepEqual([early.status, at(early.body, 'code')], [409, 'conflict'])
  await upload('rules.yaml', await readFile(join(bank, 'rules.yaml')))
  await upload('hr.csv', hr)
  const begun = await api.ask(writer, 'POST', '/v1/roster/runs', {})
  assert.equal(begun.status, 202, JSON.stringify(begun.body))
  const number = at(begun.body, 'run')
  assert.equal(begun.headers.get('location'), `/v1/roster/runs/${String(number)}`)
  const { body } = await ended(number)
  assert.deepEqual([at(body, 'state'), at(body, 'who'), at(body, 'dump')], ['done', 'hr', sha256(hr)])
  assert.deepEqual(
    listAt(body, 'steps').map((step) => at(step, 'name')),
    ['found', 'read', 'checked', 'compared', 'guarded', 'activated', 'published'],
  )
  const roster = await api.ask(reader, 'GET', '/v1/roster')
  assert.deepEqual([at(roster.body, 'night', 'run'), at(roster.body, 'night', 'dump')], [number, sha256(hr)])
  assert.equal(at(roster.body, 'night', 'rules'), sha256(await readFile(join(bank, 'rules.yaml'))))
  const runs = await api.ask(reader, 'GET', '/v1/roster/runs?limit=1')
  assert.equal(at(runs.body, 'runs', 0, 'number'), number)
  assert.equal((await api.ask(reader, 'GET', '/v1/roster/runs/999')).status, 404)
  assert.deepEqual(await filesThere(), [])
})

test('a person lets pass what the guard has stopped, and goes back, with name and reason on record', async () => {
  await emptied()
  const decider = api.token('decider', 'roster:approve')
  // The dump in force once more.
  await upload('hr.csv', hr)
  const begun = await api.ask(writer, 'POST', '/v1/roster/runs', {})
  const number = at(begun.body, 'run')
  assert.equal(at((await ended(number)).body, 'state'), 'stopped')
  const path = `/v1/roster/runs/${String(number)}/approval`
  assert.equal((await api.ask(decider, 'POST', path, { reason: ' ' })).status, 400)
  assert.equal((await api.ask(decider, 'POST', '/v1/roster/runs/99/approval', { reason: 'x' })).status, 404)
  const approved = await api.ask(decider, 'POST', path, { reason: 'nothing changes on Sundays' })
  assert.deepEqual(
    [approved.status, approved.headers.get('location')],
    [202, `/v1/roster/runs/${String(number)}`],
  )
  const { body } = await ended(number)
  assert.deepEqual([at(body, 'state'), at(body, 'approval', 'who')], ['done', 'decider'])
  const twice = await api.ask(decider, 'POST', path, { reason: 'again' })
  assert.equal(twice.status, 409)
  const taken = await api.ask(decider, 'POST', path.replace('approval', 'withdrawal'), { reason: 'again' })
  assert.equal(taken.status, 409)
  const back = await api.ask(decider, 'POST', '/v1/roster/rollback', { reason: 'it was not' })
  assert.deepEqual(
    [back.status, at(back.body, 'inForce')],
    [200, Number(number) - 1],
    JSON.stringify(back.body),
  )
  const audit = api.terminal('audit', '--json').stdout
  for (const word of ['night.approve', 'nothing changes on Sundays', 'it was not'])
    assert.match(audit, new RegExp(word))
})

test('while another import is at work none begins, and what is uploaded meanwhile stays', async () => {
  await emptied()
  await upload('hr.csv', hr)
  const { directory } = nightPlaces(join(api.gate.folder, 'var', 'roster'))
  const lock = lockNight(directory, { pid: process.pid, who: 'somebody', since: 0 })
  assert.equal(lock.kind, 'locked')
  const refused = await api.ask(writer, 'POST', '/v1/roster/runs', {})
  assert.deepEqual([refused.status, at(refused.body, 'code')], [409, 'conflict'])
  assert.match(String(at(refused.body, 'detail')), /somebody/)
  if (lock.kind === 'locked') lock.release()
  assert.deepEqual(await filesThere(), ['hr.csv', 'hr.csv.done'])
})

test('a moment that is no day and hour is refused before anything begins', async () => {
  for (const effective of ['tomorrow', '2027-02-29T08:00']) {
    const { status } = await api.ask(writer, 'POST', '/v1/roster/runs', { effective })
    assert.equal(status, 400, effective)
    assert.equal((await upload(`hr.csv?effective=${effective}`, hr)).status, 400, effective)
  }
})
