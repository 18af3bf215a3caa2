/**
 * What "deliver" means: straight through to one next hop, whose answer is ours; or by the spool, where there are several
 * next hops, where the next hop cannot take the mail now, or by setting. Decides nothing about who may send.
 */

import type { DeliveryDemand } from '../deliver/demand.ts'
import type { NextHop, Delivery } from '../deliver/next-hop.ts'
import type { Queue } from '../deliver/queue.ts'
import type { QueueParts } from '../deliver/queue-parts.ts'
import type { Destination, Router } from '../deliver/route.ts'
import { owesNothing, takeOver, takeOverRest, type HandedIn } from '../deliver/take-over.ts'
import type { Outcome } from '../store/outcome.ts'
import { SpoolFault } from '../store/spool.ts'

import type { Incoming } from './incoming.ts'
import { deliveredOutcome, notKeptOutcome, partOutcome, queuedOutcome } from './outcome.ts'

export interface Forwarding {
  readonly router: Router
  readonly queue: Queue
  readonly queueParts: QueueParts
  readonly spool: {
    /** What is done where the next hop cannot take a mail now. */
    readonly whenDeferred: 'spool' | 'pass-on'
    /** Every mail goes into the spool first. */
    readonly always: boolean
  }
}

/** Rejects for faults of our own alone. */
export async function handOn(
  incoming: Incoming,
  trace: Buffer,
  demand: DeliveryDemand,
  forwarding: Forwarding,
): Promise<Outcome> {
  const { queue, spool } = forwarding
  const only = onlyDestination(incoming, demand, forwarding.router)
  const mayKeep = spool.whenDeferred === 'spool' && queue.isReady
  if (only === undefined || spool.always || (mayKeep && queue.isResting(only))) {
    return await keepWhole({ ...incoming, trace, demand }, forwarding)
  }
  const delivery = await only.nextHop.deliver(handover(incoming, trace, mayKeep))
  queue.learn(only, delivery, incoming.id)
  if (owesNothing(delivery, incoming.envelope)) return deliveredOutcome(incoming, delivery)
  const isSettled = mayKeep ? isRefusedToAll(delivery) : delivery.kind !== 'accepted'
  if (isSettled) return deliveredOutcome(incoming, delivery)
  return await keepRest({ ...incoming, trace, demand }, delivery, forwarding)
}

/** `undefined`: there are several. */
function onlyDestination(
  { envelope }: Incoming,
  demand: DeliveryDemand,
  router: Router,
): Destination | undefined {
  let only: Destination | undefined
  for (const { address } of envelope.recipients) {
    const destination = router.destinationOf(address, demand)
    if (only !== undefined && only.name !== destination.name) return undefined
    only ??= destination
  }
  return only
}

function handover(
  { id, at, envelope, content }: Incoming,
  trace: Buffer,
  partly: boolean,
): Parameters<NextHop['deliver']>[0] {
  return { id, at, envelope, content, trace, partly }
}

/** Then its answer is ours, and nobody is owed a report by us. */
function isRefusedToAll({ kind, refused }: Delivery): boolean {
  return kind === 'refused' && refused.every(({ reply }) => reply.code >= 500)
}

async function keepWhole(incoming: Incoming & HandedIn, forwarding: Forwarding): Promise<Outcome> {
  const { queue, queueParts } = forwarding
  if (!queue.isReady) return notKeptOutcome(incoming)
  try {
    await takeOver(incoming, queue, queueParts)
    return queuedOutcome(incoming)
  } catch (fault) {
    if (fault instanceof SpoolFault) return notKeptOutcome(incoming)
    throw fault
  }
}

/**
 * Where even that cannot be kept the client gets a 4xx and sends all of it again: some may get the mail twice, nobody
 * loses it.
 */
async function keepRest(
  incoming: Incoming & HandedIn,
  delivery: Delivery,
  { queue, queueParts }: Forwarding,
): Promise<Outcome> {
  try {
    const results = await takeOverRest(incoming, delivery, queue, queueParts)
    return partOutcome(incoming, delivery, results)
  } catch (fault) {
    if (!(fault instanceof SpoolFault)) throw fault
    // Where all have it, only a report of success is lost: to send the mail twice would be worse.
    const mayAnswer =
      delivery.kind === 'deferred' || (delivery.kind === 'accepted' && delivery.refused.length === 0)
    return mayAnswer ? deliveredOutcome(incoming, delivery) : notKeptOutcome(incoming)
  }
}
