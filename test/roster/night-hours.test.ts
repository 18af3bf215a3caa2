import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { alarmsDue, type AlarmMemory, type AlarmsDue } from '../../src/roster/night-alarms.ts'
import { hoursOfNight } from '../../src/roster/night-schedule.ts'
import type { NightStanding } from '../../src/roster/night-standing.ts'

const usual = { cron: '0 4 * * *', timezone: 'Asia/Tokyo', warning: '07:00', alarm: '08:00' }

function at(moment: string): number {
  return Temporal.ZonedDateTime.from(moment).epochMilliseconds
}

function hours(settings: typeof usual, now: string): readonly string[] {
  const found = hoursOfNight(settings, at(now))
  assert.ok(found !== undefined)
  return [found.begins, found.warns, found.alarms].map((each) =>
    Temporal.Instant.fromEpochMilliseconds(each)
      .toZonedDateTimeISO(settings.timezone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }),
  )
}

describe('the hours of a night', () => {
  it('begin at the time of the company, wherever the machine stands', () => {
    assert.deepEqual(hours(usual, '2026-04-01T03:59[Asia/Tokyo]'), [
      '2026-03-31T04:00',
      '2026-03-31T07:00',
      '2026-03-31T08:00',
    ])
    assert.equal(hours(usual, '2026-04-01T04:00[Asia/Tokyo]')[0], '2026-04-01T04:00')
    assert.equal(hours(usual, '2026-04-01T23:00[Asia/Tokyo]')[0], '2026-04-01T04:00')
  })

  it('are those of the last workday on a weekend', () => {
    const workdays = { ...usual, cron: '0 4 * * 1-5' }
    assert.equal(hours(workdays, '2026-04-05T12:00[Asia/Tokyo]')[0], '2026-04-03T04:00')
  })

  it('reach into the next day where the night begins in the evening', () => {
    const evening = { ...usual, cron: '0 22 * * *' }
    assert.deepEqual(hours(evening, '2026-04-01T23:00[Asia/Tokyo]'), [
      '2026-04-01T22:00',
      '2026-04-02T07:00',
      '2026-04-02T08:00',
    ])
  })

  it('stay at the time of the clock where clocks are put forward and back that night', () => {
    const paris = { ...usual, cron: '30 1 * * *', timezone: 'Europe/Paris' }
    for (const day of ['2026-03-29', '2026-10-25'])
      assert.deepEqual(hours(paris, `${day}T12:00[Europe/Paris]`), [
        `${day}T01:30`,
        `${day}T07:00`,
        `${day}T08:00`,
      ])
  })

  it('begin after the gap where the hour does not exist', () => {
    const gap = { ...usual, cron: '30 2 * * *', timezone: 'Europe/Paris' }
    assert.match(hours(gap, '2026-03-29T12:00[Europe/Paris]')[0] ?? '', /^2026-03-29T03:/)
  })
})

function kinds({ alarms }: AlarmsDue): readonly string[] {
  return alarms.map(({ kind, isReminder }) => (isReminder ? `${kind} again` : kind))
}

describe('alarms', () => {
  const hour = 3_600_000
  const silent: AlarmMemory = { open: undefined, successOf: undefined }

  function look(memory: AlarmMemory, standing: NightStanding, now: number, isGateDown = false): AlarmsDue {
    return alarmsDue(memory, standing, isGateDown, 0, now, hour)
  }

  it('are raised once, repeated after a while, and cleared', () => {
    const first = look(silent, { kind: 'missing' }, 1)
    assert.deepEqual(kinds(first), ['missing'])
    const second = look(first.memory, { kind: 'missing' }, hour)
    assert.deepEqual(kinds(second), [])
    const third = look(second.memory, { kind: 'missing' }, hour + 1)
    assert.deepEqual(kinds(third), ['missing again'])
    const fourth = look(third.memory, { kind: 'ready', run: 3 }, hour + 2)
    assert.deepEqual(kinds(fourth), ['all-clear'])
    assert.equal(fourth.alarms[0]?.since, 1)
    assert.deepEqual(kinds(look(fourth.memory, { kind: 'ready', run: 3 }, hour + 3)), [])
  })

  it('are raised anew when it gets worse, and for another run', () => {
    const late = look(silent, { kind: 'late' }, 1)
    const missing = look(late.memory, { kind: 'missing' }, 2)
    assert.deepEqual(kinds(missing), ['missing'])
    const failed = look(missing.memory, { kind: 'failed', run: 3 }, 3)
    assert.deepEqual(kinds(look(failed.memory, { kind: 'failed', run: 4 }, 4)), ['failed'])
  })

  it('are not cleared only because the next night has begun', () => {
    const missing = look(silent, { kind: 'missing' }, 1)
    const next = look(missing.memory, { kind: 'expected' }, 2)
    assert.deepEqual(kinds(next), [])
    assert.deepEqual(kinds(look(next.memory, { kind: 'ready', run: 1 }, 3)), ['all-clear'])
  })

  it('tell of success once a night, and not while the gate is down', () => {
    const down = look(silent, { kind: 'ready', run: 1 }, 1, true)
    assert.deepEqual([down.success, kinds(down)], [false, ['gate-down']])
    const up = look(down.memory, { kind: 'ready', run: 1 }, 2, false)
    assert.deepEqual([up.success, kinds(up)], [true, ['all-clear']])
    assert.equal(look(up.memory, { kind: 'ready', run: 1 }, 3, false).success, false)
    assert.equal(alarmsDue(up.memory, { kind: 'ready', run: 2 }, false, 86_400_000, 4, hour).success, true)
  })
})
