import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import { conditionsManual, manualPages } from '../../../scripts/conditions-manual.ts'
import { conditions } from '../../../src/policy/conditions/list.ts'
import { conditionManual } from '../../../src/text/condition-manual.ts'

const languages = ['en', 'ja'] as const
/** Explained once for all, at the head of the page. */
const common = new Set(['atLeast', 'atMost'])

/** Every key that a schema knows, however deep. */
function keysIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysIn)
  if (typeof schema !== 'object' || schema === null) return []
  const own =
    'properties' in schema && typeof schema.properties === 'object'
      ? Object.keys(schema.properties ?? {})
      : []
  // `{ list: name }` in the place of entries is a form of every value that takes one.
  const isListName = own.length === 1 && own[0] === 'list'
  return [...(isListName ? [] : own), ...Object.values(schema).flatMap(keysIn)]
}

for (const { kind, schema } of conditions) {
  test(`the manual explains every setting of ${kind} and no other, in both languages`, () => {
    const known = new Set(keysIn(z.toJSONSchema(schema, { io: 'input' })).filter((key) => !common.has(key)))
    for (const language of languages) {
      const manual = conditionManual[language][kind]
      assert.ok(manual !== undefined)
      assert.deepEqual(Object.keys(manual.settings).toSorted(), [...known].toSorted())
    }
  })
}

test('the manual explains no condition that there is not', () => {
  const kinds = conditions.map(({ kind }) => kind).toSorted()
  for (const language of languages) assert.deepEqual(Object.keys(conditionManual[language]).toSorted(), kinds)
})

test('the pages are in step with the conditions', () => {
  for (const language of languages) {
    const path = join(import.meta.dirname, '../../..', manualPages[language])
    assert.equal(readFileSync(path, 'utf8'), conditionsManual(language), 'npm run generate renews them')
  }
})
