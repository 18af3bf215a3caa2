/**
 * What an operator may ask of the queue, as values that go through JSON: by the control socket of a running gate, or on the
 * spool of a stopped one. Knows nothing of sockets and terminals.
 */

import { z } from 'zod'

import type { Spool, SpooledMail } from '../store/spool.ts'

const filter = z.object({
  state: z.enum(['deferred', 'held', 'corrupt']).optional(),
  route: z.string().optional(),
  text: z.string().optional(),
})

export const queueQuestion = z.discriminatedUnion('do', [
  z.object({ do: z.literal('list'), filter, limit: z.int().min(1).max(10_000) }),
  z.object({ do: z.literal('show'), id: z.string() }),
  z.object({
    do: z.enum(['retry', 'drop', 'hold', 'release']),
    /** The mails, or all that the filter fits. */
    of: z.union([z.object({ ids: z.array(z.string()) }), z.object({ filter })]),
    /** Why they are held. */
    note: z.string().max(1_000),
  }),
])

export type QueueQuestion = z.infer<typeof queueQuestion>
export type QueueFilter = z.infer<typeof filter>

const reply = z.object({ code: z.number(), enhanced: z.string(), lines: z.array(z.string()) })

const recipient = z.object({
  address: z.string(),
  route: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number(),
  lastReply: z.object({ at: z.number(), by: z.string(), reply }).optional(),
})

const listed = z.object({
  id: z.string(),
  kind: z.enum(['mail', 'report', 'notice']),
  state: z.enum(['deferred', 'held', 'corrupt']),
  isActive: z.boolean(),
  at: z.number(),
  expiresAt: z.number(),
  dueAt: z.number(),
  from: z.string(),
  size: z.number(),
  note: z.string(),
  recipients: z.array(recipient),
})

export const queueList = z.object({
  mails: z.array(listed),
  /** Of the whole spool. */
  totals: z.object({ deferred: z.number(), held: z.number(), corrupt: z.number() }),
  active: z.number(),
  octets: z.number(),
})

export const queueMail = listed.extend({
  decisionId: z.string(),
  isWarned: z.boolean(),
  /** The header section, or its beginning. */
  header: z.string(),
})

/** Ids of the mails that were changed. */
export const queueChange = z.object({ ids: z.array(z.string()) })

export type ListedMail = z.infer<typeof listed>
export type QueueList = z.infer<typeof queueList>
export type QueueMail = z.infer<typeof queueMail>

const pageSize = 1_000
/** Octets of a header that are shown. */
const headerShown = 16_384

/** `undefined` to `show`: there is no such mail. `now`: milliseconds since 1970. */
export async function answerQueue(
  question: QueueQuestion,
  spool: Spool,
  now: number,
): Promise<QueueList | QueueMail | { readonly ids: readonly string[] } | undefined> {
  switch (question.do) {
    case 'list': {
      const mails = await spool.list(known(question.filter), question.limit)
      const { mails: totals, active, octets } = await spool.statistics()
      return { mails: mails.map((mail) => queueListed(mail)), totals: { ...totals }, active, octets }
    }
    case 'show': {
      const mail = await spool.show(question.id)
      return mail === undefined ? undefined : await shown(mail, spool)
    }
    case 'retry':
    case 'drop':
    case 'hold':
    case 'release': {
      const ids = 'ids' in question.of ? question.of.ids : await idsOf(question.of.filter, spool)
      return { ids: await change(question.do, ids, question.note, spool, now) }
    }
  }
}

async function change(
  what: 'retry' | 'drop' | 'hold' | 'release',
  ids: readonly string[],
  note: string,
  spool: Spool,
  now: number,
): Promise<readonly string[]> {
  switch (what) {
    case 'retry':
      return await spool.retry(ids, now)
    case 'drop':
      return await spool.drop(ids)
    case 'hold':
      return await spool.hold(ids, note)
    case 'release':
      return await spool.release(ids, now)
  }
}

async function idsOf(given: QueueFilter, spool: Spool): Promise<readonly string[]> {
  const ids: string[] = []
  for (let after: string | undefined; ;) {
    const page = await spool.list(known(given), pageSize, after)
    ids.push(...page.map(({ id }) => id))
    if (page.length < pageSize) return ids
    after = page.at(-1)?.id
  }
}

/** Without the keys that are not given. */
function known({ state, route, text }: QueueFilter): Parameters<Spool['list']>[0] {
  return {
    ...(state === undefined ? {} : { state }),
    ...(route === undefined ? {} : { route }),
    ...(text === undefined ? {} : { text }),
  }
}

async function shown(mail: SpooledMail, spool: Spool): Promise<QueueMail> {
  const { envelope, decisionId, isWarned, recipients } = mail
  const waiting = recipients.filter(({ state }) => state === 'waiting')
  const dueAt = Math.min(...waiting.map((each) => each.dueAt))
  const summary = { ...mail, isActive: false, dueAt, from: envelope.from }
  return { ...queueListed(summary), decisionId, isWarned, header: await headerOf(mail, spool) }
}

async function headerOf({ id, state }: SpooledMail, spool: Spool): Promise<string> {
  if (state === 'corrupt') return ''
  const reading = await spool.read(id)
  if (reading.kind !== 'content') return ''
  try {
    return reading.content.header.toString('utf8', 0, headerShown)
  } finally {
    reading.content.dispose()
  }
}

/** What goes through JSON, and no more. */
function queueListed(
  mail: Readonly<Omit<ListedMail, 'recipients'>> & { readonly recipients: readonly object[] },
): ListedMail {
  return listed.parse(mail)
}
