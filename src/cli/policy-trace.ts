/** The full trace of a mail through the policies: every policy and condition with its answer, evidence and time. */

import { leavesOf } from '../policy/compile-flow.ts'
import type { ConditionAnswer, Decision, PolicyAnswer } from '../policy/decision.ts'
import type { Policy, PolicyDocument } from '../policy/document.ts'
import { explainPoliciesTexts } from '../text/explain-policies.ts'
import type { Language } from '../text/language.ts'
import { evidenceWords } from './evidence-words.ts'
import { harmless } from './harmless.ts'
import { tableLines } from './layout.ts'

interface TracedCondition extends ConditionAnswer {
  readonly description: Readonly<Record<Language, string>>
}

interface TracedPolicy {
  readonly policy: Policy
  readonly answer: PolicyAnswer
  readonly conditions: readonly TracedCondition[]
}

function tracedPolicies({ policies }: Decision, document: PolicyDocument): readonly TracedPolicy[] {
  const byId = new Map(document.policies.map((policy) => [policy.id, policy]))
  return policies.flatMap((answer): TracedPolicy[] => {
    const policy = byId.get(answer.policy)
    if (policy === undefined) return []
    const leaves = new Map(
      Object.entries({ when: policy.when, unless: policy.unless }).flatMap(([key, tree]) =>
        tree === undefined
          ? []
          : [...leavesOf(tree, key)].map(({ leaf, path }): [string, typeof leaf] => [path, leaf]),
      ),
    )
    const conditions = answer.conditions.flatMap((given): TracedCondition[] => {
      const leaf = leaves.get(given.path)
      if (leaf === undefined) return []
      const { condition, settings } = leaf
      const description = {
        en: condition.describe(settings, 'en'),
        ja: condition.describe(settings, 'ja'),
      }
      return [{ ...given, description }]
    })
    return [{ policy, answer, conditions }]
  })
}

function foundWords({ answer }: ConditionAnswer): string {
  const words =
    answer.answer === 'cannot-tell'
      ? answer.why.map(({ kind, detail }) => (detail === '' ? kind : `${kind}: ${detail}`))
      : answer.evidence.flatMap(evidenceWords)
  return words.length === 0 ? '' : ` [${words.join('; ')}]`
}

/** A block of lines for each policy. */
export function traceLines(
  decision: Decision,
  document: PolicyDocument,
  language: Language,
): readonly string[] {
  const texts = explainPoliciesTexts[language]
  const traced = tracedPolicies(decision, document)
  if (traced.length === 0) return [`  ${texts.none}`]
  return traced.flatMap(({ policy, answer, conditions }, index) => {
    const name = policy.name === '' ? '' : ` "${harmless(policy.name)}"`
    const does = answer.answer === 'match' ? ` → ${texts.actions[answer.action] ?? answer.action}` : ''
    const shadow = answer.mode === 'shadow' ? ` (${texts.shadow})` : ''
    const head = `  ${index + 1}. ${policy.id}${name}: ${texts.answers[answer.answer]}${does}${shadow}`
    const rows = conditions.map((condition) => [
      texts.conditionAnswers[condition.answer.answer],
      texts.took(condition.took ?? 0),
      condition.path,
      harmless(`${condition.description[language]}${foundWords(condition)}`),
    ])
    return [head, ...tableLines(rows, '       ')]
  })
}

/** `docs/cli.md` describes this form. */
export function traceJson(decision: Decision, document: PolicyDocument): readonly object[] {
  return tracedPolicies(decision, document).map(({ policy, answer, conditions }) => ({
    policy: policy.id,
    name: policy.name === '' ? undefined : policy.name,
    stage: policy.stage,
    mode: answer.mode,
    answer: answer.answer,
    action: answer.action,
    conditions: conditions.map(({ path, kind, description, answer: given, took }) => ({
      path,
      kind,
      description: description.en,
      answer: given.answer,
      ...(given.answer === 'cannot-tell'
        ? { why: given.why }
        : { evidence: given.evidence.filter((each) => each.kind !== 'verdicts') }),
      took,
    })),
  }))
}
