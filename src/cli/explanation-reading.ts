/** How the rules read the sender, step by step: exceptions, exempt list, pattern, tier, row. */

import { explainTexts, type ExplainTexts } from '../text/explain.ts'
import { ruleWords } from '../text/rule-words.ts'
import type { Explanation, MetException } from '../people/explanation.ts'
import { indentedText, patternName, type Speaking } from './layout.ts'

function exceptionSentence({ exception, inForce, tooLate }: MetException, texts: ExplainTexts): string {
  const { id, decides } = exception
  const dates = texts.dates(exception.from, exception.until)
  if (!inForce) return texts.exceptionNotInForce(id, dates)
  if (tooLate) return texts.exceptionTooLate(id, dates)
  if (decides === undefined) return texts.exceptionAdds(id, dates)
  return decides.kind === 'exempt' ? texts.exceptionExempts(id, dates) : texts.exceptionDecides(id, dates)
}

function patternSentences(explanation: Explanation, { language, names }: Speaking): readonly string[] {
  const texts = explainTexts[language]
  const words = ruleWords[language]
  const { pattern, row, missed, approvers, verdict } = explanation
  const sentences = missed.map(({ pattern: other, gaps }) =>
    texts.patternMissed(
      patternName(other),
      gaps.map(({ condition, found }) => ({ condition: words.condition(condition, names), found })),
    ),
  )
  if (pattern === undefined) return [...sentences, texts.noPattern]
  const role = verdict.sender.kind === 'person' ? verdict.sender.person.main.role : ''
  const tier = approvers?.tier
  return [
    ...sentences,
    texts.patternCovers(patternName(pattern), words.matcher(pattern.when, names)),
    tier === undefined ? texts.inNoTier(role) : texts.inTier(role, words.tier(tier)),
    row === undefined
      ? texts.noRow
      : texts.rowApplies(row.number, words.senders(row.row.tiers, row.number === 1)),
  ]
}

function sentencesOf(explanation: Explanation, speaking: Speaking): readonly string[] {
  const { snapshot, language, names } = speaking
  const texts = explainTexts[language]
  const { approvers, met, verdict } = explanation
  if (verdict.reason === 'internal-only') return [texts.internalOnly]
  if (approvers === undefined) return []
  if (verdict.sender.kind === 'mailbox') {
    return [approvers.outcome === 'exempt' ? texts.exemptMailbox : texts.mailboxAsks]
  }
  const exceptions = met.map((one) => exceptionSentence(one, texts))
  const sentences = exceptions.length === 0 ? [texts.noException] : exceptions
  if (approvers.outcome === 'exempt') {
    const by = approvers.exemptBy
    if (by.kind !== 'exempt-list') return sentences
    const matcher = ruleWords[language].matcher(snapshot.rules.exempt[by.index] ?? [], names)
    return [...sentences, texts.exemptByList(by.index + 1, matcher)]
  }
  if (approvers.outcome !== 'no-pattern' && approvers.decider.kind === 'exception') return sentences
  return [...sentences, texts.notExempt, ...patternSentences(explanation, speaking)]
}

export function readingLines(explanation: Explanation, speaking: Speaking): string[] {
  return sentencesOf(explanation, speaking).flatMap((sentence, index) => {
    const number = `  ${index + 1}. `
    return indentedText(sentence, number, ' '.repeat(number.length))
  })
}
