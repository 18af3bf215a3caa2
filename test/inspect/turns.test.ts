import assert from 'node:assert/strict'
import { it } from 'node:test'

import { createTurns } from '../../src/inspect/turns.ts'

const never = new AbortController().signal

it('turns come in order, as many at once as there are', async () => {
  const turns = createTurns(2)
  const order: number[] = []
  const all = [1, 2, 3, 4].map(async (number) => {
    assert.equal(await turns.take(never), true)
    order.push(number)
  })
  await Promise.all(all.slice(0, 2))
  assert.deepEqual(order, [1, 2])
  turns.giveBack()
  turns.giveBack()
  await Promise.all(all)
  assert.deepEqual(order, [1, 2, 3, 4])
})

it('who waits too long goes, and his turn is that of the next', async () => {
  const turns = createTurns(1)
  await turns.take(never)
  const leaving = new AbortController()
  const first = turns.take(leaving.signal)
  const second = turns.take(never)
  leaving.abort()
  assert.equal(await first, false)
  turns.giveBack()
  assert.equal(await second, true)
})
