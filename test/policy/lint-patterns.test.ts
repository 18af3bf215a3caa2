import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { RE2JS } from 're2js'
import { readPattern } from '../../src/policy/lint-pattern-reading.ts'
import { leaf, letter, lintOf, policy, said } from './lint-document.ts'

for (const pattern of [
  '',
  '.*',
  'a*',
  '(secret)?',
  'secret|',
  '|secret',
  '^',
  '$',
  '^.*',
  'x*$',
  '(?i)a?',
  '\\d*',
  'a{0,3}',
  '(?:a|b*)',
])
  test(`/${pattern}/ is found in every text`, () => {
    assert.equal(readPattern(pattern)?.matchesEverything, true)
  })

for (const pattern of ['$secret', 'secret^', 'a$b', '(a^)', '[^\\s\\S]', 'x[^\\d\\D]y', '^a|b^'])
  test(`/${pattern}/ ${pattern === '^a|b^' ? 'can still match by its other alternative' : 'is found in no text'}`, () => {
    assert.equal(readPattern(pattern)?.neverMatches, pattern !== '^a|b^')
  })

for (const pattern of ['a||b', '(|a)x', 'x(a|)', 'a|'])
  test(`/${pattern}/ has an alternative that is empty`, () => {
    assert.equal(readPattern(pattern)?.hasEmptyAlternative, true)
  })

for (const pattern of [
  '秘密',
  '^RE:',
  'x$',
  '\\$100',
  'a\\^b',
  '[$^]a',
  '\\bsecret\\b',
  '\\b',
  '^$',
  '[0-9]{4}-[0-9]{4}',
  '[]a]b',
  'a+?',
  '(a)(b)',
])
  test(`/${pattern}/ has an effect`, () => {
    assert.deepEqual(readPattern(pattern), {
      matchesEverything: false,
      neverMatches: false,
      hasEmptyAlternative: false,
    })
  })

for (const pattern of ['(?=a)', '(?m)^a$', '(a', '*a', '\\Q*\\E', '(?-i:a)'])
  test(`of /${pattern}/ nothing is said`, () => {
    assert.equal(readPattern(pattern), undefined)
  })

test('what is said of a pattern is so in the engine that searches', () => {
  const pieces = [
    'a',
    'b',
    '.',
    '^',
    '$',
    '\\b',
    '\\d',
    '[ab]',
    '[^a]',
    '(',
    ')',
    '(?:',
    '|',
    '*',
    '+',
    '?',
    '{0}',
    '{2}',
    '\\A',
    '\\z',
  ]
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', ' ', '1', 'a b', 'b1a', '-', 'aa', 'bb']
  let told = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (chosen) => {
      const pattern = chosen.join('')
      const reading = readPattern(pattern)
      if (reading === undefined) return
      let engine: RE2JS
      try {
        engine = RE2JS.compile(pattern)
      } catch {
        return
      }
      const found = texts.map((text) => engine.matcher(text).find())
      if (reading.matchesEverything) assert.ok(found.every(Boolean), pattern)
      if (reading.neverMatches) assert.ok(!found.some(Boolean), pattern)
      if (reading.neverMatches || reading.matchesEverything) told += 1
    }),
    { numRuns: 5_000, examples: [[['(', '^', '\\b', ')']], [['a', '(', '^', ')', '?']]] },
  )
  assert.ok(told > 50)
})

function regex(text: string) {
  return policy(text, { when: leaf(letter, { letter: 'x', matches: text }) })
}

test('patterns of conditions are looked at, with the policy they stand in', () => {
  assert.deepEqual(said(lintOf(['x*', '$x', '(|a)x', 'fine'].map(regex))), [
    'pattern-matches-everything:x*',
    'pattern-never-matches:$x',
    'pattern-empty-alternative:(|a)x?',
  ])
})
