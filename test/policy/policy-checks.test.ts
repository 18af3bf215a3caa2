/** One folder a finding: `policies.yaml`, and what the check says of it in `expected.txt`. */

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkPolicies, type CheckedProblem } from '../../src/policy/check-policies.ts'
import { foreignNames } from '../../src/policy/foreign-names.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { policyLintTexts } from '../../src/text/policy-lint.ts'

const root = join(import.meta.dirname, '../policy-checks')
const organization = await loadOrganization(join(import.meta.dirname, '../../examples/demo'))
assert.ok(organization.kind === 'loaded')
const names = foreignNames(organization.snapshot, ['partners'], ['demo', 'scanners'])

function check(folder: string): readonly CheckedProblem[] {
  const yaml = readFileSync(join(root, folder, 'policies.yaml'), 'utf8')
  return checkPolicies(yaml, { day: '2026-11-24', names, offSince: new Map(), routes: ['partners'] })
}

const folders = readdirSync(root).toSorted()

/** How a condition is put into words is its own: here stands that it is named, and where. */
function withoutWords(sentence: string): string {
  return sentence.replaceAll(/"[^"]* [^"]*" \(line/g, '"…" (line')
}

for (const folder of folders)
  test(`the check of policies: ${folder.replaceAll('-', ' ')}`, () => {
    const said = check(folder).map(({ line, column, severity, policy, kind, message }) => {
      assert.ok(message.ja.length > 10 && !message.ja.includes('undefined'), message.ja)
      return `${line}:${column} ${severity} ${kind} ${policy ?? '-'}\n${withoutWords(message.en)}\n`
    })
    assert.equal(said.join('\n'), readFileSync(join(root, folder, 'expected.txt'), 'utf8'))
  })

test('every kind of finding has its passage', () => {
  const found = new Set(folders.flatMap((folder) => check(folder).map(({ kind }) => kind)))
  // What is off can only be told from the revisions before.
  const missing = Object.keys(policyLintTexts.en).filter(
    (kind) => !found.has(kind) && kind !== 'off-for-long',
  )
  assert.deepEqual(missing, [])
})
