import assert from 'node:assert/strict'
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { nightParts } from '../../src/cli/night-desk.ts'
import { nightPlaces } from '../../src/roster/night-places.ts'
import { runNight } from '../../src/roster/night-run.ts'
import { lookAtNight, type NightLook } from '../../src/roster/night-watch.ts'
import { removeUnfinishedUploads } from '../../src/roster/receive-upload.ts'
import { sekisho } from '../cli/command.ts'
import { startHook } from '../peers/collectors.ts'
import { nightCompany, withoutLastRow, type NightCompany } from './night-company.ts'

const secret = 'a secret of thirty-two octets...'

function at(clock: string): number {
  return Temporal.ZonedDateTime.from(`2026-11-24T${clock}[Asia/Tokyo]`).epochMilliseconds
}

async function watched(port: number, night: object = {}): Promise<NightCompany> {
  const alarms = { webhook: { url: `http://127.0.0.1:${port}/`, secret: 'secret' } }
  const company = await nightCompany({ alarms, ...night })
  await writeFile(join(company.folder, 'secret'), secret)
  return company
}

async function look({ parts, folder, desk }: NightCompany, clock: string, later = 0): Promise<NightLook> {
  const now = at(clock) + later * 3_600_000
  return await lookAtNight(parts().config, folder, desk.database, false, now)
}

const kinds = ({ alarms }: NightLook): readonly string[] =>
  alarms.map(({ kind, of }) => (kind === 'all-clear' ? `${of} is over` : kind))

test('a dump that fails is told of at once, and that it is well with the one that replaces it', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  const { hr } = company
  await company.run(await company.dump('bad', hr.slice(0, hr.length >> 1)), { now: () => at('04:05') })
  assert.deepEqual(kinds(await look(company, '04:06')), ['failed'])
  assert.deepEqual(kinds(await look(company, '04:07')), [])
  await company.run(await company.dump('good', hr), { now: () => at('05:00') })
  assert.deepEqual(kinds(await look(company, '05:01')), ['failed is over'])
  assert.deepEqual(
    hook.posted.map(({ body }) => body.slice(0, body.indexOf(',"reminder"'))),
    ['{"alarm":"failed","of":"failed"', '{"alarm":"all-clear","of":"failed"'],
  )
})

test('no dump at all is late at the hour of the warning and missing at that of the alarm', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  assert.deepEqual(kinds(await look(company, '06:59')), [])
  assert.deepEqual(kinds(await look(company, '07:00')), ['late'])
  assert.deepEqual(kinds(await look(company, '08:00')), ['missing'])
  assert.equal(hook.posted.length, 2)
})

test('a target that is back at the next attempt wakes nobody; one that stays away is told of by name, and no later than at the hour of the warning', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port, {
    publish: [
      { name: 'files', target: 'groups' },
      { name: 'archive', target: 'archive' },
    ],
  })
  const publishAgain = async (clock: string): Promise<void> => {
    await runNight(company.parts({ now: () => at(clock) }), { source: undefined, effective: undefined })
  }
  const place = join(company.folder, 'groups')
  await writeFile(place, 'in the way')
  await company.run(await company.dump('tonight', company.hr), { now: () => at('04:10') })
  assert.deepEqual(kinds(await look(company, '04:11')), [])
  await rm(place)
  await publishAgain('04:15')
  assert.deepEqual(kinds(await look(company, '07:00')), [])
  await rm(place, { recursive: true })
  await writeFile(place, 'in the way')
  await company.run(await company.dump('again', withoutLastRow(company.hr)), { now: () => at('06:45') })
  assert.deepEqual(kinds(await look(company, '06:59')), [])
  const [alarm] = (await look(company, '07:00')).alarms
  assert.deepEqual([alarm?.kind, alarm?.run, alarm?.targets], ['unpublished', 2, ['files']])
  await rm(place)
  await publishAgain('07:05')
  assert.deepEqual(kinds(await look(company, '07:06')), ['unpublished is over'])
  assert.match(
    hook.posted[0]?.body ?? '',
    /"targets":\["files"\],"faults":\["files: .*not all its groups are at: files\..*\\nfiles: [^\\]*\(ENOTDIR\)/,
  )
})

