/** Turns what was done into the outcome for each recipient and the answer for the client. */

import type { Delivery } from '../deliver/next-hop.ts'
import type { Mail } from '../mail/mail.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Refusal } from '../policy/decision.ts'
import type { Outcome } from '../store/outcome.ts'

import type { Incoming } from './incoming.ts'
import type { NoticeOutcome } from './notices.ts'
import { bounded, faultReply, noticeReply, refusalReply } from './reply.ts'

/** @param notice Not given: refusals are replies, by setting. */
export function refusedOutcome(
  incoming: Incoming,
  refusal: Refusal,
  mail: Mail,
  snapshot: Snapshot,
  notice?: NoticeOutcome,
): Outcome {
  const { id } = incoming
  const isTold = notice?.kind === 'told'
  return {
    kind: 'refused',
    reply: isTold ? noticeReply(id) : refusalReply(id, refusal, mail, snapshot),
    nextHop: undefined,
    ...(notice === undefined ? {} : { notice: notice.kind === 'told' ? notice.kind : notice.why }),
    recipients: forAll(incoming, 'refused'),
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
