import assert from 'node:assert/strict'
import { it } from 'node:test'

import { createPlaces } from '../../src/inspect/places.ts'

const never = new AbortController().signal

it('places are taken in order, as many at once as there are', async () => {
  const places = createPlaces(2)
  const order: number[] = []
  const all = [1, 2, 3, 4].map(async (number) => {
    assert.equal(await places.take(never), true)
    order.push(number)
  })
  await Promise.all(all.slice(0, 2))
  assert.deepEqual(order, [1, 2])
  places.giveBack()
  places.giveBack()
  await Promise.all(all)
  assert.deepEqual(order, [1, 2, 3, 4])
})

it('who waits too long goes, and his place is that of the next', async () => {
  const places = createPlaces(1)
  await places.take(never)
  const leaving = new AbortController()
  const first = places.take(leaving.signal)
  const second = places.take(never)
  leaving.abort()
  assert.equal(await first, false)
  places.giveBack()
  assert.equal(await second, true)
})
