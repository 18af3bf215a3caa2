/** The demo company is a company of a fair size, nobody's real one, and fresh from its script. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { demoDump } from '../../scripts/demo-company.ts'
import { loadOrganization } from '../../src/roster/load.ts'

const folder = fileURLToPath(new URL('../../examples/demo', import.meta.url))

test('hr.csv is what scripts/demo-company.ts writes', () => {
  assert.ok(
    readFileSync(`${folder}/hr.csv`).equals(demoDump()),
    'run `node scripts/demo-company.ts` and look at the difference',
  )
})

test('it has more than 200 people, with names and addresses of their own in reserved domains', async () => {
  const organization = await loadOrganization(folder, '2026-11-24')
  if (organization.kind === 'faulty') throw new Error(JSON.stringify(organization.problems))
  const { people } = organization.snapshot
  assert.ok(people.length > 200)
  assert.equal(new Set(people.map(({ name }) => name)).size, people.length)
  for (const address of people.flatMap(({ addresses }) => addresses)) {
    assert.match(address, /^[a-z0-9.]+@(legacy\.)?example\.co\.jp$/)
  }
})
