/** Lays out what the gate would do with a raw mail, for the person who asks why. */

import type { Reply } from '../mail/reply.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Decision } from '../policy/decision.ts'
import { reasonOf } from '../store/decision-record.ts'
import { explainTexts } from '../text/explain.ts'
import { explainMailTexts } from '../text/explain-mail.ts'
import { explainPoliciesTexts } from '../text/explain-policies.ts'
import type { Language } from '../text/language.ts'
import { explanationText } from './explanation-text.ts'
import { indentedText, tableLines, textWidth } from './layout.ts'
import type { MailExplanation } from './mail-explanation.ts'
import { traceLines } from './policy-trace.ts'
import { wrapText } from './wrap.ts'

type Decided = Extract<MailExplanation, { kind: 'decided' }>

function answerLines(reply: Reply | undefined, language: Language): string[] {
  const texts = explainMailTexts[language]
  if (reply === undefined) return ['', texts.answerTitle, ...indentedText(texts.answerOfNextHop, '  ')]
  const status = `${reply.code} ${reply.enhanced}`
  return [
    '',
    texts.answerTitle,
    `  ${status}`,
    ...reply.lines.flatMap((line) => indentedText(line, '  ', '    ')),
  ]
}

function reasonSentence(decided: Decided, language: Language): string {
  const reason = reasonOf(decided.decision)
  const { reasons } = explainMailTexts[language]
  if (reason === 'ambiguous' || reason === 'loop' || reason === 'foreign-tenant' || reason === 'report') {
    return reasons[reason]
  }
  const policies = explainPoliciesTexts[language]
  const { action } = decided.decision
  const [, policy] = /^policy (.*)$/.exec(reason) ?? []
  if (policy !== undefined) return policies.reasons[action.kind === 'deliver' ? 'pass' : action.kind](policy)
  if (reason === '') return policies.noPolicy
  const texts = explainTexts[language]
  const sentences: Readonly<Record<string, string>> =
    action.kind === 'deliver' ? texts.allowReasons : texts.rejectReasons
  return sentences[reason] ?? ''
}

function headline(kind: Decision['action']['kind'], language: Language): string {
  const { wouldTake, wouldRefuse } = explainMailTexts[language]
  if (kind === 'deliver') return wouldTake
  return kind === 'refuse' ? wouldRefuse : explainPoliciesTexts[language].would[kind]
}

/** How it goes on, and who is told. */
function moreLines({ action, breakGlass }: Decision, language: Language): string[] {
  const texts = explainPoliciesTexts[language]
  return [
    ...(action.kind === 'deliver' && action.delivery !== undefined
      ? [texts.delivery(action.delivery.route, action.delivery.tls)]
      : []),
    ...(breakGlass.length > 0 ? [texts.breakGlass(breakGlass.flatMap(({ tell }) => tell))] : []),
  ]
}

function ambiguityLines({ decision }: Decided, language: Language): string[] {
  const { action } = decision
  if (action.kind !== 'refuse' || action.refusal.kind !== 'ambiguous') return []
  const texts = explainMailTexts[language]
  return [
    '',
    texts.ambiguitiesTitle,
    ...action.refusal.ambiguities.flatMap((ambiguity) =>
      indentedText(texts.ambiguity(ambiguity), '  - ', '    '),
    ),
    ...indentedText(texts.mendMail, '  '),
  ]
}

function detailLines({ identities, decision }: Decided, snapshot: Snapshot, language: Language): string[] {
  const { action } = decision
  const shown =
    action.kind === 'refuse' && action.refusal.kind === 'no-supervisor'
      ? identities.filter(({ identity }) => identity.verdict.verdict === 'reject')
      : identities.slice(0, 1)
  return shown.flatMap(({ identity, explanation }) => [
    '',
    explainMailTexts[language].inDetail(identity.address),
    explanationText(explanation, snapshot, language).trimEnd(),
  ])
}

/** The whole of it, with a line end at its end. */
export function mailExplanationText(
  explained: MailExplanation,
  snapshot: Snapshot,
  language: Language,
): string {
  const texts = explainMailTexts[language]
  if (explained.kind === 'over-bound') {
    const { reason, limit, reply } = explained
    const lines = [
      `${texts.wouldRefuse} [${reason}]`,
      texts.reasons[reason](limit),
      ...answerLines(reply, language),
    ]
    return `${lines.join('\n')}\n`
  }
  const { decision, document, reply, identities } = explained
  const { kind } = decision.action
  const isAllowed = kind === 'deliver'
  const policyTexts = explainPoliciesTexts[language]
  const recipients = decision.recipients.map(({ address, outside }) => [
    address,
    outside ? texts.outside : texts.inside,
    isAllowed ? texts.delivered : texts.notDelivered,
  ])
  const senders = identities.map(({ identity: { source, address, verdict } }) =>
    texts.identity(texts.source[source], address, verdict.verdict === 'allow', verdict.reason),
  )
  const lines = [
    `${headline(kind, language)} [${reasonOf(decision)}]`,
    ...wrapText(reasonSentence(explained, language), textWidth),
    ...moreLines(decision, language),
    ...answerLines(reply, language),
    '',
    texts.rulesTitle,
    ...decision.rules.map((rule, index) => `  ${index + 1}. ${texts.rule(rule)}`),
    '',
    policyTexts.title(decision.revision),
    ...traceLines(decision, document, language),
    ...ambiguityLines(explained, language),
    ...(senders.length === 0 ? [] : ['', texts.identitiesTitle, ...senders.map((line) => `  ${line}`)]),
    '',
    texts.recipientsTitle,
    ...tableLines(recipients, '  '),
    ...detailLines(explained, snapshot, language),
  ]
  return `${lines.join('\n')}\n`
}
