/** However a rules file is damaged, reading ends with rules or with problems that a person can find and understand. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readRules } from '../../src/people/read-rules.ts'
import { sayProblem } from '../../src/people/say-problem.ts'

const bank = readFileSync(join(import.meta.dirname, '../bank/rules.yaml'), 'utf8')

const pieces = [
  '',
  ' ',
  '\n',
  '\n  ',
  '- ',
  ': ',
  ', ',
  '{}',
  '[]',
  '"',
  "'",
  '*',
  '*a',
  '&a ',
  '!x ',
  '?',
  '#',
  '|',
  '"*"',
  '"-"',
  '[[]]',
  '{ a: b }',
  'same',
  'tier',
  'role',
  'exempt: true',
  'accept: []',
  'whenVacant: []',
  '2026-13-01',
  '佐藤',
  '\t',
] as const

const mutation = fc.record({
  at: fc.nat({ max: bank.length }),
  removed: fc.nat({ max: 12 }),
  inserted: fc.constantFrom(...pieces),
})

test('a damaged file never throws, and every problem has a place in it and a sentence', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const text = mutations.reduce(
        (sum, { at, removed, inserted }) => sum.slice(0, at) + inserted + sum.slice(at + removed),
        bank,
      )
      const reading = readRules(Buffer.from(text))
      if (reading.kind === 'read') return
      assert.notEqual(reading.problems.length, 0)
      const lines = text.split('\n').length
      for (const problem of reading.problems) {
        const { line, column } = problem.place
        assert.ok(line >= 1 && line <= lines, `line ${String(line)} of ${String(lines)}`)
        assert.ok(typeof column === 'number' && column >= 1)
        for (const language of ['en', 'ja'] as const)
          assert.doesNotMatch(sayProblem(problem, language), /undefined|\[object|^$/)
      }
    }),
    { numRuns: 400 },
  )
})

test('a value replaced by something of another shape is a problem near its line, or legal', () => {
  const lines = bank.split('\n')
  const replacement = fc.constantFrom('{}', '[]', '"x"', '[["x"]]', '{ a: { b: c } }', '""', '')
  fc.assert(
    fc.property(fc.nat({ max: lines.length - 1 }), replacement, (index, value) => {
      const line = lines[index] ?? ''
      const key = /^\s*(?:- )?[A-Za-z_]+:/.exec(line)?.[0]
      if (key === undefined) return
      const text = lines.with(index, `${key} ${value}`).join('\n')
      const reading = readRules(Buffer.from(text))
      if (reading.kind === 'faulty') assert.notEqual(reading.problems.length, 0)
    }),
    { numRuns: 200 },
  )
})
