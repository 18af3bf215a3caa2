/** The compiled trees against an oracle that takes the definition of Kleene's logic word by word. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { decisionBy, judged } from './policies-to-read.ts'

type Value = 'yes' | 'no' | 'cannot-tell'
type Made =
  | { readonly kind: 'leaf'; readonly value: Value; readonly costly: boolean }
  | { readonly kind: 'not'; readonly of: Made }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Made[] }

const { tree } = fc.letrec<{ tree: Made }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.record({
      kind: fc.constant('leaf' as const),
      value: fc.constantFrom<Value>('yes', 'no', 'cannot-tell'),
      costly: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}))

const worth = { no: 0, 'cannot-tell': 1, yes: 2 }
const values = ['no', 'cannot-tell', 'yes'] as const

/** No, cannot tell and yes as 0, ½ and 1: `all` is the least of its parts, `any` the greatest, `not` the rest to 1. */
function oracle(made: Made): Value {
  const worthOf = (each: Made): number => worth[oracle(each)]
  switch (made.kind) {
    case 'leaf':
      return made.value
    case 'not':
      return values[2 - worthOf(made.of)] ?? 'no'
    case 'all':
      return values[Math.min(...made.of.map(worthOf))] ?? 'no'
    case 'any':
      return values[Math.max(...made.of.map(worthOf))] ?? 'no'
  }
}

function written(made: Made, costly: boolean): string {
  switch (made.kind) {
    case 'leaf':
      return costly && made.costly ? `{ says: { content: ${made.value} } }` : `{ says: ${made.value} }`
    case 'not':
      return `{ not: ${written(made.of, costly)} }`
    case 'all':
    case 'any':
      return `{ ${made.kind}: [${made.of.map((each) => written(each, costly)).join(', ')}] }`
  }
}

function policy(when: string, more = ''): string {
  return `version: 1\npolicies: [{ id: one, mode: shadow, when: ${when}, action: pass${more} }]\n`
}

const answers = { yes: 'match', 'cannot-tell': 'cannot-tell', no: undefined }
const content = { kinds: [], attachments: [], parts: 1, troubles: [], answers: new Map() }

test('every tree answers as the definition says', () => {
  fc.assert(
    fc.property(tree, (made) => {
      const { policies } = decisionBy(policy(written(made, false)))
      assert.equal(policies[0]?.answer, answers[oracle(made)])
    }),
    { numRuns: 500 },
  )
})

test('`unless` takes away: when and not unless', () => {
  fc.assert(
    fc.property(tree, tree, (when, unless) => {
      const { policies } = decisionBy(policy(written(when, false), `, unless: ${written(unless, false)}`))
      const both: Made = { kind: 'all', of: [when, { kind: 'not', of: unless }] }
      assert.equal(policies[0]?.answer, answers[oracle(both)])
    }),
    { numRuns: 200 },
  )
})

/** With every part that has to be gathered unknown: a sure answer is one that stays whatever they turn out to be. */
function withUnknown(made: Made): Made {
  switch (made.kind) {
    case 'leaf':
      return made.costly ? { ...made, value: 'cannot-tell' } : made
    case 'not':
      return { ...made, of: withUnknown(made.of) }
    case 'all':
    case 'any':
      return { ...made, of: made.of.map(withUnknown) }
  }
}

test('what is gathered makes no difference to an answer that is given without it, and it is asked for otherwise', () => {
  fc.assert(
    fc.property(tree, (made) => {
      const text = policy(written(made, true))
      const judgement = judged(text)
      if (judgement.kind === 'decided') {
        assert.equal(judgement.decision.policies[0]?.answer, answers[oracle(made)])
      } else {
        assert.deepEqual([...judgement.needs.kinds], ['content'])
        assert.ok(judgement.needs.questions.length > 0)
      }
      const gathered = decisionBy(text, { header: [...header], facts: { content } })
      assert.equal(gathered.policies[0]?.answer, answers[oracle(made)])
      const isSure = oracle(withUnknown(made)) !== 'cannot-tell'
      if (isSure) assert.equal(judgement.kind, 'decided')
    }),
    { numRuns: 500 },
  )
})

const header = ['From: takahashi@example.co.jp', 'To: client@example.com', 'Cc: suzuki@example.co.jp']

test('what was asked for and did not come cannot be told, which a sure answer beside it outweighs', () => {
  const missing = new Map([['content' as const, { kind: 'not-gathered' as const, detail: 'late' }]])
  const when = '{ any: [{ says: { content: no } }, { says: no }] }'
  const { policies } = decisionBy(policy(when), { header }, missing)
  assert.equal(policies[0]?.answer, 'cannot-tell')
  assert.deepEqual(
    policies[0].conditions.map(({ path, answer }) => [path, answer]),
    [
      ['when.any.0', { answer: 'cannot-tell', why: [{ kind: 'not-gathered', detail: 'late' }] }],
      ['when.any.1', { answer: 'no', evidence: [] }],
    ],
  )
})
