import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offSince } from '../../src/policy/off-since.ts'

function policies(modes: Readonly<Record<string, string>>): string {
  const listed = Object.entries(modes).map(
    ([id, mode]) => `  - { id: ${id}, mode: "${mode}", action: pass }\n`,
  )
  return `version: 1\npolicies:\n${listed.join('')}`
}

const august = Date.parse('2026-08-01T20:00:00Z')
const june = Date.parse('2026-06-01T03:00:00Z')
const may = Date.parse('2026-05-01T03:00:00Z')

test('a policy is off since the oldest revision from which on every one has it off', () => {
  const past = [
    { yaml: policies({ a: 'off', b: 'off' }), at: august },
    { yaml: policies({ a: 'off', b: 'on' }), at: june },
    { yaml: policies({ a: 'shadow', b: 'off' }), at: may },
  ]
  const since = offSince(policies({ a: 'off', b: 'off', new: 'off' }), past, 'Asia/Tokyo')
  // 20:00 UTC is the next day in Tokyo.
  assert.deepEqual(
    [...since],
    [
      ['a', '2026-06-01'],
      ['b', '2026-08-02'],
    ],
  )
})

test('revisions are read only as far as it is needed', () => {
  let read = 0
  function* past() {
    for (const at of [august, june, may]) {
      read += 1
      yield { yaml: policies({ a: 'on' }), at }
    }
  }
  assert.equal(offSince(policies({ a: 'off' }), past(), 'Asia/Tokyo').size, 0)
  assert.equal(read, 1)
  assert.equal(offSince(policies({ a: 'on' }), past(), 'Asia/Tokyo').size, 0)
  assert.equal(read, 1)
})
