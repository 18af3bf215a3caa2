/** Asks the product and the oracle the same question, and holds one answer against the other. */

import assert from 'node:assert/strict'

import { findCandidates } from '../../src/people/candidates.ts'
import { judge } from '../../src/people/judge.ts'
import type { Person } from '../../src/people/person.ts'
import type { Rules } from '../../src/people/rules.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import type { Question } from '../../src/people/verdict.ts'
import { oracleJudge } from './oracle.ts'
import type { OracleVerdict } from './oracle.ts'

/** The product's answer in the oracle's words. */
function productJudge(snapshot: Snapshot, question: Question): OracleVerdict {
  const { verdict, reason, approver, namedBy } = judge(snapshot, question)
  const candidates = findCandidates(snapshot, question.from, question.day).map((candidate) => ({
    employee: candidate.person.employee,
    address: candidate.address,
    post: candidate.person.posts.indexOf(candidate.post),
    namedBy: candidate.namedBy,
  }))
  const present = approver !== undefined && namedBy !== undefined ? { approver, namedBy } : {}
  const wanting =
    verdict === 'reject' && !['sender-unknown', 'no-pattern', 'no-approver-exists'].includes(reason)
  return { verdict, reason, ...present, ...(wanting ? { candidates } : {}) }
}

/** Both must give the same verdict, reason, approver, place in the rules, and candidates in their order. */
export function assertAgree(
  snapshot: Snapshot,
  of: Rules,
  staff: readonly Person[],
  question: Question,
): OracleVerdict {
  const expected = oracleJudge(of, staff, question)
  assert.deepEqual(productJudge(snapshot, question), expected, JSON.stringify(question))
  return expected
}
