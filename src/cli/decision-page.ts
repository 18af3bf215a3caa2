/** One decision as a page, and as the few lines of a list. */

import type { FoundDecision } from '../store/recorded-decision.ts'
import { decisionPageTexts } from '../text/decision-page.ts'
import type { Language } from '../text/language.ts'

import { indentedText, tableLines } from './layout.ts'
import { clockOf } from './moment.ts'
import { policyLines } from './decision-policies.ts'
import { harmless } from './harmless.ts'

/** Recipients that a list names. */
const listedRecipients = 3

/** A decision in a list. */
export function decisionLines(found: FoundDecision, language: Language): readonly string[] {
  const texts = decisionPageTexts[language]
  const { record, recipients, outcome } = found
  const named = recipients.slice(0, listedRecipients).map(({ address }) => harmless(address))
  const more = record.recipientCount - named.length
  const to = more > 0 ? [...named, texts.moreRecipients(more)] : named
  const subject = record.subject === '' ? texts.noSubject : harmless(record.subject)
  const head = [record.id, clockOf(Date.parse(record.at)), texts.outcomes[outcome] ?? outcome]
  return [
    [...head, harmless(record.reason)].join('  ').trimEnd(),
    `  ${senderOf(found, language)} -> ${to.join(', ')}`,
    `  ${subject}`,
  ]
}

function senderOf({ record }: FoundDecision, language: Language): string {
  return record.from === '' ? decisionPageTexts[language].nullSender : harmless(record.from)
}

/** All that the record says. */
export function decisionPage(found: FoundDecision, language: Language): readonly string[] {
  const texts = decisionPageTexts[language]
  const { record } = found
  const { labels } = texts
  const { client } = record
  const action = texts.actions[record.action] ?? record.action
  const rows: (readonly [string, string])[] = [
    [labels.time, clockOf(Date.parse(record.at))],
    [
      labels.client,
      texts.client(client.address, harmless(client.helo), harmless(client.listener), client.tls),
    ],
    ...(client.login === undefined ? [] : [[labels.login, harmless(client.login)] as const]),
    [labels.from, senderOf(found, language)],
    [labels.subject, record.subject === '' ? texts.noSubject : harmless(record.subject)],
    [labels.messageId, harmless(record.messageId)],
    [labels.size, texts.octets(record.size)],
    [labels.decided, record.reason === '' ? action : `${action} (${harmless(record.reason)})`],
    [labels.judgedBy, texts.judgedBy(record.revision, record.snapshot, record.day)],
    [labels.became, texts.outcomes[found.outcome] ?? found.outcome],
  ]
  return [
    record.id,
    ...tableLines(rows, '  '),
    '',
    labels.recipients,
    ...recipientLines(found, language),
    ...ruleLines(found, language),
    ...policyLines(record.policies, language),
    ...answerLines(found, language),
    ...laterLines(found, language),
  ]
}

function recipientLines({ record, recipients }: FoundDecision, language: Language): readonly string[] {
  const texts = decisionPageTexts[language]
  const rows = recipients.map(({ address, outside, outcome }) => [
    harmless(address),
    texts.outside(outside),
    texts.outcomes[outcome] ?? outcome,
  ])
  const unlisted = record.recipientCount - recipients.length
  return [...tableLines(rows, '  '), ...(unlisted > 0 ? [`  ${texts.unlisted(unlisted)}`] : [])]
}

function ruleLines({ record }: FoundDecision, language: Language): readonly string[] {
  if (record.rules.length === 0) return []
  const rows = record.rules.flatMap(({ rule, answer, identities }) => [
    [rule, answer],
    ...(Array.isArray(identities) ? identities.map(identityRow) : []),
  ])
  return ['', decisionPageTexts[language].labels.rules, ...tableLines(rows, '  ')]
}

/** What the rule said of one identity; the shape is that of `decision-record.ts`. */
function identityRow(identity: unknown): readonly string[] {
  if (typeof identity !== 'object' || identity === null) return []
  const facts: Readonly<Record<string, unknown>> = { ...identity }
  const words = ['verdict', 'reason', 'approver', 'pattern'].flatMap((key) => {
    const value = facts[key]
    return typeof value === 'string' && value !== '' ? [harmless(value)] : []
  })
  return [`  ${String(facts['source'])}`, harmless(String(facts['address'])), words.join(', ')]
}

function answerLines({ record: { outcome } }: FoundDecision, language: Language): readonly string[] {
  if (outcome === undefined) return []
  const { labels } = decisionPageTexts[language]
  const reply = [
    outcome.code,
    ...(outcome.enhanced === undefined ? [] : [outcome.enhanced]),
    ...outcome.text,
  ].join(' ')
  const lines = ['', ...indentedText(`${labels.answer}: ${harmless(reply)}`, '', '  ')]
  if (outcome.nextHop !== undefined) {
    const { by, answer } = outcome.nextHop
    lines.push(...indentedText(`${labels.nextHop}: ${harmless(`${by} ${answer}`)}`, '', '  '))
  }
  if (outcome.notice !== undefined) lines.push(`${labels.notice}: ${outcome.notice}`)
  return lines
}

function laterLines({ later }: FoundDecision, language: Language): readonly string[] {
  if (later.length === 0) return []
  const texts = decisionPageTexts[language]
  const rows = later.flatMap(({ at, recipients }) =>
    recipients.map(({ address, outcome = '', by = '', answer = '' }) => [
      clockOf(Date.parse(at)),
      harmless(address),
      texts.outcomes[outcome] ?? outcome,
      harmless(`${by} ${answer}`.trim()),
    ]),
  )
  return ['', texts.labels.later, ...tableLines(rows, '  ')]
}
