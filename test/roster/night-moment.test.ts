/** Dumps that wait: for their moment, for a person, and what becomes of them when others take force meanwhile. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import type { NightParts } from '../../src/roster/night-parts.ts'
import { momentIn } from '../../src/roster/night-moment.ts'
import { approveNight, runNight } from '../../src/roster/night-run.ts'
import { nightStanding } from '../../src/roster/night-standing.ts'
import { makeNightPlaces, nightPlaces } from '../../src/roster/night-places.ts'
import { clearTaken, takeDump } from '../../src/roster/take-dump.ts'
import { openDesk } from '../../src/store/desk.ts'
import { listAudit } from '../../src/store/audit.ts'
import { beginRun, findRun, stepsOf, withdrawRun } from '../../src/store/night-runs.ts'
import { activeRoster } from '../../src/store/roster-activations.ts'
import { lastRun, nightCompany, withoutLastRow, type NightCompany } from './night-company.ts'

const child = join(import.meta.dirname, 'night-child.ts')
const hour = 3_600_000
const effective = '2026-04-01T08:00'
const moment = Temporal.ZonedDateTime.from(`${effective}[Asia/Tokyo]`).epochMilliseconds
const daysBefore = { now: () => moment - 99 * hour }
const nightBefore = { now: () => moment - 4 * hour }
const due = { source: undefined, effective: undefined }
const hours = { begins: moment - 4 * hour - 1, warns: moment - hour, alarms: moment }

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function withNewcomers(hr: string, count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `E9${index},Newcomer,new${index}@example.co.jp,,100,本部,D10,総務部,S11,庶務課,,1,090,係員,0,`,
  )
  return `${hr.trimEnd()}\n${rows.join('\n')}\n`
}

function withoutRows(hr: string, count: number): string {
  let rows = hr
  for (let times = 0; times < count; times += 1) rows = withoutLastRow(rows)
  return rows
}

/** What the steps of a run have said, and how each ended. */
function record(
  company: NightCompany,
  run: number,
): { readonly steps: readonly string[]; readonly log: string } {
  const steps = stepsOf(company.desk.database, run)
  return {
    steps: steps.map(({ name, outcome }) => `${name} ${outcome ?? 'cut'}`),
    log: steps.flatMap(({ log }) => log).join('\n'),
  }
}

function inForce(company: NightCompany): number | undefined {
  return activeRoster(company.desk.database)?.run?.number
}

const compared = ['read done', 'checked done', 'compared done', 'guarded done']

test('transfers that come while the dump before them is being taken are taken with their own moment', async () => {
  for (const [before, asCome] of [
    [undefined, `${effective}\n`],
    ['2026-03-31T08:00', `${effective}\n`],
    [effective, '2026-04-02T08:00'],
  ]) {
    await using company = await nightCompany()
    const source = await company.dump('incoming', company.hr)
    if (before !== undefined) await writeFile(join(source, 'effective.txt'), before)
    let isReplaced = false
    const run = await company.run(source, {
      ...daysBefore,
      report: (event) => {
        if (event.kind !== 'step-goes-on' || event.step !== 'read' || isReplaced) return
        isReplaced = true
        writeFileSync(join(source, 'effective.txt'), asCome ?? '')
        writeFileSync(join(source, 'hr.csv.tmp'), withoutRows(company.hr, 1))
        renameSync(join(source, 'hr.csv.tmp'), join(source, 'hr.csv'))
      },
    })
    assert.deepEqual([run.state, run.effective], ['waiting', asCome?.trim()])
    assert.equal(run.dumpHash, sha256(withoutRows(company.hr, 1)))
  }
})

test('a moment that is bound to another dump puts none in force, and its own dump waits for it', async () => {
  await using company = await nightCompany()
  const transfers = withoutRows(company.hr, 1)
  const source = await company.dump('incoming', company.hr)
  await writeFile(join(source, 'effective.txt'), `${effective}\n${sha256(transfers)}  hr.csv\n`)
  // As after a kill between the two files of an upload; nor does a moment that was asked for help.
  for (const asked of [undefined, effective]) {
    const run = await company.run(source, daysBefore, asked)
    assert.equal(run.state, 'failed')
    assert.match(record(company, run.number).log, /effective\.txt belongs to another hr\.csv/)
  }
  await writeFile(join(source, 'hr.csv'), transfers)
  const other = await company.run(source, daysBefore, '2026-04-01T09:00')
  assert.equal(other.state, 'failed')
  assert.match(record(company, other.number).log, /another moment than 2026-04-01T09:00/)
  const own = await company.run(source, daysBefore)
  assert.deepEqual([own.state, own.effective], ['waiting', effective])
  assert.equal(inForce(company), undefined)
})

