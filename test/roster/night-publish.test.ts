import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import type { Snapshot } from '../../src/people/snapshot.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { readConfig } from '../../src/config/read.ts'
import type { NightParts } from '../../src/roster/night-parts.ts'
import { runNight } from '../../src/roster/night-run.ts'
import { isPublishingDue, targetsStanding } from '../../src/roster/night-targets.ts'
import { publicationsOf } from '../../src/store/night-publications.ts'
import { findRun, stepsOf } from '../../src/store/night-runs.ts'
import { activeRoster, changeRoster } from '../../src/store/roster-activations.ts'
import { sekisho } from '../cli/command.ts'
import { nightCompany, withoutLastRow, type NightCompany } from './night-company.ts'

const one = { name: 'one', target: 'groups' }
const other = { name: 'other', target: 'elsewhere' }

async function goOn(company: NightCompany, over?: Partial<NightParts>): Promise<void> {
  await runNight(company.parts(over), { source: undefined, effective: undefined })
}

/** The parts of an import whose settings name these targets. */
function withTargets(company: NightCompany, ...targets: readonly object[]): Partial<NightParts> {
  const { config } = company.parts()
  const publish = targets.map((target) => ({ name: '', target: '', parallel: 8, keep: 30, ...target }))
  return { config: { ...config, night: { ...config.night, publish } } }
}

function attemptsOf(company: NightCompany, run = 1): readonly string[] {
  return publicationsOf(company.desk.database, run).map(({ target, outcome }) => `${target} ${outcome}`)
}

async function snapshotIn({ folder }: NightCompany): Promise<Snapshot> {
  const loaded = await loadOrganization(folder)
  assert.ok(loaded.kind === 'loaded')
  return loaded.snapshot
}

const hasGroups = async (company: NightCompany, folder: string): Promise<boolean> =>
  (await readdir(join(company.folder, folder)).catch(() => [])).length > 0

test('a night publishes the groups of its dump, and says how many', async () => {
  await using company = await nightCompany({ publish: [one] })
  const run = await company.run(await company.dump('new', withoutLastRow(company.hr)))
  assert.equal(run.state, 'done')
  const step = stepsOf(company.desk.database, 1).at(-1)
  assert.ok(Number(step?.facts['groups']) > 10)
  assert.equal(step?.facts['targetsLeft'], 0)
  const [attempt] = publicationsOf(company.desk.database, 1)
  assert.ok(Number(attempt?.facts['steps']) > 10)
  assert.equal(attempt?.facts['stepsLeft'], 0)
  assert.equal(await hasGroups(company, 'groups'), true)
})

