/** A verdict and its candidates as a script reads them. `docs/cli.md` describes this form. */

import { findCandidates } from './candidates.ts'
import type { Post } from './person.ts'
import type { Snapshot } from './snapshot.ts'
import type { Candidate, Question, Verdict } from './verdict.ts'

/** The unit of a post in words, outermost first; codes where the dump gives no name. */
export function unitOf(post: Post): string {
  return post.units
    .map((code, level) => post.unitNames[level] || code)
    .filter((name) => name !== '')
    .join(' ')
}

export function candidateJson({ person, address, post }: Candidate): object {
  return { employee: person.employee, name: person.name, address, unit: unitOf(post), role: post.role }
}

/** Reason and trace of a verdict; keys without a value are left out by `JSON.stringify`. */
export function verdictJson(verdict: Verdict, candidates: readonly Candidate[]): object {
  const { verdict: answer, reason, approver, pattern, tier, exceptions, exemptBy, namedBy } = verdict
  return {
    verdict: answer,
    reason,
    approver,
    pattern,
    tier,
    exceptions: exceptions.length === 0 ? undefined : exceptions,
    exemptBy,
    namedBy,
    candidates: answer === 'reject' ? candidates.map(candidateJson) : undefined,
  }
}

/** Those who would have done; nobody is looked for where the mail may go. */
export function candidatesFor(
  snapshot: Snapshot,
  question: Question,
  { verdict }: Verdict,
): readonly Candidate[] {
  return verdict === 'reject' ? findCandidates(snapshot, question.from, question.day) : []
}
