/** The product and the oracle on whole organizations: the worked example and the demo company. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import type { Snapshot } from '../../src/people/snapshot.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { assertAgree } from './agreement.ts'
import { oracleJudge } from './oracle.ts'

interface BankCase {
  readonly id: string
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc?: readonly string[]
  readonly date: string
  readonly expect: unknown
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}

async function load(relative: string): Promise<Snapshot> {
  const organization = await loadOrganization(pathOf(relative), '2026-11-24')
  if (organization.kind === 'faulty') throw new Error(JSON.stringify(organization.problems))
  return organization.snapshot
}

/** Every sender with everybody in Cc alone, or with every `step`-th. */
function assertAgreeOnAll(snapshot: Snapshot, days: readonly string[], step: number): void {
  const { rules } = snapshot
  const people = [...snapshot.people]
  const addresses = [
    ...people.flatMap((person) => person.addresses),
    ...rules.mailboxes.flatMap((mailbox) => mailbox.addresses),
    'nobody@example.co.jp',
    'nobody@example.com',
  ]
  let turn = 0
  for (const from of addresses) {
    for (const cc of addresses) {
      turn += 1
      if (turn % step !== 0) continue
      const day = days[turn % days.length] ?? ''
      assertAgree(snapshot, rules, people, {
        from,
        to: ['client@example.com'],
        cc: [cc],
        others: [],
        day,
      })
    }
  }
}

test('the oracle gives the expected verdict in every case of the bank', async () => {
  const { rules, people } = await load('../bank')
  const staff = [...people]
  const lines = readFileSync(pathOf('../bank/cases.jsonl'), 'utf8').trim().split('\n')
  for (const line of lines) {
    const { id, from, to, cc, bcc, date, expect }: BankCase = JSON.parse(line)
    const answer = oracleJudge(rules, staff, { from, to, cc, others: bcc ?? [], day: date })
    const { verdict, reason, approver } = answer
    assert.deepEqual(approver === undefined ? { verdict, reason } : { verdict, reason, approver }, expect, id)
  }
})

test('both agree on every sender and every single person in Cc at the bank', async () => {
  const days = ['2026-03-31', '2026-07-01', '2026-11-24', '2027-03-31', '2027-04-01']
  for (const day of days) assertAgreeOnAll(await load('../bank'), [day], 1)
})

test('both agree on every sender of the demo company', async () => {
  const days = ['2026-03-31', '2026-09-30', '2026-11-24', '2027-01-01', '2027-04-01']
  assertAgreeOnAll(await load('../../examples/demo'), days, 7)
})