test('a target that stays away in the middle of the night is told of after half an hour', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port, { publish: [{ name: 'files', target: 'groups' }] })
  await writeFile(join(company.folder, 'groups'), 'in the way')
  await company.run(await company.dump('tonight', company.hr), { now: () => at('04:10') })
  assert.deepEqual(kinds(await look(company, '04:39')), [])
  assert.deepEqual(kinds(await look(company, '04:40')), ['unpublished'])
})

test('a target that fails by day is told of at once, one that fails at midnight is not', async () => {
  await using hook = await startHook()
  for (const [clock, alarms] of [
    ['09:00', ['unpublished']],
    ['00:01', []],
  ] as const) {
    await using company = await watched(hook.port, { publish: [{ name: 'files', target: 'groups' }] })
    await writeFile(join(company.folder, 'groups'), 'in the way')
    await company.run(await company.dump('tonight', company.hr), { now: () => at(clock) })
    assert.deepEqual(kinds(await look(company, clock)), alarms)
  }
})

test('where what was said cannot be written down it is said all the same, and once', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  const place = join(company.folder, 'var', 'roster')
  await mkdir(join(company.folder, 'var'), { recursive: true })
  await writeFile(place, 'in the way')
  for (const clock of ['08:00', '08:01']) await assert.rejects(look(company, clock), /EEXIST|ENOTDIR/)
  // The dump is missing, and its folder cannot be there.
  assert.equal(hook.posted.length, 2)
  await rm(place)
  assert.deepEqual(kinds(await look(company, '08:02')), ['unreadable is over'])
  assert.equal(hook.posted.length, 3)
})

test('a gate that is first started after the hours of a night has missed nothing, and the next night counts', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  const { standing, alarms } = await look(company, '08:10')
  assert.deepEqual([standing.kind, alarms], ['expected', []])
  assert.deepEqual(kinds(await look(company, '23:00')), [])
  assert.deepEqual(kinds(await look(company, '00:00', 32)), ['missing'])
  assert.equal(hook.posted.length, 1)
})

test('one that is first started between warning and alarm is not late, and is missing at the hour of the alarm', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  assert.deepEqual(kinds(await look(company, '07:30')), [])
  assert.deepEqual(kinds(await look(company, '08:00')), ['missing'])
})

test('where what was said is lost or damaged, and runs are on record, a missing dump is told of all the same', async () => {
  for (const lose of [
    async (path: string) => await rm(path),
    async (path: string) => await writeFile(path, '{"open":'),
  ]) {
    await using hook = await startHook()
    await using company = await watched(hook.port)
    await company.run(await company.dump('before', company.hr), { now: () => at('03:00') })
    await look(company, '03:30')
    await lose(join(company.folder, 'var', 'roster', 'alarms.json'))
    assert.deepEqual(kinds(await look(company, '08:10')), ['missing'])
  }
})

test('where the gate and the watch look at the same moment, alarm, all-clear and success are said once, and a success that was not taken again', async () => {
  await using hook = await startHook()
  const alarms = {
    webhook: { url: `http://127.0.0.1:${hook.port}/`, secret: 'secret' },
    successUrl: `http://127.0.0.1:${hook.port}/ready`,
  }
  await using company = await watched(hook.port, { alarms })
  const { hr } = company
  const both = async (clock: string): Promise<readonly string[]> =>
    (await Promise.all([look(company, clock), look(company, clock), look(company, clock)])).flatMap(kinds)
  await company.run(await company.dump('bad', hr.slice(0, hr.length >> 1)), { now: () => at('04:05') })
  assert.deepEqual(await both('04:06'), ['failed'])
  await company.run(await company.dump('good', hr), { now: () => at('05:00') })
  assert.deepEqual(await both('05:01'), ['failed is over'])
  const calls = (): number => hook.posted.filter(({ body }) => body === '').length
  assert.deepEqual([hook.posted.length - calls(), calls()], [2, 1])
  hook.answer(() => 500)
  await company.run(await company.dump('next', withoutLastRow(hr)), {
    now: () => at('04:05') + 24 * 3_600_000,
  })
  await look(company, '04:06', 24)
  hook.answer(() => 204)
  await look(company, '04:07', 24)
  await look(company, '04:08', 24)
  assert.equal(calls(), 3)
})

