/** What every condition promises, asked of each one in the list. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'
import { z } from 'zod'

import { conditions } from '../../../src/policy/conditions/list.ts'
import { arbitraryFacts } from './arbitrary-facts.ts'
import { noContent, world } from './judged.ts'
import { variantsOf } from './variants.ts'

const languages = ['en', 'ja'] as const

/** Names that the examples use and the test's organization does not have. */
function knownWorld(): typeof world {
  const missing = conditions
    .flatMap((condition) =>
      condition.examples.flatMap((example) => condition.uses?.(condition.schema.parse(example)) ?? []),
    )
    .filter(({ kind, name }) => kind === 'list' && !world.lists.has(name))
  assert.deepEqual(missing, [], 'every list that an example names is in the world of the tests')
  return world
}

test('every condition has a kind of its own, camelCase', () => {
  const kinds = conditions.map(({ kind }) => kind)
  assert.equal(new Set(kinds).size, kinds.length)
  for (const kind of kinds) assert.match(kind, /^[a-z][a-zA-Z]*$/)
})

for (const condition of conditions) {
  const { kind, schema, examples } = condition
  const settings = [...examples, ...variantsOf(kind)].map((written) => schema.parse(written))

  test(`${kind}: its examples are read without a fault, as text of YAML too`, () => {
    assert.ok(examples.length > 0)
    for (const example of examples) {
      const parsed = schema.parse(example)
      assert.deepEqual(condition.faults?.(parsed) ?? [], [])
      assert.deepEqual(schema.parse(asText(example)), parsed)
    }
  })

  test(`${kind}: an unknown key is refused`, () => {
    for (const example of examples) {
      if (typeof example !== 'object' || example === null || Array.isArray(example)) continue
      assert.equal(schema.safeParse({ ...example, unheardOf: 'x' }).success, false)
    }
  })

  test(`${kind}: its schema can be told to an editor`, () => {
    const told = z.toJSONSchema(schema, { io: 'input' })
    assert.ok('type' in told || 'anyOf' in told)
  })

  test(`${kind}: it is described in both languages, each setting in its own way`, () => {
    for (const language of languages) {
      const sentences = settings.map((each) => condition.describe(each, language))
      for (const sentence of sentences) {
        assert.match(sentence, /\S/)
        assert.doesNotMatch(sentence, /undefined|\[object|NaN| {2}|[.。]$/)
      }
      assert.equal(
        new Set(sentences).size,
        new Set(settings.map((each) => JSON.stringify(each))).size,
        sentences.join('\n'),
      )
    }
    for (const each of settings) {
      assert.doesNotMatch(condition.describe(each, 'en'), /[\u3040-\u30ff]/)
      assert.match(condition.describe(each, 'ja'), /[\u3040-\u30ff\u4e00-\u9fff]/)
    }
  })

  test(`${kind}: it answers one of three for any mail, with printable evidence, twice the same`, () => {
    const all = settings.map((each) => condition.prepare(each, knownWorld()))
    const questions = settings.flatMap((each) => condition.questions?.(each, world) ?? [])
    fc.assert(
      fc.property(arbitraryFacts(questions), (facts) => {
        for (const ask of all) {
          const answer = ask(facts)
          assert.ok(['yes', 'no', 'cannot-tell'].includes(answer.answer))
          if (answer.answer === 'cannot-tell') assert.ok(answer.why.length > 0)
          else
            for (const evidence of answer.evidence) {
              if (!('text' in evidence)) continue
              assert.ok(evidence.text.length <= 101, evidence.text)
              assert.doesNotMatch(evidence.text, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
            }
          assert.deepEqual(ask(facts), answer)
        }
      }),
      { numRuns: 150 },
    )
  })

  test(`${kind}: what was not gathered or answered is "cannot tell", never "no"`, () => {
    fc.assert(
      fc.property(arbitraryFacts([]), (facts) => {
        for (const each of settings) {
          const needs = condition.needs?.(each) ?? []
          if (needs.length === 0) continue
          const bare = { ...facts, content: undefined, tls: undefined, writtenTo: undefined }
          const { answer } = condition.prepare(each, world)(bare)
          // Without outside recipients nothing has to be gathered.
          if (needs.includes('content')) assert.equal(answer, 'cannot-tell')
          if ((condition.questions?.(each, world) ?? []).length > 0)
            assert.equal(
              condition.prepare(each, world)({ ...facts, content: noContent }).answer,
              'cannot-tell',
            )
        }
      }),
      { numRuns: 30 },
    )
  })

  test(`${kind}: what it says of two settings is so for every mail`, () => {
    const questions = settings.flatMap((each) => condition.questions?.(each, world) ?? [])
    const asking = settings.map((each) => condition.prepare(each, world))
    const pairs = settings.flatMap((one, first) =>
      settings.map((other, second) => ({
        first,
        second,
        implies: condition.implies?.(one, other) === true,
        excludes: condition.excludes?.(one, other) === true,
      })),
    )
    for (const { first, second, implies, excludes } of pairs) {
      if (first === second && condition.implies !== undefined) assert.ok(implies, 'it implies itself')
      assert.ok(
        !(implies && excludes),
        `${JSON.stringify(settings[first])} ${JSON.stringify(settings[second])}`,
      )
    }
    const claims = pairs.filter(({ implies, excludes }) => implies || excludes)
    if (claims.length === 0) return
    fc.assert(
      fc.property(arbitraryFacts(questions), (facts) => {
        const answers = asking.map((ask) => ask(facts).answer)
        for (const { first, second, implies } of claims) {
          if (answers[first] !== 'yes') continue
          const told = `${JSON.stringify(settings[first])} ${JSON.stringify(settings[second])}`
          if (implies) assert.equal(answers[second], 'yes', `implies: ${told}`)
          else assert.notEqual(answers[second], 'yes', `excludes: ${told}`)
        }
      }),
      { numRuns: 200 },
    )
  })
}

/** As the failsafe schema of YAML gives a value. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asText(member)]))
}
