/** The product's judge and the oracle answer alike: on random companies, question by question. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'

import { createSnapshot } from '../../src/people/snapshot.ts'
import type { Question } from '../../src/people/verdict.ts'
import { assertAgree } from './agreement.ts'
import { addresses, days, people, rules } from './random-company.ts'

const someAddresses = fc.array(fc.constantFrom(...addresses), { maxLength: 4 })
const question: fc.Arbitrary<Question> = fc.record({
  from: fc.constantFrom(...addresses),
  to: someAddresses,
  cc: someAddresses,
  others: fc.array(fc.constantFrom(...addresses), { maxLength: 2 }),
  day: fc.constantFrom(...days),
})

test('on random companies every random question has one answer', () => {
  fc.assert(
    fc.property(
      rules,
      people,
      fc.array(question, { minLength: 10, maxLength: 10 }),
      (of, staff, questions) => {
        const snapshot = createSnapshot(of, staff, { name: 'random', day: '2026-11-24' })
        for (const each of questions) assertAgree(snapshot, of, staff, each)
      },
    ),
    { numRuns: 1500 },
  )
})

test('on random companies every sender with every single person in Cc has one answer', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(rules, people, fc.constantFrom(...days), (of, staff, day) => {
      const snapshot = createSnapshot(of, staff, { name: 'random', day: '2026-11-24' })
      for (const from of addresses) {
        for (const cc of ['list@example.co.jp', ...staff.flatMap((person) => person.addresses)]) {
          const asked = { from, to: ['client@example.com'], cc: [cc], others: [], day }
          const { verdict, reason } = assertAgree(snapshot, of, staff, asked)
          seen.set(`${verdict} ${reason}`, (seen.get(`${verdict} ${reason}`) ?? 0) + 1)
        }
      }
    }),
    { numRuns: 300 },
  )
  for (const answer of [
    'allow exempt',
    'allow approver-present',
    'allow no-pattern',
    'allow no-approver-exists',
    'allow sender-unknown',
    'reject no-pattern',
    'reject no-approver-exists',
    'reject sender-unknown',
    'reject only-self',
    'reject unrelated-unit',
    'reject no-authority',
  ]) {
    assert.ok((seen.get(answer) ?? 0) >= 50, `too few cases of ${answer}: ${seen.get(answer) ?? 0}`)
  }
})