test('a run that was killed once it had its dump keeps the moment of that dump, whatever has come since', async () => {
  for (const [own, later] of [
    [effective, '2026-03-01T08:00'],
    [undefined, effective],
  ]) {
    await using company = await nightCompany()
    const source = await company.dump('incoming', company.hr)
    if (own !== undefined) await writeFile(join(source, 'effective.txt'), own)
    const places = nightPlaces(join(company.folder, 'var', 'roster'))
    await makeNightPlaces(places)
    const { begunAt, number } = await beginRun(company.desk, {
      source,
      who: 'killed',
      begunAt: daysBefore.now(),
      effective: undefined,
    })
    await takeDump(places, number, source, source)
    await writeFile(join(source, 'effective.txt'), `${later}\n`)
    await writeFile(join(source, 'hr.csv'), withoutRows(company.hr, 1))
    await runNight(company.parts({ now: () => begunAt + 1 }), due)
    const run = findRun(company.desk.database, number)
    assert.deepEqual([run?.effective, run?.dumpHash], [own, sha256(company.hr)])
    assert.equal(run?.state, own === undefined ? 'done' : 'waiting')
  }
})

test('transfers are compared at their moment with what has taken force since, and a finding keeps them for a person', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  const april = await company.run(await company.dump('april', company.hr), daysBefore, effective)
  assert.equal(april.state, 'waiting')
  await company.run(await company.dump('usual', withNewcomers(company.hr, 10)), nightBefore)
  assert.equal(inForce(company), 2)
  await runNight(company.parts({ now: () => moment }), due)
  assert.equal(findRun(database, 1)?.state, 'stopped')
  assert.equal(inForce(company), 2, 'the last good dump stays')
  const { steps, log } = record(company, 1)
  assert.deepEqual(steps.slice(5), [...compared.slice(0, 3), 'guarded stopped'])
  assert.match(log, /Compared again.*the dump of night 2/)
  assert.match(log, /joined who are not in it \(10\), and left who are still in it \(0\)/)
  assert.match(log, /10 of \d+ people have vanished/)
  assert.deepEqual(nightStanding(database, hours, moment + 1), { kind: 'stopped', run: 1 })
  const approved = await approveNight(company.parts({ now: () => moment + hour }), 1, 'they come tomorrow')
  assert.ok(approved.kind === 'ran')
  assert.equal(lastRun(approved).state, 'done')
  assert.equal(inForce(company), 1)
  assert.deepEqual(nightStanding(database, hours, moment + hour).kind, 'ready')
})

test('transfers with nothing found at their moment take force, compared with what they replace', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('april', withoutRows(company.hr, 1)), daysBefore, effective)
  await company.run(await company.dump('usual', withNewcomers(company.hr, 1)), nightBefore)
  await runNight(company.parts({ now: () => moment }), due)
  assert.equal(inForce(company), 1)
  assert.deepEqual(record(company, 1).steps.slice(5), [...compared, 'activated done', 'published done'])
  const page = await readFile(join(company.folder, 'var', 'roster', 'dumps', '1', 'changes.json'), 'utf8')
  assert.match(page, /"employee":"E90"/, 'the comparison is the one that counted')
})

test('transfers are not compared again where nothing else has taken force', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('april', withoutRows(company.hr, 1)), daysBefore, effective)
  await runNight(company.parts({ now: () => moment }), due)
  assert.deepEqual(record(company, 1).steps.slice(5), ['activated done', 'published done'])
})

