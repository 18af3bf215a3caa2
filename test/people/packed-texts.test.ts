/** Packed texts are the texts that were packed, and each is found by its number and by itself alone. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { packTexts, placeTexts, textAt, textNumbers } from '../../src/people/packed-texts.ts'
import { inOneGo } from '../../src/people/steps.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\u{feff}', '\u{feff}a', 'a', 'a\0', '𠮷野', '髙橋'),
)

test('any texts, none of them, and empty ones too, come back as they were and are found again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text), text, (list, other) => {
      const texts = inOneGo(packTexts(list))
      const numbers = textNumbers(texts, inOneGo(placeTexts(list)))
      assert.equal(numbers.size, list.length)
      for (const [number, each] of list.entries()) {
        assert.equal(textAt(texts, number), each)
        assert.equal(numbers.get(each), number)
      }
      const expected = list.indexOf(other)
      assert.equal(numbers.get(other), expected === -1 ? undefined : expected)
    }),
    { numRuns: 500 },
  )
})

test('a text that is there twice is a fault, never one of two numbers', () => {
  assert.throws(() => inOneGo(placeTexts(['a@example.co.jp', '', 'a@example.co.jp'])), /twice/)
})
