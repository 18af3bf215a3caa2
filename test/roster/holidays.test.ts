import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'

import encodingJapanese from 'encoding-japanese'

import { endsTooSoon, readCalendar, readHolidays, type Calendar } from '../../src/roster/holidays.ts'
import { hoursOfNight, nextNight } from '../../src/roster/night-schedule.ts'
import { nightStanding, standingTonight } from '../../src/roster/night-standing.ts'
import { lookAtNight, type NightLook } from '../../src/roster/night-watch.ts'
import { changeRun } from '../../src/store/night-runs.ts'
import { sekisho } from '../cli/command.ts'
import { startHook } from '../peers/collectors.ts'
import { nightCompany, withoutLastRow } from './night-company.ts'

const workdays = { cron: '0 4 * * 1-5', timezone: 'Asia/Tokyo', warning: '07:00', alarm: '08:00' }
/** 23 November 2026 is a Monday: 勤労感謝の日. */
const holidays: ReadonlySet<string> = new Set(['2026-11-23'])

function at(moment: string): number {
  return Temporal.ZonedDateTime.from(moment).epochMilliseconds
}

function beginOf(settings: typeof workdays, now: string, days = holidays): string | undefined {
  const hours = hoursOfNight(settings, at(now), days)
  if (hours === undefined) return undefined
  const zoned = Temporal.Instant.fromEpochMilliseconds(hours.begins).toZonedDateTimeISO(settings.timezone)
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' })
}

function shiftJis(text: string): Uint8Array {
  return Uint8Array.from(
    encodingJapanese.convert(encodingJapanese.stringToCode(text), { to: 'SJIS', from: 'UNICODE' }),
  )
}

const ofCabinetOffice =
  '国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/11/3,文化の日\r\n2026/11/23,勤労感謝の日\r\n'

function until(lastDay: string): Calendar {
  return { days: new Set([lastDay]), lastDay, faults: [] }
}

function kinds({ alarms }: NightLook): readonly string[] {
  return alarms.map(({ kind, of }) => `${kind} ${of}`)
}

describe('a file of holidays', () => {
  it('has a date a line, with a name and comments', () => {
    const text = '\ufeff# 年末年始\n\n2026-12-31 大晦日\n2027-01-01\n2027-01-02　休業\n'
    assert.deepEqual(readHolidays(Buffer.from(text)), {
      days: ['2026-12-31', '2027-01-01', '2027-01-02'],
      faults: [],
    })
  })

  it('is the list of the Cabinet Office as it is downloaded, or in UTF-8', () => {
    const days = ['2026-01-01', '2026-11-03', '2026-11-23']
    assert.deepEqual(readHolidays(shiftJis(ofCabinetOffice)), { days, faults: [] })
    assert.deepEqual(readHolidays(Buffer.from(ofCabinetOffice)), { days, faults: [] })
  })

  it('names line and value of what is no date, and of days that are not there', () => {
    const { faults } = readHolidays(Buffer.from('2026-12-31 x\n31.12.2026\n2026-02-30 x\n2026-12-31大晦日\n'))
    assert.deepEqual(faults, [
      { line: 2, what: { kind: 'not-a-date', value: '31.12.2026' } },
      { line: 3, what: { kind: 'no-such-day', value: '2026-02-30 x' } },
      { line: 4, what: { kind: 'not-a-date', value: '2026-12-31大晦日' } },
    ])
    const page = readHolidays(Buffer.from('<!DOCTYPE html>\n<title>404</title>\n'))
    assert.equal(page.faults.length, 2)
    const cut = readHolidays(shiftJis(ofCabinetOffice).subarray(0, -5))
    assert.deepEqual(cut.faults, [{ line: undefined, what: { kind: 'undecodable' } }])
    assert.equal(readHolidays(Buffer.from('\n')).faults[0]?.what.kind, 'no-date-in-file')
  })

  it('that is missing or broken makes the whole calendar none', async () => {
    await using company = await nightCompany()
    const { folder } = company
    await writeFile(join(folder, 'good.txt'), '2026-12-31\n')
    await writeFile(join(folder, 'bad.txt'), 'soon\n')
    const good = await readCalendar(['good.txt'], folder)
    assert.deepEqual([[...good.days], good.lastDay], [['2026-12-31'], '2026-12-31'])
    const broken = await readCalendar(['good.txt', 'bad.txt', 'none.txt'], folder)
    assert.equal(broken.days.size, 0)
    assert.deepEqual(
      broken.faults.map(({ file, line }) => [file, line]),
      [
        ['bad.txt', 1],
        ['none.txt', undefined],
      ],
    )
  })

  it('ends too soon where nothing in it is of next month or later', () => {
    assert.equal(endsTooSoon(until('2026-11-23'), '2026-10-31'), false)
    assert.equal(endsTooSoon(until('2026-11-23'), '2026-11-01'), true)
    assert.equal(endsTooSoon(until('2027-01-01'), '2026-12-31'), false)
  })
})