test('a person who has let transfers pass ahead is not asked again for a day’s work, and is for more', async () => {
  for (const [newcomers, state] of [
    [1, 'done'],
    [9, 'stopped'],
  ] as const) {
    await using company = await nightCompany()
    const { database } = company.desk
    await company.run(await company.dump('good', company.hr), daysBefore)
    const source = await company.dump('april', withoutRows(company.hr, 20))
    assert.equal((await company.run(source, daysBefore, effective)).state, 'stopped')
    const { now } = daysBefore
    await approveNight(company.parts({ now: () => now() + 1, who: 'sato' }), 2, 'sold')
    assert.equal(findRun(database, 2)?.state, 'waiting')
    await company.run(await company.dump('usual', withNewcomers(company.hr, newcomers)), nightBefore)
    await runNight(company.parts({ now: () => moment }), due)
    assert.equal(findRun(database, 2)?.state, state)
    const { log } = record(company, 2)
    if (state === 'stopped') assert.match(log, /sato has let it pass, but what is found now goes further/)
  }
})

test('transfers that have come once more as the dump of the night are no dump of yesterday', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('april', withoutRows(company.hr, 1)), daysBefore, effective)
  await company.run(await company.dump('usual', withoutRows(company.hr, 1)), nightBefore)
  await runNight(company.parts({ now: () => moment }), due)
  assert.equal(findRun(company.desk.database, 1)?.state, 'done')
})

test('transfers that came without rules take force with the rules in force at their moment', async () => {
  await using company = await nightCompany()
  const source = await company.dump('april', withoutRows(company.hr, 1), false)
  await company.run(source, daysBefore, effective)
  const rules = `${company.rules}\n# renewed\n`
  await company.run(await company.dump('usual', company.hr, rules), nightBefore)
  await runNight(company.parts({ now: () => moment }), due)
  assert.equal(inForce(company), 1)
  const path = join(company.folder, 'var', 'roster', 'dumps', '1', 'rules.yaml')
  assert.equal(await readFile(path, 'utf8'), rules)
  assert.match(record(company, 1).log, /those in force now are taken/)
})

test('transfers that a person takes back while others are put in force do not take force after them', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('one', withoutRows(company.hr, 1)), daysBefore, effective)
  await company.run(await company.dump('two', withoutRows(company.hr, 2)), daysBefore, '2026-04-01T09:00')
  const opening = await openDesk(join(company.folder, 'var', 'sekisho.db'))
  assert.ok(opening.kind !== 'problem')
  let takenBack: Promise<boolean> | undefined
  const by = { who: 'tester', at: moment, why: 'postponed' }
  const report: NightParts['report'] = (event) => {
    if (event.kind === 'run-begins') takenBack ??= withdrawRun(opening.desk, 2, by)
  }
  await runNight(company.parts({ now: () => moment + 2 * hour, report }), due)
  assert.equal(await takenBack, true)
  opening.desk.close()
  assert.equal(inForce(company), 1)
  assert.equal(findRun(company.desk.database, 2)?.state, 'withdrawn')
})

test('of two dumps for the same moment the later one takes the place of the earlier, which is on record', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('april', withoutRows(company.hr, 1)), daysBefore, effective)
  await company.run(await company.dump('mended', withoutRows(company.hr, 2)), daysBefore, effective)
  assert.equal(findRun(company.desk.database, 1)?.state, 'withdrawn')
  const [line] = listAudit(company.desk.database, 1)
  assert.deepEqual(
    [line?.action, line?.subject, line?.why],
    ['night.withdraw', 'night 1', 'night 2 is for the same moment and takes its place'],
  )
  await runNight(company.parts({ now: () => moment }), due)
  assert.equal(inForce(company), 2)
})

test('dumps that are due together take force in the order of their moments, however they were loaded', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('later', withoutRows(company.hr, 2)), daysBefore, '2026-04-02T08:00')
  await company.run(await company.dump('sooner', withoutRows(company.hr, 1)), daysBefore, effective)
  await runNight(company.parts({ now: () => moment + 99 * hour }), due)
  assert.equal(inForce(company), 1)
})

test('a dump of the early morning that the guard keeps is not let pass over transfers of that day', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('april', withoutRows(company.hr, 1)), daysBefore, effective)
  const kept = await company.run(await company.dump('half', withoutRows(company.hr, 30)), nightBefore)
  assert.equal(kept.state, 'stopped')
  await runNight(company.parts({ now: () => moment }), due)
  const outcome = await approveNight(company.parts({ now: () => moment + 1 }), kept.number, 'late')
  assert.deepEqual(outcome, { kind: 'outdated', inForce: 1 })
})

