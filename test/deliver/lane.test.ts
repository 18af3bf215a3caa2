import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { Lane } from '../../src/deliver/lane.ts'

const reply = { at: 0, by: '', reply: { code: 451, enhanced: '4.4.1', lines: ['down'] } }

test('a destination never rests longer than the longest pause of a mail', async () => {
  const lane = new Lane(20, { firstRetry: 10, longestRetry: 20 })
  for (let failures = 0; failures < 8; failures += 1) {
    lane.failed(reply)
    assert.equal(lane.isResting, true)
    await pause(25)
    assert.equal(lane.isResting, false, `after failure ${failures + 1}`)
  }
})

test('a destination that failed is tried by one mail alone, and by more with each success', () => {
  const lane = new Lane(3, { firstRetry: 0, longestRetry: 0 })
  lane.failed(reply)
  lane.running = 1
  assert.equal(lane.hasRoom, false)
  assert.equal(lane.succeeded(), true)
  assert.equal(lane.hasRoom, true)
  lane.running = 2
  assert.equal(lane.hasRoom, false)
})
