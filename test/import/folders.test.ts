/** Every folder of test/imports loads, or is refused for exactly the errors that `expect.json` lists. */

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { loadOrganization } from '../../src/roster/load.ts'

const folder = join(import.meta.dirname, '..', 'imports')

const place = z.object({ file: z.string(), line: z.int(), column: z.string().optional() })
const expectation = z.object({
  dir: z.string(),
  people: z.int().optional(),
  errors: z.array(place).optional(),
})
const expectations = z
  .array(expectation)
  .parse(JSON.parse(await readFile(join(folder, 'expect.json'), 'utf8')))

type Found = z.infer<typeof place>

/** Columns count in the dump only; errors of one row may come in any order. */
function sorted(errors: readonly Found[]): readonly string[] {
  return errors.map(({ file, line, column }) => `${file}:${String(line)}:${column ?? ''}`).toSorted()
}

for (const { dir, people, errors } of expectations) {
  const promise =
    errors === undefined
      ? `${dir} loads with ${String(people)} people`
      : `${dir} is refused at the right places`
  test(promise, async () => {
    const organization = await loadOrganization(join(folder, dir))
    if (organization.kind === 'loaded') {
      assert.equal(errors, undefined)
      assert.equal(organization.snapshot.people.length, people)
      return
    }
    const found = organization.problems.map((problem) => {
      const { file, line, column } = problem.place
      return typeof column === 'string' ? { file, line, column } : { file, line }
    })
    assert.deepEqual(sorted(found), sorted(errors ?? []))
  })
}

test('the bank loads with its 70 rows', async () => {
  const bank = await loadOrganization(join(import.meta.dirname, '..', 'bank'))
  assert.equal(bank.kind, 'loaded')
  const posts = [...bank.snapshot.people].flatMap((person) => person.posts)
  assert.equal(posts.length, 70)
})
