/** One attempt at one destination of one mail: what came of it, as a change for the spool. Puts nothing on disk itself. */

import type { Content } from '../mail/content.ts'
import type {
  LastReply,
  RecipientOutcome,
  Settlement,
  SpooledMail,
  SpooledRecipient,
} from '../store/spool.ts'

import { isLate, nextAttemptAt, type RetrySettings } from './back-off.ts'
import type { MailToKeep } from './mail-to-keep.ts'
import type { Delivery } from './next-hop.ts'
import type { QueueEvent } from './queue-events.ts'
import type { QueueParts } from './queue-parts.ts'
import { owedReports } from './queue-reports.ts'
import { resultsOf, type RecipientResult } from './recipient-outcomes.ts'
import type { Destination } from './route.ts'

/** A mail in memory, until all its jobs are done. */
export interface Active {
  readonly mail: SpooledMail
  /** Where it was just accepted; otherwise it is read when its turn comes. */
  readonly content: Content | undefined
  jobs: number
  /** Jobs whose outcome is not on disk yet. */
  unrecorded: number
  /** Settles once the outcomes so far are on disk, or given up: one job of a mail is recorded after the other. */
  recording: Promise<void>
}

/** The recipients of one mail that go to one destination. */
export interface Job {
  readonly active: Active
  readonly destination: Destination
  /** Among the recipients of the mail. */
  readonly indexes: readonly number[]
}

export interface Done {
  readonly recipients: Settlement['recipients']
  readonly isWarned: boolean
  readonly reports: readonly MailToKeep[]
  readonly events: readonly QueueEvent[]
  /** `undefined`: nobody was asked. */
  readonly delivery?: Delivery
  readonly lastReply: LastReply
}

/**
 * `undefined`: there is nothing to be sent. `resting`: why the destination rests; then nobody is asked, and only what
 * the hour demands is done.
 */
export async function attempt(
  job: Job,
  resting: LastReply | undefined,
  parts: QueueParts,
): Promise<Done | undefined> {
  const { mail, content: kept } = job.active
  const now = parts.clock.now()
  if (resting !== undefined && now < mail.expiresAt && !isLate(mail, now, parts.settings)) {
    return skip(job, resting, now, parts.settings)
  }
  if (kept !== undefined) return await deliver(job, kept, resting, parts)
  const reading = await parts.spool.read(mail.id)
  switch (reading.kind) {
    case 'gone':
      return undefined
    case 'corrupt':
      parts.report({ kind: 'corrupt', id: mail.id, why: reading.why })
      return undefined
    case 'content':
      try {
        return await deliver(job, reading.content, resting, parts)
      } finally {
        reading.content.dispose()
      }
  }
}

async function deliver(
  job: Job,
  content: Content,
  resting: LastReply | undefined,
  parts: QueueParts,
): Promise<Done> {
  const { mail } = job.active
  const { id, kind, at, envelope, trace, decisionId, bornAt, expiresAt } = mail
  const { clock, settings } = parts
  const recipients = job.indexes.map((index) => recipientAt(mail, index))
  const handover = { id, at, envelope: { ...envelope, recipients }, content, trace, partly: true }
  const delivery =
    resting === undefined ? await job.destination.nextHop.deliver(handover) : deferredBy(resting)
  const now = clock.now()
  const isOver = now >= expiresAt
  const attempted = resultsOf(delivery, recipients.length, id, Date.now()).map((result, place) => ({
    recipient: recipientAt(mail, job.indexes[place] ?? -1),
    index: job.indexes[place] ?? -1,
    result:
      isOver && result.kind === 'deferred' ? { ...result, kind: 'failed' as const, isGivenUp: true } : result,
  }))
  const isWarned = isLate(mail, now, settings) && attempted.some(({ result }) => result.kind === 'deferred')
  const owed = await owedReports(
    { ...envelope, id, decisionId, at, bornAt, expiresAt },
    attempted,
    content,
    { offersDsn: delivery.offersDsn, isLate: isWarned, now },
    parts,
  ).catch((fault: unknown) => {
    if (!attempted.some(({ result }) => result.kind === 'delivered')) throw fault
    // What the next hop has taken goes on record all the same: it would be delivered again.
    parts.report({ kind: 'fault', id, fault })
    return undefined
  })
  const ageing = { ...mail, isWarned: mail.isWarned || isWarned }
  const news = attempted.map(({ recipient: { address }, result }) => ({
    address,
    outcome: result.kind,
    lastReply: result.lastReply,
  }))
  return {
    recipients: attempted.map(({ index, recipient, result }) => ({
      index,
      // Whom a report is still owed to is asked for once more, and the report with him.
      outcome:
        owed === undefined && result.kind !== 'delivered'
          ? { kind: 'postponed', dueAt: now + settings.longestRetry }
          : outcomeOf(result, () =>
              nextAttemptAt(ageing, recipient.attempts + 1, now, settings, Math.random()),
            ),
    })),
    isWarned: isWarned && owed !== undefined,
    reports: owed?.mails ?? [],
    events: [
      {
        kind: 'attempt',
        id,
        mail: kind,
        decisionId,
        from: envelope.from,
        destination: job.destination.name,
        recipients: owed === undefined ? news.filter(({ outcome }) => outcome === 'delivered') : news,
      },
      ...(owed?.events ?? []),
    ],
    ...(resting === undefined ? { delivery } : {}),
    lastReply: resultsOf(delivery, 1, id, Date.now())[0]?.lastReply ?? nothingSaid,
  }
}

function deferredBy({ reply }: LastReply): Delivery {
  return {
    kind: 'deferred',
    by: '',
    answer: '',
    given: undefined,
    refused: [],
    offersDsn: false,
    isDown: false,
    reply,
  }
}

/** The mail takes its pause as if it had been tried. */
function skip(job: Job, lastReply: LastReply, now: number, settings: RetrySettings): Done {
  const { mail } = job.active
  return {
    recipients: job.indexes.map((index) => {
      const { attempts } = recipientAt(mail, index)
      const dueAt = nextAttemptAt(mail, attempts + 1, now, settings, Math.random())
      return { index, outcome: { kind: 'deferred', dueAt, lastReply } }
    }),
    isWarned: false,
    reports: [],
    events: [],
    lastReply,
  }
}

/** After a fault of ours. */
export function postpone(job: Job, dueAt: number): Done {
  return {
    recipients: job.indexes.map((index) => ({ index, outcome: { kind: 'postponed', dueAt } })),
    isWarned: false,
    reports: [],
    events: [],
    lastReply: nothingSaid,
  }
}

const nothingSaid: LastReply = { at: 0, by: '', reply: { code: 451, enhanced: '4.3.0', lines: [] } }

/** `dueAt` is asked only where the recipient waits on. */
export function outcomeOf({ kind, lastReply }: RecipientResult, dueAt: () => number): RecipientOutcome {
  return kind === 'deferred' ? { kind, dueAt: dueAt(), lastReply } : { kind, lastReply }
}

function recipientAt(mail: SpooledMail, index: number): SpooledRecipient {
  const recipient = mail.recipients[index]
  if (recipient === undefined) throw new Error('a recipient that the mail does not have')
  return recipient
}