test('an alarm says why: the first errors of a dump with file, line and remedy, or what the guard has found, and what is next', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  const { hr } = company
  const [header = '', ...rows] = hr.trimEnd().split('\n')
  const spoilt = rows.map((row, index) => (index < 8 ? row.replace('@', ' at ') : row))
  await company.run(await company.dump('bad', [header, ...spoilt, ''].join('\n')), { now: () => at('04:05') })
  await look(company, '04:06')
  await company.run(await company.dump('half', [header, ...rows.slice(0, rows.length >> 1), ''].join('\n')), {
    now: () => at('05:00'),
  })
  await look(company, '05:01')
  const [failed = '', stopped = ''] = hook.posted.map(({ body }) => body)
  const errors =
    /8 errors in the dump [^\n]*(?:\\nhr\.csv:[2-6]:mail_address This is not a mail address\. Expected is [^\\]*){5}\\n… and 3 more\.\\nCorrect it and deliver/
  assert.match(failed, errors)
  assert.doesNotMatch(failed, /hr\.csv:7| at /)
  assert.match(stopped, /"faults":\["32 of 65 people have vanished \([^"]*","11 of 29 units.*night approve 2/)
  assert.equal(stopped.match(/night approve/g)?.length, 1, 'once')
})

test('record and alarms are in the language of the configuration, whatever the terminal speaks', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  await appendFile(company.file, 'control: { socket: hr.csv/socket }\n')
  const { tellGate } = nightParts(company.desk, company.file, 'tester', 'ja', () => undefined)
  const told = await tellGate()
  assert.match(told.kind === 'refused' ? told.lines.join('') : '', /ENOTDIR/)
  assert.doesNotMatch(JSON.stringify(told), /[^ -~]/)
  await company.run(join(company.folder, 'nowhere'))
  const { stderr } = await sekisho(['night', 'watch', '--language', 'ja', '--config', company.file])
  assert.match(stderr, /Night 1 has failed[^]*hr\.csv is not there\.\nCorrect it/)
  assert.doesNotMatch(stderr, /[^ -~\n]/)
})

test('a folder for dumps that cannot be entered is told of at once, whatever is in force, and again when it can be; status says it, too', async () => {
  await using hook = await startHook()
  await using company = await watched(hook.port)
  const incoming = join(company.folder, 'var', 'roster', 'incoming')
  await company.run(await company.dump('tonight', company.hr), { now: () => at('04:05') })
  assert.deepEqual(kinds(await look(company, '04:06')), [])
  await rm(incoming, { recursive: true })
  assert.deepEqual(kinds(await look(company, '04:07')), [], 'not there yet')
  await writeFile(incoming, 'in the way')
  const { wrong, alarms } = await look(company, '04:08')
  assert.deepEqual([wrong.length, alarms.map(({ kind }) => kind)], [1, ['unreadable']])
  assert.match(hook.posted.at(-1)?.body ?? '', /incoming cannot be read \(ENOTDIR\)\..*put the folder back/)
  const [status, run] = await Promise.all(
    ['status', 'run'].map(async (word) => await sekisho(['night', word, '--config', company.file])),
  )
  assert.match(status?.stdout ?? '', /incoming cannot be read \(ENOTDIR\)/)
  assert.equal(status?.code, 1)
  // As a gate with the API does when it starts.
  await removeUnfinishedUploads(nightPlaces(join(company.folder, 'var', 'roster')))
  const elsewhere = await company.run(await company.dump('elsewhere', withoutLastRow(company.hr)))
  assert.equal(elsewhere.state, 'done')
  assert.match(run?.stderr ?? '', /^sekisho: \S+incoming cannot be read \(ENOTDIR\)\.\n$/)
  await rm(incoming)
  await mkdir(incoming)
  assert.deepEqual(kinds(await look(company, '04:09')), ['unreadable is over'])
})
