/**
 * Takes a mail over from its client: all of it, or what a first attempt beside the queue has left. Once this has settled
 * the spool has what is still to be done, and the client may be told 250.
 */

import type { Content } from '../mail/content.ts'
import type { Envelope } from '../mail/envelope.ts'
import type { Settlement } from '../store/spool.ts'

import { nextAttemptAt } from './back-off.ts'
import type { DeliveryDemand } from './demand.ts'
import type { MailToKeep } from './mail-to-keep.ts'
import type { Delivery } from './next-hop.ts'
import type { Queue } from './queue.ts'
import { outcomeOf } from './queue-attempt.ts'
import type { QueueParts } from './queue-parts.ts'
import { owedReports } from './queue-reports.ts'
import { resultsOf, type RecipientResult } from './recipient-outcomes.ts'

export interface HandedIn {
  /** Decision id. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly envelope: Envelope
  readonly content: Content
  readonly trace: Buffer
  /** What the deciding policies ask of the way. */
  readonly demand: DeliveryDemand
}

/** All of it. Rejects with `SpoolFault`: then nothing of it is kept. */
export async function takeOver(mail: HandedIn, queue: Queue, parts: QueueParts): Promise<void> {
  await queue.accept([mailFor(mail, mail.envelope.recipients, parts)])
}

/** True where a 250 of ours would owe nothing: nobody is left over, and nobody wants to hear of his success. */
export function owesNothing(delivery: Delivery, { recipients }: Envelope): boolean {
  if (delivery.kind !== 'accepted' || delivery.refused.length > 0) return false
  return delivery.offersDsn || !recipients.some(({ notify }) => notify?.includes('success') === true)
}

/**
 * What `delivery` has left: recipients who got a 4xx go into the spool, and reports that are owed with them. Gives what
 * became of each recipient. Rejects with `SpoolFault`: then the client must send the mail again.
 */
export async function takeOverRest(
  mail: HandedIn,
  delivery: Delivery,
  queue: Queue,
  parts: QueueParts,
): Promise<readonly RecipientResult[]> {
  const { id, at, envelope, content } = mail
  const { recipients } = envelope
  const { settings, clock, report } = parts
  const results = resultsOf(delivery, recipients.length, id, Date.now())
  const attempted = results.flatMap((result, index) => {
    const recipient = recipients[index]
    return recipient === undefined ? [] : [{ recipient, result }]
  })
  const now = clock.now()
  const expiresAt = now + settings.giveUpAfter
  const owed = await owedReports(
    { ...envelope, ret: envelope.ret, envid: envelope.envid, id, decisionId: id, at, bornAt: now, expiresAt },
    attempted,
    content,
    { offersDsn: delivery.offersDsn, isLate: false, now },
    parts,
  )
  const left = attempted.filter(({ result }) => result.kind === 'deferred')
  const mails: MailToKeep[] = [...owed.mails]
  const settlements: Settlement[] = []
  if (left.length > 0) {
    const kept = mailFor(
      mail,
      left.map(({ recipient }) => recipient),
      parts,
    )
    const ageing = { ...kept, isWarned: false }
    mails.push(kept)
    settlements.push({
      id,
      recipients: left.map(({ result }, index) => ({
        index,
        outcome: outcomeOf(result, () => nextAttemptAt(ageing, 1, now, settings, Math.random())),
      })),
    })
  }
  if (mails.length > 0) await queue.accept(mails, settlements)
  for (const event of owed.events) report(event)
  return results
}

function mailFor(
  { id, at, envelope, content, trace, demand }: HandedIn,
  recipients: Envelope['recipients'],
  { clock, router, settings }: QueueParts,
): MailToKeep {
  const now = clock.now()
  const { from, ret, envid, smtputf8, eightBit } = envelope
  return {
    id,
    kind: 'mail',
    at,
    envelope: { from, ret, envid, smtputf8, eightBit },
    recipients: recipients.map(({ address, notify, orcpt }) => ({
      address,
      notify,
      orcpt,
      route: router.destinationOf(address, demand).name,
    })),
    trace,
    decisionId: id,
    bornAt: now,
    expiresAt: now + settings.giveUpAfter,
    content,
  }
}
