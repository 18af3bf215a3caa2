/** One log line for each mail: what became of it. All about it stands in the decision log. */

import type { Log } from '../log/log.ts'
import type { Decision } from '../policy/decision.ts'
import type { Outcome } from '../store/outcome.ts'

import type { Incoming } from './incoming.ts'

export function noteOutcome(log: Log, incoming: Incoming, { action }: Decision, outcome: Outcome): void {
  const { code, enhanced, lines } = outcome.reply
  const mail = {
    id: incoming.id,
    client: incoming.client.address,
    from: incoming.envelope.from,
    recipients: incoming.envelope.recipients.length,
    reply: `${code} ${enhanced} ${lines[0] ?? ''}`,
  }
  const nextHop = outcome.nextHop?.by ?? ''
  if (outcome.kind === 'delivered')
    log.delivered({ ...mail, nextHop, milliseconds: Math.max(0, Date.now() - incoming.at) })
  else if (action.kind === 'refuse')
    log.refused({ ...mail, reason: action.refusal.kind, notice: outcome.notice })
  else if (action.kind === 'discard') log.discarded({ ...mail, policy: action.policy })
  else if (outcome.kind === 'queued') log.queued({ ...mail, nextHop })
  else if (outcome.kind === 'refused') log.refusedByNextHop({ ...mail, nextHop })
  else log.deferred({ ...mail, nextHop })
}
