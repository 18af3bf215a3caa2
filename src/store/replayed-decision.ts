/** Reads from the record of a decision what a replay judges by. The shape is that of `seen-facts.ts` and `decision-record.ts`. */

import { z } from 'zod'

import type { ContentFacts, MessageKind, TroubleKind } from '../inspect/content-facts.ts'
import type { AddressList, Field } from '../mail/mail.ts'
import type { TlsOffer } from '../mail/tls-offer.ts'
import type { RecordedMail, Verdict } from '../policy/recorded-mail.ts'

import type { RecordedDecision } from './recorded-decision.ts'

const troubleSchema = z.looseObject({
  kind: z.custom<TroubleKind>((value) => typeof value === 'string'),
  path: z.string(),
  detail: z.string(),
})

const contentSchema = z.looseObject({
  kinds: z.array(z.custom<MessageKind>((value) => typeof value === 'string')),
  attachments: z.array(
    z
      .looseObject({
        path: z.string(),
        names: z.array(z.string()),
        extensions: z.array(z.string()),
        mediaType: z.string(),
        trueType: z.string().optional(),
        size: z.number(),
        depth: z.number(),
        isEncrypted: z.boolean(),
        isInline: z.boolean(),
      })
      .transform(({ trueType, ...others }) => ({ ...others, trueType })),
  ),
  parts: z.number(),
  troubles: z.array(troubleSchema),
  answers: z
    .array(
      z.tuple([
        z.string(),
        z.looseObject({
          found: z.number(),
          examples: z.array(z.looseObject({ path: z.string(), text: z.string() })),
          troubles: z.array(troubleSchema),
        }),
      ]),
    )
    .transform((answers) => new Map(answers)),
}) satisfies z.ZodType<ContentFacts>

const addresses = z.array(z.string()).default([])

const seenSchema = z.looseObject({
  from: addresses,
  sender: addresses,
  to: addresses,
  cc: addresses,
  bcc: addresses,
  mediaType: z.string().default('text/plain'),
  fieldsRead: z.array(z.string()).default([]),
  fields: z.array(z.tuple([z.string(), z.string()])).default([]),
  content: contentSchema.optional(),
  tls: z
    .array(z.tuple([z.string(), z.custom<TlsOffer>((value) => typeof value === 'string')]))
    .transform((offers) => new Map(offers))
    .optional(),
  writtenTo: z
    .array(z.string())
    .transform((known) => new Set(known))
    .optional(),
})

const askedSchema = z.object({
  yes: z.string().default(''),
  no: z.string().default(''),
  cannotTell: z.string().default(''),
})

const deliverySchema = z.object({ route: z.string().optional(), tls: z.string().optional() })

/** As many as `gate/seen-facts.ts` and `mail/decoded-text.ts` keep. */
const addressesKept = 1_000
const fieldsKept = 50
const longestField = 4_000
const longestSubject = 500

export type Replayable =
  /** To be judged anew. */
  | { readonly kind: 'mail'; readonly mail: RecordedMail }
  /** Refused before all policies, whatever they are. */
  | { readonly kind: 'guarded'; readonly verdict: Verdict }
  /** An earlier version recorded too little. */
  | { readonly kind: 'not-recorded' }

const guards = ['ambiguous', 'loop', 'foreign-tenant']

export function replayable(record: RecordedDecision): Replayable {
  const verdict = verdictOf(record)
  if (verdict === undefined) return { kind: 'not-recorded' }
  if (verdict.action === 'refuse' && guards.includes(record.reason)) return { kind: 'guarded', verdict }
  const { data: seen } = seenSchema.safeParse(record['seen'])
  if (seen === undefined) return { kind: 'not-recorded' }
  const { id, at, day, client, from, recipients, recipientCount, size, subject } = record
  const lists = [seen.from, seen.sender, seen.to, seen.cc, seen.bcc]
  const cut = new Set<'recipients' | 'subject' | 'fields'>()
  if (recipientCount > recipients.length || lists.some(({ length }) => length >= addressesKept)) {
    cut.add('recipients')
  }
  if (subject.length >= longestSubject) cut.add('subject')
  if (seen.fields.length >= fieldsKept || seen.fields.some(([, body]) => body.length >= longestField)) {
    cut.add('fields')
  }
  const facts = {
    id,
    at: Date.parse(at),
    day,
    client: {
      ...client,
      port: 0,
      extended: true,
      tls: client.tls === undefined ? undefined : { protocol: client.tls, cipher: '' },
      login: client.login,
    },
    envelope: {
      from,
      recipients: recipients.map(({ address }) => ({ address })),
      smtputf8: false,
      eightBit: false,
    },
    mail: {
      fields: [...subjectField(subject), ...seen.fields.map(fieldOf)],
      from: listOf(seen.from),
      sender: listOf(seen.sender),
      to: listOf(seen.to),
      cc: listOf(seen.cc),
      bcc: listOf(seen.bcc),
      ambiguities: [],
      received: 0,
      mediaType: seen.mediaType,
      messageId: record.messageId,
      subject,
    },
    lineFaults: [],
    tenant: undefined,
    isMarked: false,
    size,
    content: seen.content,
    tls: seen.tls,
    writtenTo: seen.writtenTo,
  }
  const asked = askedOf(record['asked'])
  return { kind: 'mail', mail: { facts, fieldsRead: new Set(seen.fieldsRead), cut, asked, verdict } }
}

function subjectField(subject: string): readonly Field[] {
  return subject === '' ? [] : [{ name: 'subject', body: Buffer.from(subject) }]
}

function fieldOf([name, body]: readonly [string, string]): Field {
  return { name, body: Buffer.from(body, 'latin1') }
}

function listOf(recorded: readonly string[]): AddressList {
  return recorded.map((text) =>
    text.startsWith('?') ? { kind: 'unreadable', text: text.slice(1) } : { kind: 'mailbox', address: text },
  )
}

function askedOf(value: unknown): RecordedMail['asked'] {
  const { data } = askedSchema.safeParse(value)
  const asked = new Map<string, 'yes' | 'no' | 'cannot-tell'>()
  if (data === undefined) return asked
  const note = (names: string, answer: 'yes' | 'no' | 'cannot-tell'): void => {
    for (const name of names.split(' ')) if (name !== '') asked.set(name, answer)
  }
  note(data.yes, 'yes')
  note(data.no, 'no')
  note(data.cannotTell, 'cannot-tell')
  return asked
}

function verdictOf(record: RecordedDecision): Verdict | undefined {
  const { action, reason } = record
  const named = /^policy (.*)$/.exec(reason)?.[1]
  switch (action) {
    case 'deliver': {
      const { data } = deliverySchema.safeParse(record['delivery'])
      const delivery = `${data?.route ?? ''} ${data?.tls ?? ''}`.trim()
      return { action, by: decisive(record, 'pass') ?? '', delivery }
    }
    case 'refuse': {
      const by = guards.includes(reason) ? '' : (named ?? decisive(record, 'refuse') ?? 'supervisor-in-cc')
      return { action, by, delivery: '' }
    }
    case 'discard':
    case 'tempfail':
      return { action, by: named ?? '', delivery: '' }
    default:
      return undefined
  }
}

function decisive({ policies }: RecordedDecision, asked: string): string | undefined {
  return policies.find(
    ({ mode, answer, action }) => mode !== 'shadow' && answer === 'match' && action === asked,
  )?.policy
}
