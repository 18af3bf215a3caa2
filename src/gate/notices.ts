/**
 * Refusal by notice: puts the notice to the sender into the spool, once for each mail, before anybody is told 250. Says why
 * where there is none; then the refusal stands in the reply. Nothing here goes through the passage again.
 */

import { writeNotice, needsSmtputf8, type NoticeAuthor } from '../deliver/notice-letter.ts'
import type { NoticeTemplates } from '../deliver/notice-templates.ts'
import type { Notice } from '../deliver/notice-values.ts'
import { contentOf } from '../mail/content-of.ts'
import type { Mail } from '../mail/mail.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Decision } from '../policy/decision.ts'
import { SpoolFault, type NewMail, type Spool } from '../store/spool.ts'

import type { Incoming } from './incoming.ts'
import { noticeFor, type NoNotice, type NoticeRules } from './notice-for.ts'
import { createNoticeLimits, type NoticeLimits, type NoticeLimitSettings } from './notice-limits.ts'
import { noticeKey } from './notice-once.ts'

export interface NoticeParts {
  readonly rules: NoticeRules
  readonly templates: NoticeTemplates
  readonly author: NoticeAuthor
  /** Envelope sender of the notices; `''` is the null sender. */
  readonly from: string
  /** For the keys by which forks are known. */
  readonly secret: Buffer
  readonly limits: NoticeLimitSettings
  readonly spool: Pick<Spool, 'isReady' | 'commit'>
  /** The queue's name for where mail to this address goes. */
  readonly routeOf: (address: string) => string
  /** Tells the queue that the spool has something new. */
  readonly wake: () => void
  /** Milliseconds for which the queue tries to deliver a notice. */
  readonly lasts: number
  /** Resolves once the decision is on disk: it is recorded before the spool takes anything. */
  readonly recorded: () => Promise<void>
}

export type NoticeOutcome =
  /** The notice about this mail is in the spool, by this call, by that for another fork, or by one that a kill has ended. */
  | { readonly kind: 'told' }
  | {
      readonly kind: 'not-told'
      readonly why:
        | NoNotice
        | 'sender-limit'
        | 'total-limit'
        /** The spool cannot take anything now. */
        | 'spool'
        /** The same mail came before, longer ago than forks do: its sender must not be left without an answer. */
        | 'told-before'
    }

export interface Notices {
  readonly tell: (
    incoming: Incoming,
    mail: Mail,
    decision: Decision,
    snapshot: Snapshot,
  ) => Promise<NoticeOutcome>
}

/** Milliseconds for which a mail that comes again is taken for a fork, or for one whose client lost our answer. */
const forksLast = 3_600_000

interface Recent {
  readonly at: number
  readonly outcome: Promise<NoticeOutcome>
}

/** What was told lately. It outlives a reload, which makes other `Notices`. */
export interface NoticeMemory {
  readonly recent: Map<string, Recent>
  readonly limits: NoticeLimits
}

export function createNoticeMemory(): NoticeMemory {
  return { recent: new Map(), limits: createNoticeLimits() }
}

export function createNotices(parts: NoticeParts, { recent, limits }: NoticeMemory): Notices {
  /** In the order they were put in: the first that is young enough ends it. */
  const forget = (now: number): void => {
    for (const [key, { at }] of recent) {
      if (Math.abs(now - at) < forksLast) return
      recent.delete(key)
    }
  }

  return {
    tell: async (incoming, mail, decision, snapshot) => {
      const answer = noticeFor(incoming.envelope, mail, decision, snapshot, parts.rules)
      if (answer.kind === 'none') return notTold(answer.why)
      if (!parts.spool.isReady) return notTold('spool')
      const sender = incoming.envelope.from
      const key = await noticeKey(parts.secret, sender, mail, incoming.content)
      await parts.recorded()
      forget(incoming.at)
      const fork = recent.get(key)
      if (fork !== undefined) return await fork.outcome

      const taken = limits.take(sender.toLowerCase(), incoming.at, parts.limits)
      if (taken !== 'taken') return notTold(taken)
      const outcome = putIntoSpool(answer.notice, key, parts)
      recent.set(key, { at: incoming.at, outcome })
      const isTold = await outcome.then(
        ({ kind }) => kind === 'told',
        () => false,
      )
      if (!isTold) recent.delete(key)
      return await outcome
    },
  }
}

function notTold(why: Extract<NoticeOutcome, { kind: 'not-told' }>['why']): NoticeOutcome {
  return { kind: 'not-told', why }
}

async function putIntoSpool(notice: Notice, once: string, parts: NoticeParts): Promise<NoticeOutcome> {
  const id = `${notice.decisionId}-notice`
  const letter = contentOf(await writeNotice(notice, parts.templates, parts.author, id))
  const { address } = notice.recipient
  const smtputf8 = needsSmtputf8(notice)
  const mail: NewMail = {
    id,
    kind: 'notice',
    at: notice.at,
    envelope: { from: parts.from, ret: undefined, envid: undefined, smtputf8, eightBit: smtputf8 },
    trace: Buffer.alloc(0),
    decisionId: notice.decisionId,
    bornAt: notice.at,
    expiresAt: notice.at + parts.lasts,
    recipients: [{ address, notify: undefined, orcpt: undefined, route: parts.routeOf(address) }],
    content: letter,
    once,
  }
  try {
    const [known] = (await parts.spool.commit({ accept: [mail] })).known
    if (known !== undefined && Math.abs(notice.at - known.since) >= forksLast) return notTold('told-before')
    parts.wake()
    return { kind: 'told' }
  } catch (fault) {
    if (fault instanceof SpoolFault) return notTold('spool')
    throw fault
  }
}
