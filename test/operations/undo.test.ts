import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undoAll } from '../../src/start/undo.ts'

test('a step of stopping that fails keeps none of the others from being taken', async () => {
  const taken: string[] = []
  const faults: unknown[] = []
  const fault = new Error('disk')
  const steps = [
    () => taken.push('first'),
    async () => await Promise.reject(fault),
    async () => {
      await Promise.resolve()
      taken.push('last')
    },
  ]
  await undoAll(steps, (each) => faults.push(each))
  assert.deepEqual(taken, ['last', 'first'])
  assert.deepEqual(faults, [fault])
})
