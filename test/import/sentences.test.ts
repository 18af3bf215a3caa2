/** Every problem has a sentence in both languages, and a line in the reference. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { importProblemTexts } from '../../src/text/import-problems.ts'
import { sayProblem } from '../../src/people/say-problem.ts'
import type { Problem } from '../../src/people/problem.ts'

const problems: readonly Problem[] = [
  {
    place: { file: 'rules.yaml', line: 13, column: 40, value: 'boss' },
    kind: 'name-undefined',
    detail: { what: 'tier', known: ['chief', 'director'], meant: undefined },
  },
  {
    place: { file: 'hr.csv', line: 1, column: 'yakushoku', value: 'yakushoku' },
    kind: 'column-missing',
    detail: {},
  },
  {
    place: { file: 'hr.csv', line: 7, column: undefined, value: '9' },
    kind: 'field-count',
    detail: { expected: 8, found: 9 },
  },
]

test('a sentence names what is wrong and what is known', () => {
  assert.deepEqual(
    problems.map((problem) => sayProblem(problem, 'en')),
    [
      'There is no tier in this pattern called "boss". Known are: chief, director.',
      'The header has no column "yakushoku", which rules.yaml names under "hr". Add the column to the export, or correct the name in rules.yaml.',
      'This row has 9 fields; the header has 8. Look for a separator too many or too few: a value that holds one must stand in quotation marks.',
    ],
  )
})

test('a row of one field is not told to have "1 fields"', () => {
  const place = { file: 'hr.csv', line: 3, column: undefined, value: '1' } as const
  assert.match(
    sayProblem({ place, kind: 'field-count', detail: { expected: 8, found: 1 } }, 'en'),
    /^This row has 1 field; the header has 8\./,
  )
})

test('the same in Japanese', () => {
  for (const problem of problems) assert.match(sayProblem(problem, 'ja'), /[ぁ-ん].*。$/su)
})

test('every kind of fault stands in the reference for users', () => {
  const reference = readFileSync(join(import.meta.dirname, '../../docs/rules.md'), 'utf8')
  const missing = Object.keys(importProblemTexts.en).filter((kind) => !reference.includes(`\`${kind}\``))
  assert.deepEqual(missing, [])
})
