/** Whatever stands in `policies.yaml`, the answer is a document or faults with places in it: never a throw, never silence. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { readPolicies } from '../../src/policy/read-policies.ts'
import { sayPolicyProblem } from '../../src/policy/say-policy-problem.ts'

const sound = `version: 1
calendar: { workdays: [mon, tue], hours: "09:00-18:00", holidays: [2026-12-31] }
lists: { rivals: { domains: [rival.example] }, secret: { words: [極秘] }, vips: { addresses: [a@b.example] } }
tables: { clients: { columns: [domain, client], rows: [[a.example, A]] } }
conditions: { to-rivals: { recipients: { any: { domain: { list: rivals } } } } }
policies:
  - id: one
    when: { all: [{ set: to-rivals }, { not: { subject: { words: { list: secret } } } }] }
    unless: { any: [{ size: { atLeast: 1 MB } }, { sender: { list: vips } }] }
    action: { refuse: { en: No, ja: いいえ } }
  - { id: two, from: 2026-04-01, hours: working, when: { approver: missing }, action: { pass: [three] } }
  - { id: three, stage: decide, mode: shadow, action: discard, onCannotTell: skip, stop: true }
  - { id: four, stage: deliver, when: [{ text: { words: [x] } }], action: { tls: required } }
`

function check(text: string): void {
  const reading = readPolicies(text)
  if (reading.kind === 'read') return
  assert.ok(reading.problems.length > 0)
  const lines = text.split('\n').length
  for (const problem of reading.problems) {
    assert.ok(problem.line >= 1 && problem.line <= lines + 1, `line ${problem.line} of ${lines}`)
    assert.ok(problem.column >= 1)
    assert.ok(problem.value.length <= 100)
    for (const language of ['en', 'ja'] as const) assert.notEqual(sayPolicyProblem(problem, language), '')
  }
}

test('the file that is mutated is sound', () => {
  assert.deepEqual(readPolicies(sound).kind, 'read')
})

const scraps = [
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '- ',
  '&a ',
  '*a',
  '!t ',
  '"',
  '\n',
  '  ',
  '|',
  '#',
  'null',
  '~',
  '0',
  'x',
  '極',
]

test('a piece cut out, doubled or put in makes faults, not a throw', () => {
  fc.assert(
    fc.property(
      fc.nat(sound.length),
      fc.nat(30),
      fc.constantFrom('cut', 'double', ...scraps),
      (at, length, how) => {
        const piece = sound.slice(at, at + length)
        const between = how === 'cut' ? '' : how === 'double' ? piece + piece : how + piece
        check(sound.slice(0, at) + between + sound.slice(at + length))
      },
    ),
    { numRuns: 1_500 },
  )
})

test('any value in the place of any other makes faults, not a throw', () => {
  const words = [...sound.matchAll(/[\w.@-]+|\[[^[\]]*\]|\{[^{}]*\}/g)]
  const values = [
    '',
    '[]',
    '{}',
    '[x]',
    '{ x: y }',
    '-1',
    '1e9',
    'true',
    '"a b"',
    '{ not: { all: [] } }',
    '{ set: to-rivals }',
  ]
  fc.assert(
    fc.property(fc.nat(words.length - 1), fc.constantFrom(...values), (index, value) => {
      const word = words[index]
      assert.ok(word !== undefined)
      check(sound.slice(0, word.index) + value + sound.slice(word.index + word[0].length))
    }),
    { numRuns: 1_500 },
  )
})

test('nesting, aliases and size without end are faults', () => {
  for (const text of [
    '['.repeat(100_000),
    `version: 1\npolicies: ${'['.repeat(3_000)}${']'.repeat(3_000)}\n`,
    `version: &a [${'*a, '.repeat(50)}]\n`,
    `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}\n`,
    `version: 1\n# ${'x'.repeat(4_000_001)}\n`,
    'version: 1\n__proto__: { a: b }\nconstructor: x\n',
  ]) {
    assert.equal(readPolicies(text).kind, 'faulty')
    check(text)
  }
})
