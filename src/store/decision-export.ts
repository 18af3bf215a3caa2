/** Decisions in forms that other programs read: objects for JSON, records for CSV. Keys and columns are one contract. */

import { csvRecord } from './csv.ts'
import type { FoundDecision, RecipientState } from './recorded-decision.ts'

/**
 * The recorded line with what is known by now: `recipients` with their last outcome, `became` of the mail as a whole,
 * and `later` lines.
 */
export function decisionObject({
  record,
  recipients,
  outcome,
  later,
}: FoundDecision): Readonly<Record<string, unknown>> {
  return { ...record, recipients, became: outcome, later }
}

type Cell = string | number
type Column = readonly [name: string, of: (found: FoundDecision) => Cell]

const before: readonly Column[] = [
  ['time', ({ record }) => record.at],
  ['id', ({ record }) => record.id],
  ['sender', ({ record }) => record.from],
]

const behind: readonly Column[] = [
  ['action', ({ record }) => record.action],
  ['reason', ({ record }) => record.reason],
  ['policies', ({ record }) => matched(record.policies, 'on')],
  ['shadow_policies', ({ record }) => matched(record.policies, 'shadow')],
  ['subject', ({ record }) => record.subject],
  ['message_id', ({ record }) => record.messageId],
  ['size', ({ record }) => record.size],
  ['recipients', ({ record }) => record.recipientCount],
  ['listener', ({ record }) => record.client.listener],
  ['client', ({ record }) => record.client.address],
  ['login', ({ record }) => record.client.login ?? ''],
  ['code', ({ record }) => record.outcome?.code ?? ''],
  ['reply', ({ record }) => record.outcome?.text.join(' ') ?? ''],
  ['next_hop', ({ record }) => record.outcome?.nextHop?.by ?? ''],
  ['revision', ({ record }) => record.revision],
  ['organization', ({ record }) => record.snapshot],
]

function matched(policies: FoundDecision['record']['policies'], wanted: 'on' | 'shadow'): string {
  return policies
    .filter(({ mode = 'on', answer }) => mode === wanted && answer === 'match')
    .map(({ policy }) => policy)
    .join(' ')
}

/** `recipient`: a record for each recipient; `mail`: one for each mail, with all its recipients in one cell. */
export type CsvRows = 'recipient' | 'mail'

/** The record of names. */
export function csvHeader(): string {
  return csvRecord([...namesOf(before), 'recipient', 'outside', 'outcome', ...namesOf(behind)])
}

function namesOf(columns: readonly Column[]): readonly string[] {
  return columns.map(([name]) => name)
}

/** The records of one decision. */
export function csvRecords(found: FoundDecision, rows: CsvRows): string {
  const first = before.map(([, of]) => of(found))
  const rest = behind.map(([, of]) => of(found))
  if (rows === 'recipient' && found.recipients.length > 0) {
    return found.recipients
      .map(({ address, outside, outcome }) =>
        csvRecord([...first, address, yesOrNo(outside), outcome, ...rest]),
      )
      .join('')
  }
  const { recipients, outcome } = found
  const isOutside = recipients.some(({ outside }) => outside)
  return csvRecord([...first, listed(recipients), yesOrNo(isOutside), outcome, ...rest])
}

function listed(recipients: readonly RecipientState[]): string {
  return recipients.map(({ address }) => address).join('; ')
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
