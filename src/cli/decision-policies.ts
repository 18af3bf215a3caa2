/** What the policies of a recorded decision answered, and on what evidence. The shape is that of `decision-record.ts`. */

import { z } from 'zod'

import type { RecordedDecision } from '../store/recorded-decision.ts'
import { decisionPageTexts } from '../text/decision-page.ts'
import type { Language } from '../text/language.ts'

import { indentedText } from './layout.ts'
import { harmless } from './harmless.ts'

const saidSchema = z.looseObject({ kind: z.string() })
const conditionSchema = z.looseObject({
  path: z.string().default(''),
  kind: z.string(),
  answer: z.union([
    z.string(),
    z.looseObject({
      answer: z.string(),
      evidence: z.array(saidSchema).default([]),
      why: z.array(saidSchema).default([]),
    }),
  ]),
  evidence: z.array(saidSchema).default([]),
  why: z.array(saidSchema).default([]),
})

/** Empty where no policy took part. */
export function policyLines(policies: RecordedDecision['policies'], language: Language): readonly string[] {
  if (policies.length === 0) return []
  const texts = decisionPageTexts[language]
  const lines = policies.flatMap(({ policy, mode, answer, action, conditions }) => [
    `  ${[
      policy,
      texts.policyAnswers[answer] ?? answer,
      ...(action === undefined ? [] : [texts.wanted(action)]),
      ...(mode === 'shadow' ? [texts.shadow] : []),
    ].join(', ')}`,
    ...(Array.isArray(conditions) ? conditions.flatMap((each) => conditionLines(each, language)) : []),
  ])
  return ['', texts.labels.policies, ...lines]
}

function conditionLines(value: unknown, language: Language): readonly string[] {
  const { data } = conditionSchema.safeParse(value)
  if (data === undefined) return []
  const texts = decisionPageTexts[language]
  const { path, kind, answer } = data
  const { evidence, why } = typeof answer === 'string' ? data : answer
  const said = typeof answer === 'string' ? answer : answer.answer
  const facts = [...evidence, ...why].map(factWords)
  const words = `${kind}: ${texts.answers[said] ?? said}${facts.length === 0 ? '' : ` (${facts.join('; ')})`}`
  return indentedText(`${path === '' ? '' : `${path}  `}${harmless(words)}`, '    ', '      ')
}

/** Its kind with what it names; verdicts stand among the rules. */
function factWords({ kind, ...facts }: z.infer<typeof saidSchema>): string {
  const values = Object.values(facts).filter(
    (value) => (typeof value === 'string' && value !== '') || typeof value === 'number',
  )
  return [kind, ...values].join(' ')
}
