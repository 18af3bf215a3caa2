/** `sekisho check`, as a person and as a script runs it. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { sekisho } from './command.ts'

const output = z.strictObject({
  ok: z.boolean(),
  errors: z.array(
    z.strictObject({
      file: z.enum(['hr.csv', 'rules.yaml']),
      line: z.int().positive(),
      column: z.union([z.string(), z.int().positive(), z.null()]),
      value: z.string(),
      message: z.string().min(20),
    }),
  ),
  report: z.union([z.null(), z.looseObject({ people: z.int(), posts: z.int(), units: z.int() })]),
})

describe('sekisho check', () => {
  it('reports on an organization that is in order, and ends with 0', async () => {
    const { code, stdout, stderr } = await sekisho(['check', '--org', 'test/bank', '--date', '2026-08-01'])
    assert.equal(code, 0)
    assert.equal(stderr, '')
    assert.match(stdout, /65 people, 70 posts/)
    assert.match(
      stdout,
      /2 people have no approver\n.*\n.*\n {4}E6004 {2}橋本 蓮 {2}300\/C20 {2}role 090 {2}pattern P3\n/,
    )
  })

  it('gives the report as JSON', async () => {
    const { code, stdout } = await sekisho(['check', '--org', 'test/bank', '--json'])
    assert.equal(code, 0)
    const { ok, errors, report } = output.parse(JSON.parse(stdout))
    assert.deepEqual([ok, errors.length, report?.people, report?.posts], [true, 0, 65, 70])
  })

  it('names every error with file, line, column and value, and ends with 1', async () => {
    const { code, stdout, stderr } = await sekisho(['check', '--org', 'test/imports/bad-several-at-once'])
    assert.equal(code, 1)
    assert.equal(stderr, '')
    for (const place of ['hr.csv:3:mail  "tanaka@"', 'hr.csv:4:no', 'hr.csv:5:kenmu  "2"', 'hr.csv:5:mail'])
      assert.ok(stdout.includes(place), place)
  })

  it('gives errors as JSON, with null where no column is to blame', async () => {
    const { code, stdout } = await sekisho(['check', '--org', 'test/imports/bad-short-row', '--json'])
    assert.equal(code, 1)
    const { ok, errors, report } = output.parse(JSON.parse(stdout))
    assert.equal(ok, false)
    assert.equal(report, null)
    assert.deepEqual(
      errors.map(({ file, line, column }) => [file, line, column]),
      [['hr.csv', 3, null]],
    )
  })

  it('speaks Japanese', async () => {
    const words = ['check', '--org', 'test/imports/rules-unknown-tier', '--language', 'ja']
    const { code, stdout } = await sekisho(words)
    assert.equal(code, 1)
    assert.match(stdout, /「boss」という階層 \(このパターン内\)は定義されていません。/)
    assert.match(stdout, /rules\.yaml:13:56 {2}"boss"/)
  })

  it('ends with 2 where a file is missing, and names it', async () => {
    const { code, stdout } = await sekisho(['check', '--org', 'test/nowhere'])
    assert.equal(code, 2)
    assert.match(stdout, /There is no file test\/nowhere\/hr\.csv\./)
  })

  it('ends with 2 for a day that is none, and for a missing option', async () => {
    const wrongDay = await sekisho(['check', '--org', 'test/bank', '--date', '2026-02-30'])
    assert.equal(wrongDay.code, 2)
    assert.match(wrongDay.stderr, /"2026-02-30" is not a day/)
    assert.equal((await sekisho(['check'])).code, 2)
  })
})
