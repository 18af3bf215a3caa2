/** The demo company is a company of a fair size, nobody's real one, and fresh from its script. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { demoDump } from '../../scripts/demo-company.ts'
import { reportOn } from '../../src/people/report.ts'
import { loadOrganization } from '../../src/roster/load.ts'

function employees(people: readonly { readonly employee: string }[]): readonly string[] {
  return people.map(({ employee }) => employee)
}

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
  const people = [...organization.snapshot.people]
  assert.ok(people.length > 200)
  assert.equal(new Set(people.map(({ name }) => name)).size, people.length)
  for (const address of people.flatMap(({ addresses }) => addresses)) {
    assert.match(address, /^[a-z0-9.]+@(legacy\.)?example\.co\.jp$/)
  }
})

test('its import report points at every oddity that rules.yaml has on purpose', async () => {
  const organization = await loadOrganization(folder, '2026-11-24')
  if (organization.kind === 'faulty') throw new Error(JSON.stringify(organization.problems))
  const report = reportOn(organization.snapshot, '2026-11-24')
  assert.deepEqual(employees(report.withoutApprover), ['700001', '700002', '700003'])
  assert.deepEqual(employees(report.withoutMailbox), ['110009', '110019', '110028'])
  assert.deepEqual(employees(report.inNoPattern), [
    '600004',
    '600005',
    '600006',
    '999001',
    '999002',
    '999003',
  ])
  assert.ok(employees(report.onStandIn).includes('100040'))
  assert.deepEqual(report.patternsMatchingNobody, ['hokuriku'])
  assert.deepEqual(report.exceptionsExpired, ['branch-trial'])
  assert.deepEqual(
    report.strangers.map(({ value }) => value),
    ['100999'],
  )
  assert.deepEqual(
    report.attributeStrangers.map(({ value }) => value),
    ['100998'],
  )
})
