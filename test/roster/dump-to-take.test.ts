import assert from 'node:assert/strict'
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { createDumpToTake } from '../../src/roster/dump-to-take.ts'
import { nightStanding } from '../../src/roster/night-standing.ts'
import { nightCompany, withoutLastRow } from './night-company.ts'

const daily = { cron: '0 4 * * *', timezone: 'Asia/Tokyo', warning: '07:00', alarm: '08:00' }

function at(moment: string): number {
  return Temporal.ZonedDateTime.from(`${moment}[Asia/Tokyo]`).epochMilliseconds
}

test('a dump that was left from the day before keeps that of the night back no more than until it comes', async () => {
  await using company = await nightCompany()
  const isToTake = createDumpToTake()
  const incoming = join(company.folder, 'incoming')
  await mkdir(incoming)
  const look = async (moment: string): Promise<boolean> =>
    await isToTake(incoming, daily, company.desk.database, at(moment))
  const take = async (moment: string, hr: string): Promise<void> => {
    await company.run(await company.dump(`${at(moment)}`, hr), { now: () => at(moment) })
  }
  const shorter = withoutLastRow(company.hr)
  await writeFile(join(incoming, 'hr.csv'), company.hr)
  assert.equal(await look('2026-11-24T04:00'), true, 'nothing of the night yet')
  await take('2026-11-24T04:01', company.hr)
  assert.equal(await look('2026-11-24T04:05'), false, 'the same again')
  await writeFile(join(incoming, 'hr.csv'), shorter)
  assert.equal(await look('2026-11-24T04:10'), true, 'that of the night comes after what was left')
  assert.equal(await look('2026-11-24T08:00'), false, 'by day it waits for the next night')
  await take('2026-11-25T04:00', shorter)
  assert.equal(await look('2026-11-25T04:05'), false)
  await writeFile(join(incoming, 'rules.yaml'), `${company.rules}\n# other\n`)
  assert.equal(await look('2026-11-25T04:05'), true, 'the same people, other rules')
})

test('a dump that cannot be read is tried again less and less often, and is one failure to be told of', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  const isToTake = createDumpToTake()
  const incoming = join(company.folder, 'incoming')
  await mkdir(join(incoming, 'hr.csv'), { recursive: true })
  const begins = at('2099-11-24T04:00')
  const minutes = 60_000
  const tried: number[] = []
  for (let minute = 0; minute < 120; minute += 1) {
    const now = begins + minute * minutes
    if (!(await isToTake(incoming, daily, database, now))) continue
    tried.push(minute)
    assert.equal((await company.run(incoming, { now: () => now })).state, 'failed')
  }
  assert.deepEqual(tried, [0, 1, 2, 4, 8, 16, 32, 62, 92])
  const hours = { begins, warns: begins + 180 * minutes, alarms: begins + 240 * minutes }
  const told = nightStanding(database, hours, begins + 120 * minutes, incoming)
  assert.deepEqual(told, { kind: 'failed', run: 1 })
})

test('a dump that cannot be read is put on record also where another of the night is in force', async () => {
  await using company = await nightCompany()
  const incoming = join(company.folder, 'incoming')
  const begins = at('2099-11-24T04:00')
  await company.run(await company.dump('tonight', company.hr), { now: () => begins })
  await mkdir(join(incoming, 'hr.csv'), { recursive: true })
  assert.equal(await createDumpToTake()(incoming, daily, company.desk.database, begins + 60_000), true)
})

test('a dump put in the place of one that has failed is taken at once, also where it is older', async () => {
  await using company = await nightCompany()
  const isToTake = createDumpToTake()
  const incoming = await company.dump('incoming', 'nonsense')
  let now = at('2099-11-24T04:00')
  const look = async (): Promise<boolean> =>
    await isToTake(incoming, daily, company.desk.database, (now += 1_000))
  const fails = async (): Promise<void> => {
    assert.equal(await look(), true)
    assert.equal((await company.run(incoming, { now: () => now })).state, 'failed')
    assert.equal(await look(), false, 'nothing has changed')
  }
  await fails()
  // The clock of the test is far ahead, so that no time of a file tells.
  await writeFile(join(company.folder, 'older'), 'nonsense')
  await utimes(join(company.folder, 'older'), 0, 0)
  await rename(join(company.folder, 'older'), join(incoming, 'hr.csv'))
  await fails()
  await writeFile(join(incoming, 'effective.txt'), 'tomorrow')
  await fails()
})
