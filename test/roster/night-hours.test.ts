import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { hoursOfNight } from '../../src/roster/night-schedule.ts'

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

  it('stay so where clocks are put forward and back between the evening and the morning', () => {
    const paris = { ...usual, cron: '0 22 * * *', timezone: 'Europe/Paris' }
    for (const [day, next] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
    ] as const)
      assert.deepEqual(hours(paris, `${next}T12:00[Europe/Paris]`), [
        `${day}T22:00`,
        `${next}T07:00`,
        `${next}T08:00`,
      ])
  })

  it('begin after the gap where the hour does not exist', () => {
    const gap = { ...usual, cron: '30 2 * * *', timezone: 'Europe/Paris' }
    assert.match(hours(gap, '2026-03-29T12:00[Europe/Paris]')[0] ?? '', /^2026-03-29T03:/)
  })
})
