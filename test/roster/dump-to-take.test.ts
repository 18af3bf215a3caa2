import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { createDumpToTake } from '../../src/roster/dump-to-take.ts'
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
