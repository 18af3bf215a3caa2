/** What a policy's answer rests on: its conditions with their answers, and its refusal in words. */

import { leavesOf, type Flow } from './compile-flow.ts'
import type { Asker, Run } from './compile-tree.ts'
import type { ConditionAnswer, PolicyReason, Refusal } from './decision.ts'
import type { Policy } from './document.ts'

/** The conditions of a policy that were looked at, in the order of the file. */
export function conditionAnswers(policy: Policy, flow: Flow, run: Run): readonly ConditionAnswer[] {
  const answers: ConditionAnswer[] = []
  for (const { path, asker } of askersIn(policy, flow)) {
    const answer = run.answers[asker.index]
    if (answer !== undefined) answers.push({ path, kind: asker.condition.kind, key: asker.key, answer })
  }
  return answers
}

/** Each place in a policy where a condition stands. */
export function* askersIn(
  { when, unless }: Policy,
  { askerOf }: Flow,
): Generator<{ path: string; asker: Asker; isPositive: boolean }> {
  const trees = [
    ...(when === undefined ? [] : [leavesOf(when, 'when')]),
    ...(unless === undefined ? [] : [leavesOf(unless, 'unless', false)]),
  ]
  for (const leaves of trees) {
    for (const { leaf, path, isPositive } of leaves) {
      const asker = askerOf(leaf.key)
      if (asker !== undefined) yield { path, asker, isPositive }
    }
  }
}

/** The conditions that made the policy match, or those that could not tell. */
export function reasonsOf(
  policy: Policy,
  answered: 'yes' | 'cannot-tell',
  flow: Flow,
  run: Run,
): readonly PolicyReason[] {
  const reasons = new Map<Asker, PolicyReason>()
  for (const { asker, isPositive } of askersIn(policy, flow)) {
    const answer = run.answers[asker.index]
    if (answer?.answer !== answered || (answered === 'yes' && !isPositive)) continue
    const { condition, settings } = asker
    reasons.set(asker, {
      kind: condition.kind,
      description: { en: condition.describe(settings, 'en'), ja: condition.describe(settings, 'ja') },
      evidence: answer.answer === 'cannot-tell' ? [] : answer.evidence,
      why: answer.answer === 'cannot-tell' ? answer.why : [],
    })
  }
  return [...reasons.values()]
}

/**
 * Why a policy refuses: for want of a supervisor, where it asks for one and has no words of its own; otherwise by its id and
 * what its conditions say.
 */
export function refusalOf(policy: Policy, isUnsure: boolean, flow: Flow, run: Run): Refusal {
  const { id, name, action } = policy
  const text = action.kind === 'refuse' ? action.text : undefined
  if (!isUnsure && text === undefined) {
    const identity = missingApprover(policy, flow, run)
    if (identity !== undefined) return { kind: 'no-supervisor', identity }
  }
  const reasons = reasonsOf(policy, isUnsure ? 'cannot-tell' : 'yes', flow, run)
  return { kind: 'policy', policy: id, name, text: isUnsure ? undefined : text, isUnsure, reasons }
}

function missingApprover(policy: Policy, flow: Flow, run: Run) {
  for (const { asker, isPositive } of askersIn(policy, flow)) {
    const answer = run.answers[asker.index]
    if (!isPositive || answer?.answer !== 'yes') continue
    for (const evidence of answer.evidence) {
      if (evidence.kind !== 'verdicts') continue
      const rejected = evidence.identities.find(({ verdict }) => verdict.verdict === 'reject')
      if (rejected !== undefined) return rejected
    }
  }
  return undefined
}