test('where a target fails the dump is in force all the same, the other target has its groups, and the next try is for the one alone', async () => {
  await using company = await nightCompany({ publish: [one, other] })
  await writeFile(join(company.folder, 'groups'), 'in the way')
  const run = await company.run(await company.dump('new', withoutLastRow(company.hr)))
  assert.equal(run.state, 'unpublished')
  assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
  assert.equal(await hasGroups(company, 'elsewhere'), true)
  assert.match(stepsOf(company.desk.database, 1).at(-1)?.log.join('\n') ?? '', /^one: .*groups/m)
  const [status, show] = await Promise.all([
    sekisho(['night', 'status', '--config', company.file]),
    sekisho(['night', 'show', '1', '--json', '--config', company.file]),
  ])
  assert.equal(status.code, 1)
  assert.match(status.stdout, /^ {2}one +groups +lacks groups: one attempt, .*\n {4}.*groups/m)
  assert.match(status.stdout, /^ {2}other +elsewhere +has all groups, since /m)
  assert.match(show.stdout, /"publications": \[\s+\{\s+"name": "one",\s+"target": "groups",/)
  await rm(join(company.folder, 'groups'))
  await goOn(company)
  assert.equal(findRun(company.desk.database, 1)?.state, 'done')
  assert.deepEqual(attemptsOf(company).toSorted(), ['one done', 'one failed', 'other done'])
  const tries = stepsOf(company.desk.database, 1).filter(({ name }) => name === 'published')
  assert.deepEqual(
    tries.map(({ outcome }) => outcome),
    ['failed', 'done'],
  )
})

test('a target that the settings name later gets its groups at the next chance, one that moved as well', async () => {
  await using company = await nightCompany({ publish: [one] })
  await company.run(await company.dump('new', company.hr))
  const { database } = company.desk
  const added = withTargets(company, one, other)
  const targets = added.config?.night.publish ?? []
  assert.equal(isPublishingDue(database, targets, Date.now(), 300_000), true)
  await goOn(company, added)
  assert.deepEqual(attemptsOf(company), ['one done', 'other done'])
  assert.equal(isPublishingDue(database, targets, Date.now(), 300_000), false)
  await goOn(company, withTargets(company, one, { ...other, target: 'third' }))
  assert.equal(await hasGroups(company, 'third'), true)
  assert.equal(findRun(database, 1)?.state, 'done')
})

test('a target that fails and that the settings name no longer keeps no night open', async () => {
  await using company = await nightCompany({ publish: [one, other] })
  await writeFile(join(company.folder, 'groups'), 'in the way')
  await company.run(await company.dump('new', company.hr))
  assert.equal(findRun(company.desk.database, 1)?.state, 'unpublished')
  await goOn(company, withTargets(company, other))
  assert.equal(findRun(company.desk.database, 1)?.state, 'done')
  assert.deepEqual(attemptsOf(company).toSorted(), ['one failed', 'other done'])
})

test('a target that failed is due again after a rest, and at once where it was never tried', async () => {
  await using company = await nightCompany({ publish: [one, other] })
  await writeFile(join(company.folder, 'groups'), 'in the way')
  await company.run(await company.dump('new', company.hr))
  const { database } = company.desk
  const { publish } = company.parts().config.night
  const [behind] = targetsStanding(database, publish, Date.now()).targets
  const endedAt = behind?.attempts.at(-1)?.endedAt ?? 0
  assert.equal(isPublishingDue(database, publish, endedAt + 299_999, 300_000), false)
  assert.equal(isPublishingDue(database, publish, endedAt + 300_000, 300_000), true)
  const added = withTargets(company, one, other, { name: 'new', target: 'new' }).config?.night.publish ?? []
  assert.equal(isPublishingDue(database, added, endedAt, 300_000), true)
})

test('the groups of a dump that is back in force are published again', async () => {
  await using company = await nightCompany({ publish: [one] })
  await company.run(await company.dump('new', company.hr))
  await company.run(await company.dump('next', withoutLastRow(company.hr)))
  const by = { at: Date.now() + 1, who: 'tester', why: 'test' }
  await changeRoster(company.desk, { kind: 'roll-back', run: undefined, ...by })
  await goOn(company, { now: () => by.at + 1 })
  assert.deepEqual(attemptsOf(company), ['one done', 'one done'])
})

test('exceptions that begin or end reach the target with the day, also where no dump comes', async () => {
  await using company = await nightCompany({ publish: [one] })
  await company.run(await company.dump('new', company.hr))
  const { database } = company.desk
  const targets = company.parts().config.night.publish
  assert.equal(isPublishingDue(database, targets, Date.now(), 300_000), false)
  const { timezone } = (await snapshotIn(company)).rules
  const today = Temporal.Now.zonedDateTimeISO(timezone)
  const midnight = today.add({ days: 1 }).startOfDay().epochMilliseconds
  assert.equal(isPublishingDue(database, targets, midnight - 1, 300_000), false)
  assert.equal(isPublishingDue(database, targets, midnight, 300_000), true)
  await goOn(company, { now: () => midnight })
  assert.deepEqual(attemptsOf(company), ['one done', 'one done'])
  assert.equal(isPublishingDue(database, targets, midnight + 1, 300_000), false)
  const tomorrow = today.toPlainDate().add({ days: 1 }).toString()
  assert.equal((await readdir(join(company.folder, 'groups'))).includes(tomorrow), true)
  assert.equal(findRun(database, 1)?.state, 'done')
})

test('groups of an earlier dump are never put over those of one that takes force in the same turn', async () => {
  await using company = await nightCompany({ publish: [one] })
  await writeFile(join(company.folder, 'groups'), 'in the way')
  await company.run(await company.dump('new', company.hr))
  await company.run(await company.dump('ahead', withoutLastRow(company.hr)), {}, '2100-04-01T08:00')
  const before = attemptsOf(company, 1)
  await rm(join(company.folder, 'groups'))
  await goOn(company, { now: () => Temporal.Instant.from('2100-04-02T00:00Z').epochMilliseconds })
  assert.deepEqual(attemptsOf(company, 1), before)
  assert.deepEqual(attemptsOf(company, 2), ['one done'])
})

/** Of the settings with these targets. */
async function faultsOf(...publish: readonly object[]): Promise<readonly (readonly string[])[]> {
  await using company = await nightCompany({ publish })
  const reading = readConfig(company.file)
  if (reading.kind === 'config') return []
  return reading.problems.map(({ setting, fault }) => [setting, fault.kind])
}

test('two targets of one name, one place for two, and a name that is none are faults of the settings', async () => {
  assert.deepEqual(await faultsOf(one, other), [])
  assert.deepEqual(await faultsOf(one, { ...other, name: 'one' }), [
    ['night.publish[1].name', 'target-name-twice'],
  ])
  assert.deepEqual(await faultsOf(one, { ...one, name: 'other' }), [
    ['night.publish[1].target', 'target-twice'],
  ])
  assert.deepEqual(await faultsOf({ ...one, name: 'a b' }), [['night.publish[0].name', 'other']])
})

test('what looks like a URL and is none is a fault of the settings, not a folder that counts as published', async () => {
  for (const [target, fault] of [
    [{ target: 'htps://gate2.example' }, 'target-not-a-url'],
    [{ target: 'https://user:secret@gate2.example' }, 'target-not-a-url'],
    [{ target: 'https://gate2.example' }, 'target-needs-token'],
    [{ target: 'gate2.example:8027', tokenFile: 'hr.csv' }, 'token-for-folder'],
  ] as const)
    assert.deepEqual(await faultsOf({ ...one, ...target }), [['night.publish[0].target', fault]])
  assert.deepEqual(await faultsOf({ ...one, target: 'https://gate2.example', tokenFile: 'hr.csv' }), [])
})
