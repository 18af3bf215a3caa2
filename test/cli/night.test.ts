/** The commands of `night` as a person at the terminal, cron and a script see them. */

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { activeRoster } from '../../src/store/roster-activations.ts'
import { at, listAt } from '../api/running-api.ts'
import { nightCompany, withoutLastRow, type NightCompany } from '../roster/night-company.ts'
import { sekisho, type Ended } from './command.ts'

let company: NightCompany
before(async () => {
  company = await nightCompany()
  await company.run(await company.dump('one', company.hr))
  await company.run(await company.dump('two', withoutLastRow(company.hr)))
  await company.run(await company.dump('half', company.hr.split('\n').slice(0, 30).join('\n')))
})
after(async () => await company[Symbol.asyncDispose]())

async function night(...words: readonly string[]): Promise<Ended> {
  return await sekisho(['night', ...words, '--config', company.file])
}

test('status names what a person has to decide, and how, and is no success until then', async () => {
  const { code, stdout } = await night('status')
  assert.equal(code, 1)
  assert.match(stdout, /In force: the dump of night 2/)
  assert.match(stdout, /sekisho night show 3.*sekisho night approve 3.*sekisho night withdraw 3/)
})

test('times of the night are those of its schedule, with the name of the zone, whatever the machine has', async () => {
  const [zoned] = /since \d{4}-\d\d-\d\d [\d:]{8} \(Asia\/Tokyo\)/.exec((await night('status')).stdout) ?? []
  const since = String(at(JSON.parse((await night('status', '--json')).stdout), 'inForce', 'at'))
  const inTokyo = Temporal.Instant.from(since).toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime()
  const clock = inTokyo.toString({ smallestUnit: 'second' }).replace('T', ' ')
  assert.equal(zoned, `since ${clock} (Asia/Tokyo)`)
  assert.match((await night('history')).stdout, /BEGUN \(Asia\/Tokyo\)/)
})

test('status says that the dump of this night is still to come, and not only when that of the next one is', async () => {
  const schedule = 'enabled: true\n  schedule: { cron: "0 0 1 1 *" }'
  const settings = (await readFile(company.file, 'utf8')).replace('enabled: true', schedule)
  const [file, fresh] = [join(company.folder, 'yearly.yaml'), join(company.folder, 'fresh.yaml')]
  await writeFile(file, settings)
  await writeFile(fresh, settings.replace('var/sekisho.db', 'fresh.db'))
  const waiting =
    /Waited for now: .* from (\d{4}-01-01) 00:00 \(Asia\/Tokyo\) on, due by \1 07:00 .*\n.*next dump/
  assert.match((await sekisho(['night', 'status', '--config', fresh])).stdout, waiting)
  assert.doesNotMatch((await sekisho(['night', 'status', '--config', file])).stdout, /Waited/)
})

test('a run that fails says why on standard error, also with --quiet, and in the JSON', async () => {
  const faulty = await company.dump('faulty', company.hr.replace('yakushoku_cd', 'yakushoku'))
  const { code, stdout, stderr } = await night('run', faulty, '--quiet')
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /hr\.csv:1:yakushoku_cd .*\nsekisho: Night 4: failed\.\n$/)
  const json = await night('run', faulty, '--json')
  assert.equal(json.stderr, '')
  const steps = listAt(JSON.parse(json.stdout), 'runs', 0, 'steps')
  assert.match(String(listAt(steps.at(-1), 'log')), /yakushoku_cd/)
  assert.match((await night('status')).stdout, /sekisho night show 5\. Correct it/)
})

test('what cannot be let pass is told from what is not there, for people and for scripts', async () => {
  const failed = await night('approve', '4', '--reason', 'x', '--json')
  assert.equal(failed.code, 1)
  assert.deepEqual(JSON.parse(failed.stdout), { kind: 'not-stopped', state: 'failed' })
  const unknown = await night('approve', '99', '--reason', 'x')
  assert.deepEqual([unknown.code, unknown.stdout], [1, ''])
  assert.match(unknown.stderr, /there is no night 99/)
  const noReason = await night('approve', '3')
  assert.equal(noReason.code, 2)
  assert.match(noReason.stderr, /--reason/)
  const back = await night('rollback', '99', '--reason', 'x', '--json')
  assert.deepEqual([back.code, at(JSON.parse(back.stdout), 'kind')], [1, 'unknown-run'])
})

