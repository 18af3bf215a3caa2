/** Turns what was done into the outcome for each recipient and the answer for the client. */

import type { Delivery } from '../deliver/next-hop.ts'
import type { RecipientResult } from '../deliver/recipient-outcomes.ts'
import type { Mail } from '../mail/mail.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Action } from '../policy/decision.ts'
import type { Outcome } from '../store/outcome.ts'
import { nextHopReplies } from '../text/next-hop-reply.ts'

import type { Incoming } from './incoming.ts'
import type { NoticeOutcome } from './notices.ts'
import {
  bounded,
  discardedReply,
  faultReply,
  noticeReply,
  notToldReply,
  refusalReply,
  tempfailReply,
} from './reply.ts'
import type { ReplyLanguages } from './sender-language.ts'

/** @param notice Not given: refusals are replies, by setting. */
export function refusedOutcome(
  incoming: Incoming,
  action: Extract<Action, { kind: 'refuse' }>,
  mail: Mail,
  snapshot: Snapshot,
  languages: ReplyLanguages,
  notice?: NoticeOutcome,
): Outcome {
  const { id } = incoming
  const isTold = notice?.kind === 'told'
  return {
    kind: 'refused',
    reply: isTold ? noticeReply(id) : refusalReply(id, action, mail, snapshot, languages),
    nextHop: undefined,
    ...(notice === undefined ? {} : { notice: notice.kind === 'told' ? notice.kind : notice.why }),
    recipients: forAll(incoming, 'refused'),
  }
}

/** A policy threw it away. */
export function discardedOutcome(incoming: Incoming): Outcome {
  return {
    kind: 'discarded',
    reply: discardedReply(incoming.id),
    nextHop: undefined,
    recipients: forAll(incoming, 'discarded'),
  }
}

/** A policy cannot tell now. */
export function tempfailOutcome(
  incoming: Incoming,
  action: Extract<Action, { kind: 'tempfail' }>,
  languages: ReplyLanguages,
): Outcome {
  return {
    kind: 'deferred',
    reply: tempfailReply(incoming.id, action, languages),
    nextHop: undefined,
    recipients: forAll(incoming, 'deferred'),
  }
}

/** It may pass by break-glass, and the person who must hear of that cannot be told. */
export function notToldOutcome(incoming: Incoming, languages: ReplyLanguages): Outcome {
  return {
    kind: 'deferred',
    reply: notToldReply(incoming.id, languages),
    nextHop: undefined,
    recipients: forAll(incoming, 'deferred'),
  }
}

const kinds = { accepted: 'delivered', refused: 'refused', deferred: 'deferred' } as const

export function deliveredOutcome(incoming: Incoming, delivery: Delivery): Outcome {
  const { code, enhanced, lines } = delivery.reply
  const kind = kinds[delivery.kind]
  return {
    kind,
    reply: bounded(code, enhanced, lines),
    nextHop: { by: delivery.by, answer: delivery.answer },
    recipients: forAll(incoming, kind),
  }
}

/** All of it lies in the spool. */
export function queuedOutcome(incoming: Incoming): Outcome {
  return {
    kind: 'queued',
    reply: nextHopReplies.queued(incoming.id),
    nextHop: undefined,
    recipients: forAll(incoming, 'queued'),
  }
}

/** It had to be kept and could not be. */
export function notKeptOutcome(incoming: Incoming): Outcome {
  return {
    kind: 'deferred',
    reply: nextHopReplies.notKept(incoming.id),
    nextHop: undefined,
    recipients: forAll(incoming, 'deferred'),
  }
}

const ofResults = { delivered: 'delivered', failed: 'refused', deferred: 'queued' } as const

/** The next hop took a part of it, and the spool has the rest with the reports that are owed. */
export function partOutcome(
  incoming: Incoming,
  delivery: Delivery,
  results: readonly RecipientResult[],
): Outcome {
  const { code, enhanced, lines } = delivery.reply
  const isQueued = results.some(({ kind }) => kind === 'deferred')
  return {
    kind: isQueued ? 'queued' : 'delivered',
    reply: delivery.kind === 'accepted' ? bounded(code, enhanced, lines) : nextHopReplies.queued(incoming.id),
    nextHop: { by: delivery.by, answer: delivery.answer },
    recipients: incoming.envelope.recipients.map(({ address }, index) => ({
      address,
      outcome: ofResults[results[index]?.kind ?? 'deferred'],
    })),
  }
}

/** A throw of ours before anything was sent. */
export function faultOutcome(incoming: Incoming): Outcome {
  return {
    kind: 'deferred',
    reply: faultReply(incoming.id),
    nextHop: undefined,
    recipients: forAll(incoming, 'deferred'),
  }
}

/** The answer to the final dot is one for all recipients (RFC 5321 section 4.1.1.4). */
function forAll({ envelope }: Incoming, outcome: Outcome['kind']): Outcome['recipients'] {
  return envelope.recipients.map(({ address }) => ({ address, outcome }))
}
