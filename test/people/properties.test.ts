/** What holds for every organization and every question. */

import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCandidates } from '../../src/people/candidates.ts'
import { groupGate, unfoldGroups } from '../../src/people/groups.ts'
import { judge } from '../../src/people/judge.ts'
import { isInternalAddress } from '../../src/people/directory.ts'
import { createSnapshot, type Snapshot } from '../../src/people/snapshot.ts'
import type { Person } from '../../src/people/person.ts'
import type { Question } from '../../src/people/verdict.ts'
import { chooserFrom, shuffled, type Choose } from '../oracle/choose.ts'
import { oracleJudge } from '../oracle/oracle.ts'
import { randomOrganization, type RandomOrganization } from './random-organization.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })

function snapshotOf({ rules, people }: Pick<RandomOrganization, 'rules' | 'people'>): Snapshot {
  return createSnapshot(rules, people, { name: 'random', day: '2026-11-24' })
}

function told(snapshot: Snapshot, question: Question) {
  const { verdict, reason, approver, namedBy } = judge(snapshot, question)
  return { verdict, reason, approver, namedBy }
}

test('the verdict, the naming entry and the candidates are those of a naive reading of the rules', () => {
  const reasons = new Map<string, number>()
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rules, people, questions } = randomOrganization(seed, 30)
      const snapshot = snapshotOf({ rules, people })
      for (const question of questions) {
        const { candidates, ...expected } = oracleJudge(rules, people, question)
        const actual = told(snapshot, question)
        assert.deepEqual(actual, { approver: undefined, namedBy: undefined, ...expected })
        reasons.set(actual.reason, (reasons.get(actual.reason) ?? 0) + 1)
        if (candidates === undefined) continue
        assert.deepEqual(
          findCandidates(snapshot, question.from, question.day).map(({ person, address, post, namedBy }) => ({
            employee: person.employee,
            address,
            post: person.posts.indexOf(post),
            namedBy,
          })),
          candidates,
        )
      }
    }),
    { numRuns: 300 },
  )
  // The comparison is worth what its questions reach: every reason, and not by chance.
  assert.deepEqual(
    [...reasons].filter(([, count]) => count < 10),
    [],
  )
  assert.equal(reasons.size, 10)
})

test('an internal address added to To or Cc never turns an allow into a reject', () => {
  fc.assert(
    fc.property(seeds, fc.nat(), fc.nat(), (seed, which, where) => {
      const { rules, people, questions } = randomOrganization(seed, 20)
      const snapshot = snapshotOf({ rules, people })
      const internal = [
        'list@example.co.jp',
        ...people.flatMap(({ addresses }) => addresses),
        ...rules.mailboxes.flatMap(({ addresses }) => addresses),
      ]
      const added = internal[which % internal.length] ?? ''
      assert.ok(isInternalAddress(snapshot.directory, added))
      for (const question of questions) {
        if (judge(snapshot, question).verdict === 'reject') continue
        const to = question.to.toSpliced(where % (question.to.length + 1), 0, added)
        const cc = question.cc.toSpliced(where % (question.cc.length + 1), 0, added)
        assert.equal(judge(snapshot, { ...question, to }).verdict, 'allow')
        assert.equal(judge(snapshot, { ...question, cc }).verdict, 'allow')
      }
    }),
    { numRuns: 200 },
  )
})

test('a gateway that knows groups only decides every outside mail as the rules do', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rules, people, questions } = randomOrganization(seed, 60)
      const snapshot = snapshotOf({ rules, people })
      for (const day of new Set(questions.map((question) => question.day))) {
        const groups = unfoldGroups(snapshot, day)
        const names = groups.pairs.map(({ senderGroup }) => senderGroup)
        assert.equal(new Set(names).size, names.length)
        const gate = groupGate(groups)
        for (const question of questions) {
          const verdict = judge(snapshot, { ...question, day })
          if (verdict.reason === 'internal-only') continue
          assert.equal(gate(question.from, [...question.to, ...question.cc]), verdict.verdict)
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('every sender of a pair has its approvers, and is in no other group', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rules, people } = randomOrganization(seed, 0)
      const snapshot = snapshotOf({ rules, people })
      const { pairs, exempt, refused, day } = unfoldGroups(snapshot, '2026-11-24')
      const all = [...pairs.flatMap(({ senders }) => senders), ...exempt, ...refused]
      const held = [...people, ...rules.mailboxes].flatMap(({ addresses }) => addresses)
      assert.deepEqual(all.toSorted(), held.toSorted())
      for (const { senders, approvers } of pairs) {
        for (const from of senders) {
          const would = findCandidates(snapshot, from, day, Infinity).flatMap(
            ({ person }) => person.addresses,
          )
          assert.deepEqual(would.toSorted(), approvers.toSorted())
        }
      }
    }),
    { numRuns: 200 },
  )
})

/** The same people from a dump whose rows stand in another order. */
function otherRows(people: readonly Person[], choose: Choose): readonly Person[] {
  const lines = shuffled(
    people.flatMap(({ posts }) => posts.map(({ line }) => line)),
    choose,
  )
  return shuffled(people, choose).map((person) => {
    const moved = person.posts.map((post) => ({ ...post, line: lines.pop() ?? 0 }))
    const main = moved[person.posts.indexOf(person.main)]
    assert.ok(main !== undefined)
    return { ...person, posts: moved.toSorted((one, other) => one.line - other.line), main }
  })
}

test('the order of rows in the dump changes neither verdict nor who would have done', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rules, people, questions } = randomOrganization(seed, 20)
      const ordered = snapshotOf({ rules, people })
      const mixed = snapshotOf({ rules, people: otherRows(people, chooserFrom(seed)) })
      for (const question of questions) {
        assert.deepEqual(told(mixed, question), told(ordered, question))
        const [one, other] = [ordered, mixed].map((snapshot) =>
          findCandidates(snapshot, question.from, question.day, Infinity)
            .map(({ person }) => person.employee)
            .toSorted(),
        )
        assert.deepEqual(one, other)
      }
    }),
    { numRuns: 150 },
  )
})