test('a dump that waits for a later day does not stand for the dump of this night', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  await company.run(await company.dump('april', company.hr), nightBefore, '2026-05-01T08:00')
  assert.equal(nightStanding(database, hours, moment).kind, 'missing')
  await company.run(await company.dump('usual', company.hr), nightBefore, effective)
  assert.deepEqual(nightStanding(database, hours, moment), { kind: 'ready', run: 2 })
})

test('goes on after a SIGKILL at any step of the second comparison, and asks the guard all the same', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('april', company.hr), daysBefore, effective)
  await company.run(await company.dump('usual', withNewcomers(company.hr, 10)), nightBefore)
  const places = ['step-begins read', 'step-ends read', 'step-begins checked', 'step-ends compared']
  for (const place of [...places, 'step-begins guarded']) {
    const killed = spawn(process.execPath, [child, company.file, '', place], { stdio: 'inherit' })
    const [, signal]: unknown[] = await once(killed, 'exit')
    assert.equal(signal, 'SIGKILL', place)
    assert.equal(inForce(company), 2)
  }
  await runNight(company.parts(), due)
  assert.equal(findRun(company.desk.database, 1)?.state, 'stopped')
  const { steps } = record(company, 1)
  const cut = ['read cut', 'read done', 'checked cut', 'checked done', 'compared done']
  assert.deepEqual(steps.slice(5), [...cut, 'guarded cut', 'guarded stopped'])
})

/** `hh:mm` in UTC. */
function utc(local: string): string {
  return new Date(momentIn('Europe/Paris', local) ?? 0).toISOString().slice(11, 16)
}

test('a moment that the clocks skip is as much later, and of one that comes twice the first counts', () => {
  assert.equal(utc('2026-03-29T02:30'), '01:30')
  assert.equal(utc('2026-10-25T02:30'), '00:30')
  assert.equal(utc('2026-10-25T03:30'), '02:30')
  assert.equal(momentIn('Europe/Paris', '2026-02-29T08:00'), undefined)
})

test('a moment of more than a day ago is a slip of the pen, and no reason to put transfers in force at once', async () => {
  await using company = await nightCompany()
  const source = await company.dump('april', company.hr)
  const late = await company.run(source, { now: () => moment + 23 * hour }, effective)
  assert.equal(late.state, 'done')
  const wrong = await company.run(source, { now: () => moment + 25 * hour }, effective)
  assert.equal(wrong.state, 'failed')
  assert.match(record(company, 2).log, /Is it the right year/)
})

test('a dump whose files were changed since it was read is not put in force, not even by approval', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('good', company.hr))
  await company.run(await company.dump('half', withoutRows(company.hr, 30)))
  const taken = join(company.folder, 'var', 'roster', 'dumps', '2', 'hr.csv')
  await writeFile(taken, withoutRows(company.hr, 29))
  const outcome = await approveNight(company.parts(), 2, 'looked at')
  assert.ok(outcome.kind === 'ran')
  assert.equal(lastRun(outcome).state, 'failed')
  assert.match(record(company, 2).log, /are not those that were taken/)
  assert.equal(inForce(company), 1)
})

test('what has been taken leaves the moment of the next dump where it is', async () => {
  await using company = await nightCompany()
  const incoming = join(company.folder, 'incoming')
  await mkdir(incoming)
  const taken = { dumpHash: sha256('a'), rulesHash: 'x', effective }
  const left = async (written: string, dump?: string): Promise<readonly string[]> => {
    await writeFile(join(incoming, 'effective.txt'), written)
    if (dump !== undefined) await writeFile(join(incoming, 'hr.csv'), dump)
    await clearTaken(incoming, taken)
    const names = await readdir(incoming)
    for (const name of names) await rm(join(incoming, name))
    return names
  }
  assert.deepEqual(await left('2026-03-01T08:00'), ['effective.txt'])
  assert.deepEqual(await left(effective), [])
  assert.deepEqual(await left(effective, 'a'), [])
  assert.deepEqual(await left(effective, 'the next, for the same moment'), ['effective.txt', 'hr.csv'])
  assert.deepEqual(await left(`${effective}\n${sha256('b')}  hr.csv\n`), ['effective.txt'])
  assert.deepEqual(await left(`${effective}\n${sha256('a')}  hr.csv\n`, 'a'), [])
})