test('a watch that cannot read the database is not silent: by what it knows, no dump has come', async () => {
  const { folder } = company
  const settings = (await readFile(company.file, 'utf8')).replace('var/sekisho.db', 'broken.db')
  const file = join(folder, 'broken.yaml')
  const schedule = '{ cron: "0 0 1 1 *", warning: "07:00", alarm: "08:00" }'
  await writeFile(
    file,
    settings.replace('enabled: true', `enabled: true\n  directory: broken\n  schedule: ${schedule}`),
  )
  await writeFile(join(folder, 'broken.db'), 'this is no database, and was one')
  await mkdir(join(folder, 'broken'))
  await writeFile(join(folder, 'broken', 'alarms.json'), '{"open":[],"unsent":[]}')
  const { code, stderr } = await sekisho(['night', 'watch', '--no-gate', '--config', file])
  assert.equal(code, 2, stderr)
  assert.match(stderr, /the dump of this night is not in force[^]*broken\.db/)
})

test('a watch that cannot write down what it has said says so, is no unexpected fault, and leaves nothing behind', async () => {
  const place = join(company.folder, 'taken')
  await mkdir(join(place, 'alarms.json'), { recursive: true })
  const file = join(company.folder, 'taken.yaml')
  const settings = await readFile(company.file, 'utf8')
  await writeFile(file, settings.replace('enabled: true', 'enabled: true\n  directory: taken'))
  const { code, stderr } = await sekisho(['night', 'watch', '--config', file])
  assert.deepEqual(
    [code, stderr],
    [2, `sekisho: ${join(place, 'alarms.json')} cannot be written: it is a folder, and a file is needed.\n`],
  )
  assert.deepEqual(
    (await readdir(place)).filter((name) => name.startsWith('alarms.json')),
    ['alarms.json'],
  )
})

test('show says who took a dump back and why, and not the audit log alone', async () => {
  assert.equal((await night('withdraw', '3', '--reason', 'half a file', '--author', 'sato')).code, 0)
  assert.match((await night('show', '3')).stdout, /Decided, .*\n.* sato +night\.withdraw .*half a file/)
})

test('status says for which moment the guard keeps a dump', async () => {
  const half = company.hr.split('\n').slice(0, 20).join('\n')
  const { number } = await company.run(await company.dump('ahead', half), {}, '2099-04-01T08:00')
  assert.match(
    (await night('status')).stdout,
    new RegExp(`^ +${number} .*stopped by the guard, for 2099-04-01 08:00 \\(time of the company\\)`, 'm'),
  )
})

test('nobody is sent back to a dump that is not on disk any more', async () => {
  await rm(join(company.folder, 'var', 'roster', 'dumps', '1'), { recursive: true })
  const { code, stderr } = await night('rollback', '--reason', 'x')
  assert.equal(code, 1)
  assert.match(stderr, /the dump of night 1 in .* is not there any more/)
  assert.equal(activeRoster(company.desk.database)?.run?.number, 2)
})

test('a terminal sees how far a run is, and nobody else does', async () => {
  const source = await company.dump('next', withoutLastRow(withoutLastRow(company.hr)))
  const words = ['bin/sekisho.cjs', 'night', 'run', source, '--config', company.file]
  const command = [process.execPath, ...words].map((word) => `'${word}'`).join(' ')
  const seen = await new Promise<string>((resolve, reject) => {
    execFile(
      'script',
      ['-qec', command, '/dev/null'],
      { env: { ...process.env, LANG: 'C' } },
      (fault, stdout) =>
        fault === null ? resolve(stdout) : reject(new Error(`${fault.message}: ${stdout}`)),
    )
  })
  assert.match(seen, /█░+ step 2 of 7: read/)
  assert.match(seen, /step 7 of 7: published/)
  const { stdout, stderr } = await night('run', await company.dump('pipe', company.hr))
  assert.doesNotMatch(stdout + stderr, /█|of 7/)
})