describe('the hours of a night', () => {
  it('are those of Friday on a Monday that is a holiday, and of Tuesday after it', () => {
    assert.equal(beginOf(workdays, '2026-11-23T09:00[Asia/Tokyo]'), '2026-11-20T04:00')
    assert.equal(beginOf(workdays, '2026-11-24T03:59[Asia/Tokyo]'), '2026-11-20T04:00')
    assert.equal(beginOf(workdays, '2026-11-24T04:00[Asia/Tokyo]'), '2026-11-24T04:00')
    assert.equal(beginOf(workdays, '2026-11-23T09:00[Asia/Tokyo]', new Set()), '2026-11-23T04:00')
  })

  it('go by the day on which the night begins, at the place of the schedule', () => {
    const evening = { ...workdays, cron: '0 22 * * *' }
    assert.equal(beginOf(evening, '2026-11-24T05:00[Asia/Tokyo]'), '2026-11-22T22:00')
    const newYork = { ...workdays, cron: '0 22 * * *', timezone: 'America/New_York' }
    assert.equal(beginOf(newYork, '2026-11-24T05:00[America/New_York]'), '2026-11-22T22:00')
  })

  it('stay at the time of the clock where a holiday lies beside a change of clocks', () => {
    const paris = { ...workdays, cron: '30 1 * * *', timezone: 'Europe/Paris' }
    for (const [day, before] of [
      ['2026-03-29', '2026-03-28'],
      ['2026-03-30', '2026-03-29'],
      ['2026-10-25', '2026-10-24'],
      ['2026-10-26', '2026-10-25'],
    ] as const)
      assert.equal(beginOf(paris, `${day}T12:00[Europe/Paris]`, new Set([day])), `${before}T01:30`)
  })

  it('are none where every night is a holiday, and the next night is told over holidays', () => {
    const yearly = { ...workdays, cron: '0 4 23 11 *' }
    const every = new Set(Array.from({ length: 500 }, (_, year) => `${1600 + year}-11-23`))
    assert.equal(beginOf(yearly, '2026-11-24T00:00[Asia/Tokyo]', every), undefined)
    const next = nextNight(workdays, at('2026-11-20T05:00[Asia/Tokyo]'), holidays)
    assert.equal(next, at('2026-11-24T04:00[Asia/Tokyo]'))
  })
})

test('on a holiday the night before it counts, and a dump that comes all the same counts for good and bad', async () => {
  await using company = await nightCompany()
  const { database } = company.desk
  const friday = at('2026-11-20T04:10[Asia/Tokyo]')
  const monday = at('2026-11-23T09:00[Asia/Tokyo]')
  const tonight = hoursOfNight(workdays, monday)
  const expected = hoursOfNight(workdays, monday, holidays)
  assert.ok(tonight !== undefined && expected !== undefined)
  const standing = (): unknown => standingTonight(database, tonight, expected, monday)
  assert.deepEqual(standing(), { kind: 'missing' }, 'that of Friday never came')
  await company.run(await company.dump('friday', company.hr), { now: () => friday })
  assert.deepEqual(standing(), { kind: 'ready', run: 1 })
  assert.equal(nightStanding(database, tonight, monday).kind, 'missing', 'were it no holiday')
  await company.run(await company.dump('monday', withoutLastRow(company.hr)), { now: () => monday })
  assert.deepEqual(standing(), { kind: 'ready', run: 2 })
  await changeRun(company.desk, 2, { state: 'stopped' })
  assert.deepEqual(standing(), { kind: 'stopped', run: 2 })
})

test('a broken file of holidays is an alarm, nights count as usual until it is mended, and status and check say so', async () => {
  await using company = await nightCompany({
    schedule: { cron: '0 4 * * 1-5', holidays: ['holidays.txt'] },
  })
  const file = join(company.folder, 'holidays.txt')
  const { config } = company.parts()
  await company.run(await company.dump('friday', company.hr), {
    now: () => at('2026-11-20T04:10[Asia/Tokyo]'),
  })
  let minutes = 0
  const look = async (): Promise<NightLook> => {
    minutes += 1
    const now = at('2026-11-23T09:00[Asia/Tokyo]') + minutes * 60_000
    return await lookAtNight(config, company.folder, company.desk.database, false, now)
  }
  await writeFile(file, '2026-11-23 勤労感謝の日\n')
  assert.deepEqual(kinds(await look()), [])
  await writeFile(file, '2026-11-23 勤労感謝の日\n2026-13-01\n')
  const broken = await look()
  assert.deepEqual(kinds(broken), ['missing missing', 'calendar calendar'])
  assert.match(broken.alarms[1]?.faults[0] ?? '', /holidays\.txt:2: "2026-13-01": there is no such day/)
  const [status, check] = await Promise.all([
    sekisho(['night', 'status', '--config', company.file]),
    sekisho(['config', '--check', company.file]),
  ])
  for (const { stdout } of [status, check]) assert.match(stdout, /holidays\.txt:2: "2026-13-01"/)
  assert.equal(check.code, 1)
  await writeFile(file, '2026-11-23 勤労感謝の日\n')
  assert.deepEqual(kinds(await look()), ['all-clear missing', 'all-clear calendar'])
})

test('the address of success is called on a holiday, too, once, so that a monitor elsewhere needs no calendar', async () => {
  await using hook = await startHook()
  await using company = await nightCompany({
    schedule: { cron: '0 4 * * 1-5', holidays: ['holidays.txt'] },
    alarms: { successUrl: `http://127.0.0.1:${hook.port}/` },
  })
  await writeFile(join(company.folder, 'holidays.txt'), '2026-11-23\n')
  const { config } = company.parts()
  const callsAt = async (moment: string): Promise<number> => {
    await lookAtNight(config, company.folder, company.desk.database, false, at(`${moment}[Asia/Tokyo]`))
    return hook.posted.length
  }
  await company.run(await company.dump('friday', company.hr), {
    now: () => at('2026-11-20T04:10[Asia/Tokyo]'),
  })
  assert.equal(await callsAt('2026-11-20T04:11'), 1)
  assert.equal(await callsAt('2026-11-22T12:00'), 1)
  assert.equal(await callsAt('2026-11-23T04:00'), 2)
  assert.equal(await callsAt('2026-11-23T04:01'), 2)
  assert.equal(await callsAt('2026-11-24T04:00'), 2, 'this one waits for its dump')
})
