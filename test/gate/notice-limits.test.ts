import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNoticeLimits, type NoticeLimitSettings } from '../../src/gate/notice-limits.ts'

const hour = 3_600_000

function createLimits(settings: NoticeLimitSettings): { take: (sender: string, now: number) => string } {
  const limits = createNoticeLimits()
  return { take: (sender, now) => limits.take(sender, now, settings) }
}

test('a sender gets so many notices in an hour, and others still get theirs', () => {
  const limits = createLimits({ perSenderAndHour: 2, perMinute: 100 })
  assert.equal(limits.take('a', 0), 'taken')
  assert.equal(limits.take('a', 1_000), 'taken')
  assert.equal(limits.take('a', hour - 1), 'sender-limit')
  assert.equal(limits.take('b', hour - 1), 'taken')
  assert.equal(limits.take('a', hour), 'taken')
  assert.equal(limits.take('a', hour + 1), 'sender-limit')
})

test('all together get so many in a minute', () => {
  const limits = createLimits({ perSenderAndHour: 10, perMinute: 2 })
  assert.equal(limits.take('a', 0), 'taken')
  assert.equal(limits.take('b', 0), 'taken')
  assert.equal(limits.take('c', 59_999), 'total-limit')
  assert.equal(limits.take('c', 60_000), 'taken')
})

test('what is over the limit in total does not count against its sender', () => {
  const limits = createLimits({ perSenderAndHour: 1, perMinute: 1 })
  assert.equal(limits.take('a', 0), 'taken')
  assert.equal(limits.take('b', 0), 'total-limit')
  assert.equal(limits.take('b', 60_000), 'taken')
})

test('a clock that is set back does not stop notices', () => {
  const limits = createLimits({ perSenderAndHour: 1, perMinute: 1 })
  assert.equal(limits.take('a', 10 * hour), 'taken')
  assert.equal(limits.take('a', 0), 'taken')
})

test('notices of before count under limits that have changed', () => {
  const limits = createNoticeLimits()
  assert.equal(limits.take('a', 0, { perSenderAndHour: 5, perMinute: 5 }), 'taken')
  assert.equal(limits.take('a', 1, { perSenderAndHour: 1, perMinute: 5 }), 'sender-limit')
})
