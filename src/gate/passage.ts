/**
 * The path of a mail, from the final dot to the answer. Read this file first:
 *
 *     incoming -> mail -> decision -> recorded -> outcome -> reply
 *
 * Forward only. A throw anywhere is a 451, and nothing is sent after it. The passage never judges (`policy/`),
 * never speaks SMTP (`receive/`, `deliver/`) and never writes a file (`store/`).
 */

import { noDemand } from '../deliver/demand.ts'
import type { Log } from '../log/log.ts'
import type { Mail } from '../mail/mail.ts'
import { readMail, type ReadLimits } from '../mail/read-mail.ts'
import type { Reply } from '../mail/reply.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { dayIn } from '../policy/day.ts'
import { decide } from '../policy/decide.ts'
import type { Decision } from '../policy/decision.ts'
import type { Facts, Tenant } from '../policy/facts.ts'
import type { FlowSettings } from '../policy/settings.ts'
import type { DecisionLog } from '../store/decision-log.ts'
import type { DecisionToRecord } from '../store/decision-record.ts'
import type { Outcome } from '../store/outcome.ts'

import { handOn, type Forwarding } from './hand-on.ts'
import type { Incoming, Passage } from './incoming.ts'
import { noteOutcome } from './note-outcome.ts'
import type { Notices } from './notices.ts'
import { faultOutcome, refusedOutcome } from './outcome.ts'
import { faultReply, noRecordReply } from './reply.ts'
import type { Traces } from './traces.ts'

export interface PassageParts {
  readonly limits: ReadLimits
  /** The snapshot in force; asked once for each mail. */
  readonly snapshot: () => Snapshot
  readonly settings: FlowSettings
  readonly revision: string
  /** By name of the listener; those that are not for Exchange Online are not in it. */
  readonly tenants: ReadonlyMap<string, Tenant>
  readonly traces: Traces
  readonly decisionLog: DecisionLog
  /** `before`: the record is on disk before the mail goes on. */
  readonly record: 'behind' | 'before'
  readonly forwarding: Forwarding
  /** `undefined`: a refusal stands in the reply. */
  readonly notices: Notices | undefined
  readonly log: Log
}

export function createPassage(parts: PassageParts): Passage {
  return async (incoming) => {
    try {
      return await pass(incoming, parts)
    } catch (fault) {
      parts.log.fault(incoming.id, fault)
      return faultReply(incoming.id)
    }
  }
}

async function pass(incoming: Incoming, parts: PassageParts): Promise<Reply> {
  const { decisionLog, log } = parts
  if (!decisionLog.isReady) return noRecordReply(incoming.id)

  const mail = readMail(incoming.content.header, parts.limits)
  const snapshot = parts.snapshot()
  const facts = gatherFacts(incoming, mail, snapshot, parts)
  const decision = decide(facts, snapshot, parts.settings, parts.revision)

  const record = decisionLog.open(toRecord(incoming, mail, decision))
  let outcome
  try {
    if (parts.record === 'before') await decisionLog.commit()
    outcome = await act(incoming, mail, decision, snapshot, parts)
  } catch (fault) {
    decisionLog.settle(record, faultOutcome(incoming))
    throw fault
  }
  decisionLog.settle(record, outcome)
  noteOutcome(log, incoming, decision, outcome)
  return outcome.reply
}

/** Not the mail itself: its bytes must not wait in memory for the commit. */
function toRecord(incoming: Incoming, mail: Mail, decision: Decision): DecisionToRecord {
  const { client, envelope, content } = incoming
  const { messageId, subject } = mail
  return { decision, client, envelope, mail: { messageId, subject }, size: content.size }
}

/** All that the rules may look at. `explain --eml` asks for the same. */
export function gatherFacts(
  incoming: Incoming,
  mail: Mail,
  snapshot: Snapshot,
  parts: Pick<PassageParts, 'tenants' | 'traces'>,
): Facts {
  const { id, at, client, envelope, content } = incoming
  return {
    id,
    at,
    day: dayIn(snapshot.rules.timezone, at),
    client,
    envelope,
    mail,
    lineFaults: content.lineFaults,
    tenant: parts.tenants.get(client.listener),
    isMarked: parts.traces.isMarked(incoming, mail),
    size: content.size,
    content: undefined,
    tls: undefined,
    writtenTo: undefined,
  }
}

/** Does what was decided: nothing leaves on any other way. */
async function act(
  incoming: Incoming,
  mail: Mail,
  decision: Decision,
  snapshot: Snapshot,
  parts: PassageParts,
): Promise<Outcome> {
  const { action } = decision
  switch (action.kind) {
    case 'refuse': {
      const notice = await parts.notices?.tell(incoming, mail, decision, snapshot)
      return refusedOutcome(incoming, action.refusal, mail, snapshot, notice)
    }
    case 'deliver': {
      const trace = parts.traces.fieldsFor(incoming, mail)
      return await handOn(incoming, trace, action.delivery ?? noDemand, parts.forwarding)
    }
  }
}
