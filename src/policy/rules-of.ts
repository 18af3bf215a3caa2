/** What the conditions on reports and supervisors answered, as the built-in rules of the record that they stand for. */

import type { Flow } from './compile-flow.ts'
import type { Run } from './compile-tree.ts'
import type { RuleAnswer } from './decision.ts'

/** Of each rule the first answer; none of those that were not looked at. */
export function rulesOf({ ofRules }: Flow, { answers }: Run): readonly RuleAnswer[] {
  let report: RuleAnswer | undefined
  let supervisor: RuleAnswer | undefined
  for (const { index, condition, settings } of ofRules) {
    const answer = answers[index]
    if (answer === undefined || answer.answer === 'cannot-tell') continue
    const isYes = answer.answer === 'yes'
    if (condition.kind === 'report' && settings === 'real') {
      report ??= { rule: 'report', answer: isYes ? 'report' : 'not-a-report' }
    } else if (condition.kind === 'approver') {
      const identities = answer.evidence.flatMap((each) => (each.kind === 'verdicts' ? each.identities : []))
      const other = identities.length === 0 ? 'inside-fork' : 'allow'
      supervisor ??= { rule: 'supervisor-in-cc', answer: isYes ? 'reject' : other, identities }
    }
  }
  return [...(report === undefined ? [] : [report]), ...(supervisor === undefined ? [] : [supervisor])]
}
