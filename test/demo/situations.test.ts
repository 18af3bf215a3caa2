/** The demo company has every situation of the rule, and in each its people get the verdict they expect. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { judge } from '../../src/people/judge.ts'
import type { Person } from '../../src/people/person.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import type { EntryPlace, Question } from '../../src/people/verdict.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { requiredSituations } from './required-situations.ts'
import { customer, fullAddress, today } from './situation.ts'
import type { Case, Seen } from './situation.ts'
import { situations } from './situations.ts'

/** Of the pattern for an office that is closed, and the entry that names somebody who has left. */
const emptyOnPurpose = ['hokuriku', 'winding-up']

const folder = fileURLToPath(new URL('../../examples/demo', import.meta.url))
const organization = await loadOrganization(folder, today)
assert.equal(organization.kind, 'loaded', JSON.stringify(organization))
if (organization.kind !== 'loaded') throw new Error('unreachable')
const snapshot: Snapshot = organization.snapshot
const { rules } = snapshot
const people = [...snapshot.people]

function personWith(address: string): Person | undefined {
  return people.find((person) => person.addresses.includes(address))
}

function see(each: Case): Seen {
  const person = people.find(({ employee }) => employee === each.employee)
  const from = each.from === undefined ? person?.addresses[0] : fullAddress(each.from)
  assert.ok(from !== undefined, `${each.employee} has no address to send from`)
  const question: Question = {
    from,
    to: (each.to ?? [customer]).map(fullAddress),
    cc: (each.cc ?? []).map(fullAddress),
    others: (each.bcc ?? []).map(fullAddress),
    day: each.day ?? today,
  }
  const verdict = judge(snapshot, question)
  const approver = verdict.approver === undefined ? undefined : personWith(verdict.approver)
  return { verdict, question, snapshot, person, approver }
}

/** Whom a case counts for. */
function subjectOf(each: Case): string {
  return each.employee ?? each.from ?? ''
}

const isAllowed = ['internal-only', 'exempt', 'approver-present']

describe('every situation of the rule', () => {
  for (const name of requiredSituations) {
    test(name, () => {
      const situation = situations[name]
      assert.ok(situation !== undefined, 'missing from situations.ts')
      const subjects = new Set(situation.cases.map(subjectOf))
      assert.ok(subjects.size >= 3, `only ${subjects.size} employees: ${[...subjects].join(', ')}`)
      for (const each of situation.cases) {
        const seen = see(each)
        const { verdict, reason, approver } = seen.verdict
        assert.deepEqual(
          { verdict, reason, approver },
          {
            verdict: isAllowed.includes(each.reason) ? 'allow' : 'reject',
            reason: each.reason,
            approver: each.approver === undefined ? undefined : fullAddress(each.approver),
          },
          JSON.stringify(each),
        )
        assert.ok(situation.isOne(seen), `is no case of the situation: ${JSON.stringify(each)}`)
      }
    })
  }

  test('the table has no situation that nobody asks for', () => {
    assert.deepEqual(Object.keys(situations).toSorted(), requiredSituations.toSorted())
  })
})

describe('every part of rules.yaml is met by at least three employees', () => {
  const cases = Object.values(situations).flatMap((situation) => situation.cases)
  const met = cases.map((each) => ({ subject: subjectOf(each), seen: see(each) }))

  function assertThree(what: string, isMet: (seen: Seen) => boolean, least = 3): void {
    const subjects = new Set(met.filter(({ seen }) => isMet(seen)).map(({ subject }) => subject))
    assert.ok(subjects.size >= least, `${what}: only ${[...subjects].join(', ') || 'nobody'}`)
  }

  function assertEntries(length: number, place: (entry: number) => EntryPlace): void {
    for (let entry = 0; entry < length; entry += 1) {
      const wanted = JSON.stringify(place(entry))
      assertThree(wanted, ({ verdict }) => JSON.stringify(verdict.namedBy) === wanted)
    }
  }

  test('tiers, rows, entries and stand-ins of the patterns', () => {
    for (const { id, tiers, senders } of rules.patterns) {
      if (emptyOnPurpose.includes(id)) continue
      for (const tier of tiers.keys()) {
        assertThree(`${id}, ${tier}`, ({ verdict }) => verdict.pattern === id && verdict.tier === tier)
      }
      for (const [row, { accept, whenVacant }] of senders.entries()) {
        for (const [index, list] of [accept, ...whenVacant].entries()) {
          const vacancy = index === 0 ? undefined : index - 1
          assertEntries(list.length, (entry) => ({ kind: 'pattern', pattern: id, row, vacancy, entry }))
        }
      }
    }
  })

  test('lists of the exceptions', () => {
    for (const { id, decides, also } of rules.exceptions) {
      assertEntries(also.length, (entry) => ({ kind: 'exception', exception: id, list: 'also', entry }))
      if (decides?.kind === 'exempt') {
        assertThree(
          id,
          ({ verdict: { exemptBy } }) => exemptBy?.kind === 'exception' && exemptBy.exception === id,
        )
      }
      if (decides?.kind !== 'accept') continue
      assertEntries(decides.accept.length, (entry) => ({
        kind: 'exception',
        exception: id,
        list: 'accept',
        entry,
      }))
      for (const [vacancy, list] of decides.whenVacant.entries()) {
        assertEntries(list.length, (entry) => ({
          kind: 'exception',
          exception: id,
          list: { vacancy },
          entry,
        }))
      }
    }
  })

  test('lines of the exempt list', () => {
    for (const index of rules.exempt.keys()) {
      assertThree(
        `exempt, line ${index}`,
        ({ verdict: { exemptBy } }) => exemptBy?.kind === 'exempt-list' && exemptBy.index === index,
      )
    }
  })

  test('every mailbox sends at least once', () => {
    for (const { addresses } of rules.mailboxes) {
      for (const address of addresses) assertThree(address, ({ question }) => question.from === address, 1)
    }
  })

  test('every reason', () => {
    for (const reason of [
      'internal-only',
      'exempt',
      'approver-present',
      'sender-unknown',
      'no-pattern',
      'no-approver-exists',
      'no-internal-recipient',
      'only-self',
      'unrelated-unit',
      'no-authority',
    ]) {
      assertThree(reason, ({ verdict }) => verdict.reason === reason)
    }
  })
})
