import assert from 'node:assert/strict'
import { test } from 'node:test'

import { applyPatch } from 'diff'
import * as fc from 'fast-check'

import { differenceOf } from '../../src/store/text-difference.ts'
import { processorTime } from '../peers/processor-time.ts'

function listOf(word: string): string {
  return `head\n${Array.from({ length: 20_000 }, (_, index) => `- ${word}${index}.example\n`).join('')}tail\n`
}

test('a difference is written as diff -u writes it, and equal texts have none', () => {
  const before = { name: 'r1', text: 'a\nb\nc\n' }
  assert.equal(differenceOf(before, before), '')
  assert.equal(
    differenceOf(before, { name: 'r2', text: 'a\nx\nc\n' }),
    '--- r1\n+++ r2\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n',
  )
})

test('applied to the one text it gives the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '- c', ''), { maxLength: 12 })
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (one, other) => {
      const difference = differenceOf({ name: 'one', text: one }, { name: 'other', text: other })
      assert.equal(difference === '' ? one : applyPatch(one, difference), other)
    }),
    { numRuns: 300 },
  )
})

test('of long texts that have nothing in common it is found in a moment, and is right', () => {
  const [one, other] = [listOf('one'), listOf('other')]
  const { result: difference, took } = processorTime(() =>
    differenceOf({ name: 'one', text: one }, { name: 'other', text: other }),
  )
  assert.ok(took < 2_000)
  assert.match(difference, /^--- one\n\+\+\+ other\n@@ -1,20002 \+1,20002 @@\n head\n-- one0\.example\n/)
  assert.equal(applyPatch(one, difference), other)
})
