import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isLate, nextAttemptAt, pauseAfter, type RetrySettings } from '../../src/deliver/back-off.ts'
import { createQueueClock } from '../../src/deliver/queue-clock.ts'

const minute = 60_000
const hour = 60 * minute
const settings: RetrySettings = {
  firstRetry: minute,
  longestRetry: hour,
  jitter: 0.2,
  warnAfter: 4 * hour,
  giveUpAfter: 120 * hour,
}

test('pauses double from the first to the longest, and spread by the jitter', () => {
  const middle = [1, 2, 3, 7, 50, 5_000].map((attempts) => pauseAfter(attempts, settings, 0.5))
  assert.deepEqual(middle, [minute, 2 * minute, 4 * minute, hour, hour, hour])
  assert.equal(pauseAfter(1, settings, 0), 0.8 * minute)
  assert.equal(pauseAfter(1, settings, 1), 1.2 * minute)
})

test('no pause goes past the hour of the warning or of the end', () => {
  const mail = { bornAt: 0, expiresAt: 120 * hour, isWarned: false }
  const almostLate = 4 * hour - minute
  assert.equal(nextAttemptAt(mail, 20, almostLate, settings, 0.5), 4 * hour)
  assert.equal(nextAttemptAt({ ...mail, isWarned: true }, 20, almostLate, settings, 0.5), almostLate + hour)
  assert.equal(nextAttemptAt({ ...mail, isWarned: true }, 20, 120 * hour - 1, settings, 0.5), 120 * hour)
  assert.equal(isLate(mail, 4 * hour, settings), true)
  assert.equal(isLate({ ...mail, isWarned: true }, 4 * hour, settings), false)
})

function clockAt(wallAt: number): { wall: number; monotonic: number; now: () => number } {
  const at = { wall: wallAt, monotonic: 0, now: () => 0 }
  const clock = createQueueClock(
    () => at.wall,
    () => at.monotonic,
  )
  at.now = clock.now
  return at
}

function pass(at: { wall: number; monotonic: number }, milliseconds: number): void {
  at.wall += milliseconds
  at.monotonic += milliseconds
}

test('the clock of the queue follows the wall, and small steps at once', () => {
  const at = clockAt(1_000_000)
  pass(at, 5_000)
  assert.equal(at.now(), 1_005_000)
  at.wall += 30_000
  assert.equal(at.now(), 1_035_000)
})

test('a wall that jumps ahead ten days ends no patience', () => {
  const at = clockAt(0)
  at.wall += 240 * hour
  pass(at, hour)
  assert.ok(at.now() <= 1.1 * hour)
})

test('a wall that jumps back a day stops no retries', () => {
  const at = clockAt(48 * hour)
  at.wall -= 24 * hour
  pass(at, hour)
  const later = at.now()
  assert.ok(later >= 48.8 * hour && later <= 49 * hour)
  pass(at, hour)
  assert.ok(at.now() > later)
})

test('the clock of the queue never goes back', () => {
  const at = clockAt(hour)
  const before = at.now()
  at.wall -= 59_000
  assert.ok(at.now() >= before)
})
