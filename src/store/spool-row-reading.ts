/**
 * From the rows of `spool-tables.ts` to the values of `spool.ts`. Rows that cannot be read are a fault of the records. For
 * the main thread: the worker of the spool needs no schemas.
 */

import { z } from 'zod'

import type { MailRows, Row } from './spool-messages.ts'
import type { LastReply, SpoolCount, SpooledMail, SpooledRecipient, SpooledSummary } from './spool.ts'

const flag = z.int().transform((value) => value !== 0)
const states = z.enum(['deferred', 'held', 'corrupt'])

const mailSchema = z.object({
  id: z.string(),
  kind: z.enum(['mail', 'report', 'notice']),
  state: states,
  at: z.number(),
  sender: z.string(),
  ret: z.enum(['full', 'headers']).nullable(),
  envid: z.string().nullable(),
  smtputf8: flag,
  eight_bit: flag,
  decision_id: z.string(),
  born_at: z.number(),
  expires_at: z.number(),
  due_at: z.number(),
  is_warned: flag,
  note: z.string(),
  size: z.number(),
  trace: z.instanceof(Uint8Array),
})

const replySchema = z.object({
  at: z.number(),
  by: z.string(),
  reply: z.object({ code: z.number(), enhanced: z.string(), lines: z.array(z.string()) }),
})

const recipientSchema = z.object({
  address: z.string(),
  notify: z.string().nullable(),
  orcpt: z.string().nullable(),
  route: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number(),
  due_at: z.number(),
  last_reply: z.string().nullable(),
})

const notifySchema = z.array(z.enum(['never', 'success', 'failure', 'delay']))
const countSchema = z.object({ state: states, route: z.string(), mails: z.number(), recipients: z.number() })

export function mailOf({ mail, recipients }: MailRows): SpooledMail {
  const row = mailSchema.parse(mail)
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    at: row.at,
    envelope: {
      from: row.sender,
      ret: row.ret ?? undefined,
      envid: row.envid ?? undefined,
      smtputf8: row.smtputf8,
      eightBit: row.eight_bit,
    },
    trace: Buffer.from(row.trace),
    decisionId: row.decision_id,
    bornAt: row.born_at,
    expiresAt: row.expires_at,
    recipients: recipients.map(recipientOf),
    size: row.size,
    isWarned: row.is_warned,
    note: row.note,
  }
}

export function summaryOf(rows: MailRows): SpooledSummary {
  const { id, kind, state, at, expiresAt, envelope, size, note, recipients } = mailOf(rows)
  const { due_at: dueAt } = mailSchema.parse(rows.mail)
  return {
    id,
    kind,
    state,
    isActive: rows.isActive,
    at,
    expiresAt,
    dueAt,
    from: envelope.from,
    size,
    note,
    recipients,
  }
}

export function countOf(row: Row): SpoolCount {
  return countSchema.parse(row)
}

function recipientOf(row: Row): SpooledRecipient {
  const { notify, orcpt, due_at: dueAt, last_reply: lastReply, ...rest } = recipientSchema.parse(row)
  return {
    ...rest,
    notify: notify === null ? undefined : notifySchema.parse(notify.split(',').filter((word) => word !== '')),
    orcpt: orcpt ?? undefined,
    dueAt,
    lastReply: lastReply === null ? undefined : lastReplyOf(lastReply),
  }
}

function lastReplyOf(text: string): LastReply {
  return replySchema.parse(JSON.parse(text))
}
