import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

import { nightStanding } from '../../src/roster/night-standing.ts'
import { runNight } from '../../src/roster/night-run.ts'
import { changeRun, findRun } from '../../src/store/night-runs.ts'
import { nightCompany, withoutLastRow } from './night-company.ts'

const moment = Temporal.ZonedDateTime.from('2027-04-01T08:00[Asia/Tokyo]').epochMilliseconds
const hour = 3_600_000
const night = { begins: moment - 4 * hour, warns: moment - hour, alarms: moment }

test('a night without a dump is expected, late, and missing, hour by hour', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  assert.equal(nightStanding(database, night, night.warns - 1).kind, 'expected')
  assert.equal(nightStanding(database, night, night.warns).kind, 'late')
  assert.equal(nightStanding(database, night, night.alarms).kind, 'missing')
  assert.equal(nightStanding(undefined, night, night.alarms).kind, 'missing')
})

test('a night is ready with a dump of this night, and not with that of the night before', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  await company.run(await company.dump('before', company.hr), { now: () => night.begins - 1 })
  assert.equal(nightStanding(database, night, night.begins).kind, 'expected')
  const shorter = withoutLastRow(company.hr)
  await company.run(await company.dump('tonight', shorter), { now: () => night.begins + 1 })
  assert.deepEqual(nightStanding(database, night, night.alarms), { kind: 'ready', run: 2 })
})

test('a night to which new rules have brought the dump of the night before is not ready', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  await company.run(await company.dump('before', company.hr), { now: () => night.begins - 1 })
  const rules = await company.dump('rules', company.hr, `${company.rules}\n# reviewed\n`)
  assert.equal((await company.run(rules, { now: () => night.begins + 1 })).state, 'done')
  assert.equal(nightStanding(database, night, night.begins + 2).kind, 'expected')
  assert.equal(nightStanding(database, night, night.alarms).kind, 'missing')
  await company.run(await company.dump('tonight', withoutLastRow(company.hr)), {
    now: () => night.begins + 3,
  })
  assert.deepEqual(nightStanding(database, night, night.alarms), { kind: 'ready', run: 3 })
})

test('a night whose dump is in force is ready while its groups are on their way, and where they do not arrive', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  await company.run(await company.dump('tonight', company.hr), { now: () => night.begins + 1 })
  for (const state of ['under-way', 'unpublished'] as const) {
    await changeRun(company.desk, 1, { state })
    assert.deepEqual(nightStanding(database, night, night.alarms), { kind: 'ready', run: 1 })
  }
})

test('transfers that do not take force at their moment are a failure, although the dump of the night is in force', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  const shorter = withoutLastRow(company.hr)
  const transfers = await company.dump('transfers', shorter)
  await company.run(transfers, { now: () => moment - 99 * hour }, '2027-04-01T08:00')
  await company.run(await company.dump('tonight', company.hr), { now: () => night.begins + 1 })
  assert.equal(nightStanding(database, night, moment - 1).kind, 'ready')
  const refusing = company.parts({
    now: () => moment,
    tellGate: async () => await Promise.resolve({ kind: 'refused', lines: ['no'] }),
  })
  await runNight(refusing, { source: undefined, effective: undefined })
  assert.equal(findRun(database, 1)?.state, 'failed')
  assert.deepEqual(nightStanding(database, night, moment + 1), { kind: 'failed', run: 1 })
})

test('a dump that arrives behind the one in force and does not take force is told of; the same once more, or one of a person, is not', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  const incoming = join(company.folder, 'incoming')
  const standing = (): unknown => nightStanding(database, night, night.alarms, incoming)
  let minute = 0
  const arrive = async (hr: string, name = 'incoming'): Promise<void> => {
    minute += 1
    const now = night.begins + minute * 60_000
    await company.run(await company.dump(name, hr), { now: () => now })
  }
  await arrive(company.hr)
  assert.deepEqual(standing(), { kind: 'ready', run: 1 })
  await arrive('no,such,columns\n', 'elsewhere')
  assert.deepEqual(standing(), { kind: 'ready', run: 1 })
  await arrive('no,such,columns\n')
  assert.deepEqual(standing(), { kind: 'failed', run: 3 })
  await arrive(`${company.hr.split('\n').slice(0, 30).join('\n')}\n`)
  assert.deepEqual(standing(), { kind: 'stopped', run: 4 })
  await arrive(company.hr)
  assert.deepEqual(standing(), { kind: 'ready', run: 1 })
  await arrive(withoutLastRow(company.hr))
  assert.deepEqual(standing(), { kind: 'ready', run: 6 })
})
