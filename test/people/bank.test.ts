/** The worked example: a small bank with every situation once, and the verdict that each mail must get. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { z } from 'zod'
import { groupGate, unfoldGroups } from '../../src/people/groups.ts'
import { judge } from '../../src/people/judge.ts'
import { loadOrganization } from '../../src/roster/load.ts'

const directory = new URL('../bank/', import.meta.url)

const caseSchema = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()).default([]),
  date: z.string(),
  expect: z.strictObject({
    verdict: z.enum(['allow', 'reject']),
    reason: z.string(),
    approver: z.string().optional(),
  }),
})

const cases = readFileSync(new URL('cases.jsonl', directory), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => caseSchema.parse(JSON.parse(line)))

const bank = await loadOrganization(directory.pathname)
assert.ok(bank.kind === 'loaded', JSON.stringify(bank))
const { snapshot } = bank

for (const { id, from, to, cc, bcc, date, expect } of cases) {
  test(`bank: ${id}`, () => {
    const verdict = judge(snapshot, { from, to, cc, others: bcc, day: date })
    assert.deepEqual(
      { verdict: verdict.verdict, reason: verdict.reason, approver: verdict.approver },
      { approver: undefined, ...expect },
    )
  })
}

test('bank: a gateway that knows groups only answers every case about outside mail alike', () => {
  for (const { id, from, to, cc, date, expect } of cases) {
    if (expect.reason === 'internal-only') continue
    assert.equal(groupGate(unfoldGroups(snapshot, date))(from, [...to, ...cc]), expect.verdict, id)
  }
})

test('bank: the groups of the area headquarters are called as the rules say', () => {
  const names = unfoldGroups(snapshot, '2026-11-24').pairs.map(({ senderGroup }) => senderGroup)
  for (const name of [
    'P2//201/A01/senders',
    'P1//100/D10/S11/adviser-stays/senders',
    'P2/special/201/senders',
  ])
    assert.ok(names.includes(name), `${name} is not among ${names.join(' ')}`)
})
