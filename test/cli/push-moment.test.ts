import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CommandFailure } from '../../src/cli/exit.ts'
import { pushMoment, type Direction } from '../../src/cli/push-moment.ts'

const now = Date.parse('2026-11-24T19:00:00Z')

function iso(typed: string, direction: Direction, timezone = 'Asia/Tokyo', from = now): string {
  return new Date(pushMoment(typed, direction, timezone, from, 'en')).toISOString()
}

test('a time of the day is the next one ahead, or the last one ago, in the time zone', () => {
  assert.equal(iso('07:00', 'ahead'), '2026-11-24T22:00:00.000Z')
  assert.equal(iso('03:00', 'ahead'), '2026-11-25T18:00:00.000Z')
  assert.equal(iso('20:00', 'ago'), '2026-11-24T11:00:00.000Z')
  assert.equal(iso('04:00', 'ago'), '2026-11-24T19:00:00.000Z')
})

test('a day with its time is of the time zone, or of the one that it names', () => {
  assert.equal(iso('2026-04-01T07:00', 'ahead'), '2026-03-31T22:00:00.000Z')
  assert.equal(iso('2026-04-01T07:00+01:00', 'ahead'), '2026-04-01T06:00:00.000Z')
})

test('a time that the clocks skip is the moment after the gap, and one that comes twice the first', () => {
  const berlin = 'Europe/Berlin'
  assert.equal(iso('02:30', 'ahead', berlin, Date.parse('2026-03-29T00:00Z')), '2026-03-29T01:30:00.000Z')
  assert.equal(iso('02:30', 'ahead', berlin, Date.parse('2026-10-25T00:00Z')), '2026-10-25T00:30:00.000Z')
})

test('a length of time counts from now', () => {
  assert.equal(iso('90m', 'ahead'), '2026-11-24T20:30:00.000Z')
  assert.equal(iso('12h', 'ago'), '2026-11-24T07:00:00.000Z')
})

test('what is no time is refused', () => {
  for (const typed of ['7:00', '24:00', '2026-02-30T07:00', 'tomorrow', '', '5y'])
    assert.throws(() => iso(typed, 'ahead'), CommandFailure, typed)
})
