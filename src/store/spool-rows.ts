/** From the values of `spool.ts` to the rows of `spool-tables.ts`. */

import type { Cell, OutcomeRow, SettleRows } from './spool-messages.ts'
import type { NewMail, NewRecipient, RecipientOutcome, Settlement } from './spool.ts'

/** Columns whose cells the main thread makes, in the order of `mailCells`. */
export const mailColumns = [
  'id',
  'kind',
  'state',
  'at',
  'sender',
  'ret',
  'envid',
  'smtputf8',
  'eight_bit',
  'decision_id',
  'born_at',
  'expires_at',
  'due_at',
  'is_warned',
  'note',
  'dotted',
  'size',
  'checksum',
] as const

/** In the order of `recipientCells`. */
export const recipientColumns = [
  'position',
  'address',
  'notify',
  'orcpt',
  'route',
  'state',
  'attempts',
  'due_at',
] as const

export function mailCells(mail: NewMail, checksum: number): readonly Cell[] {
  const { envelope, content } = mail
  return [
    mail.id,
    mail.kind,
    mail.state ?? 'deferred',
    mail.at,
    envelope.from,
    envelope.ret ?? null,
    envelope.envid ?? null,
    Number(envelope.smtputf8),
    Number(envelope.eightBit),
    mail.decisionId,
    mail.bornAt,
    mail.expiresAt,
    mail.dueAt ?? mail.at,
    0,
    mail.note ?? '',
    Number(content.dotted),
    content.size,
    checksum,
  ]
}

export function recipientCells(recipient: NewRecipient, position: number, dueAt: number): readonly Cell[] {
  const { address, notify, orcpt, route } = recipient
  return [position, address, notify?.join(',') ?? null, orcpt ?? null, route, 'waiting', 0, dueAt]
}

export function settleRows(settlement: Settlement): SettleRows {
  const { id, recipients, isWarned = false, staysActive = false, hold } = settlement
  return {
    id,
    recipients: recipients.map(({ index, outcome }) => outcomeRow(index, outcome)),
    isWarned,
    staysActive,
    hold,
  }
}

function outcomeRow(position: number, outcome: RecipientOutcome): OutcomeRow {
  switch (outcome.kind) {
    case 'delivered':
    case 'failed': {
      const lastReply = JSON.stringify(outcome.lastReply)
      return { position, state: outcome.kind, attempts: 1, dueAt: null, lastReply }
    }
    case 'deferred': {
      const lastReply = JSON.stringify(outcome.lastReply)
      return { position, state: 'waiting', attempts: 1, dueAt: outcome.dueAt, lastReply }
    }
    case 'postponed':
      return { position, state: 'waiting', attempts: 0, dueAt: outcome.dueAt, lastReply: null }
  }
}
