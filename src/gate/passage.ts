/**
 * The path of a mail, from the final dot to the answer. Read this file first:
 *
 *     incoming -> mail -> facts -> decision -> recorded -> outcome -> reply
 *
 * Forward only; facts that cost time are gathered only where the policies cannot decide without them. A throw anywhere is a
 * 451, and nothing is sent after it. The passage never judges (`policy/`), never speaks SMTP (`receive/`, `deliver/`) and
 * never writes a file (`store/`).
 */

import { noDemand } from '../deliver/demand.ts'
import type { Log } from '../log/log.ts'
import type { Mail } from '../mail/mail.ts'
import { readMail, type ReadLimits } from '../mail/read-mail.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { dayIn } from '../policy/day.ts'
import type { Flow } from '../policy/compile-flow.ts'
import type { Action, Decision } from '../policy/decision.ts'
import type { Facts, Tenant } from '../policy/facts.ts'
import { judgeFlow } from '../policy/judge-flow.ts'
import type { Needs } from '../policy/needs.ts'
import type { DecisionLog } from '../store/decision-log.ts'
import type { DecisionToRecord } from '../store/decision-record.ts'
import type { Outcome } from '../store/outcome.ts'

import type { TellOfBreakGlass } from './break-glass.ts'
import { recipientsIn, senderIn, type Gather } from './gather.ts'
import { handOn, type Forwarding } from './hand-on.ts'
import type { Incoming, Passage } from './incoming.ts'
import { noteOutcome } from './note-outcome.ts'
import type { Notices } from './notices.ts'
import { discardedOutcome, faultOutcome, notToldOutcome, refusedOutcome, tempfailOutcome } from './outcome.ts'
import { faultReply, noRecordReply } from './reply.ts'
import { seenFacts } from './seen-facts.ts'
import { replyLanguages, type ReplyLanguageRule, type ReplyLanguages } from './sender-language.ts'
import type { Traces } from './traces.ts'

export interface PassageParts {
  readonly limits: ReadLimits
  /** The flow in force, with its snapshot; asked once for each mail. */
  readonly flow: () => Flow
  /** Asked for mails that the flow cannot judge without it. */
  readonly gather: Gather
  /** Told of mails that have gone on, or will by the queue: whom the sender has written to. `undefined`: nobody asks. */
  readonly noteSent: ((sender: string, recipients: readonly string[], at: number) => void) | undefined
  /** By name of the listener; those that are not for Exchange Online are not in it. */
  readonly tenants: ReadonlyMap<string, Tenant>
  readonly traces: Traces
  readonly decisionLog: DecisionLog
  /** `before`: the record is on disk before the mail goes on. */
  readonly record: 'behind' | 'before'
  readonly forwarding: Forwarding
  readonly tellOfBreakGlass: TellOfBreakGlass
  /** `undefined`: a refusal stands in the reply. */
  readonly notices: Notices | undefined
  readonly replyLanguage: ReplyLanguageRule
  readonly log: Log
}

/** `began` and `ended` are called for each mail. */
export function createPassage(
  parts: PassageParts,
  began: () => void = () => {},
  ended: () => void = () => {},
): Passage {
  const { decisionLog, log } = parts
  return async (incoming) => {
    began()
    try {
      if (!decisionLog.isReady) return noRecordReply(incoming.id)

      const mail = readMail(incoming.content.header, parts.limits)
      const flow = parts.flow()
      const known = factsOf(incoming, mail, flow.world.snapshot, parts)
      const decided = decide(flow, known, incoming, parts.gather)
      const { decision, facts } = decided instanceof Promise ? await decided : decided

      const record = decisionLog.open(toRecord(incoming, facts, decision, flow))
      let outcome
      try {
        if (parts.record === 'before') await decisionLog.commit()
        outcome = await act(incoming, mail, decision, flow, parts)
      } catch (fault) {
        decisionLog.settle(record, faultOutcome(incoming))
        throw fault
      }
      decisionLog.settle(record, outcome)
      if (outcome.kind === 'delivered' || outcome.kind === 'queued') {
        parts.noteSent?.(senderIn(facts), recipientsIn(facts), incoming.at)
      }
      noteOutcome(log, incoming, decision, outcome)
      return outcome.reply
    } catch (fault) {
      log.fault(incoming.id, fault)
      return faultReply(incoming.id)
    } finally {
      ended()
    }
  }
}

interface Decided {
  readonly decision: Decision
  /** What it rests on. */
  readonly facts: Facts
}

/** At once, unless something has to be gathered first. */
function decide(flow: Flow, facts: Facts, incoming: Incoming, gather: Gather): Decided | Promise<Decided> {
  const judged = judgeFlow(flow, facts)
  return judged.kind === 'decided'
    ? { decision: judged.decision, facts }
    : decideLater(flow, facts, judged.needs, incoming, gather)
}

async function decideLater(
  flow: Flow,
  first: Facts,
  needs: Needs,
  incoming: Incoming,
  gather: Gather,
): Promise<Decided> {
  const { facts, missing } = await gather(needs, incoming, first)
  const judged = judgeFlow(flow, facts, missing)
  if (judged.kind === 'needs') throw new Error('the flow needs more than it asked for')
  return { decision: judged.decision, facts }
}

/** Not the mail itself: its bytes must not wait in memory for the commit. */
function toRecord(incoming: Incoming, facts: Facts, decision: Decision, flow: Flow): DecisionToRecord {
  const { client, envelope, content } = incoming
  const { messageId, subject } = facts.mail
  const seen = seenFacts(facts, flow.fields)
  return { decision, client, envelope, mail: { messageId, subject }, size: content.size, seen }
}

/** What is known of a mail at its final dot. `explain --eml` asks for the same. */
export function factsOf(
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
function act(
  incoming: Incoming,
  mail: Mail,
  decision: Decision,
  flow: Flow,
  parts: PassageParts,
): Outcome | Promise<Outcome> {
  const { action, breakGlass } = decision
  const { snapshot } = flow.world
  switch (action.kind) {
    case 'refuse':
      return refuse(incoming, mail, decision, action, snapshot, parts)
    case 'discard':
      return discardedOutcome(incoming)
    case 'tempfail':
      return tempfailOutcome(incoming, action, languagesFor(incoming, mail, snapshot, parts))
    case 'deliver':
      return breakGlass.length > 0
        ? deliverIfTold(incoming, mail, decision, action, flow, parts)
        : deliver(incoming, mail, action, parts)
  }
}

async function refuse(
  incoming: Incoming,
  mail: Mail,
  decision: Decision,
  action: Extract<Action, { kind: 'refuse' }>,
  snapshot: Snapshot,
  parts: PassageParts,
): Promise<Outcome> {
  const notice = await parts.notices?.tell(incoming, mail, decision, snapshot)
  const languages = languagesFor(incoming, mail, snapshot, parts)
  return refusedOutcome(incoming, action, mail, snapshot, languages, notice)
}

function deliver(
  incoming: Incoming,
  mail: Mail,
  { delivery = noDemand }: Extract<Action, { kind: 'deliver' }>,
  { traces, forwarding }: PassageParts,
): Promise<Outcome> {
  return handOn(incoming, traces.fieldsFor(incoming, mail), delivery, forwarding)
}

/** By break-glass: somebody hears of it, or it does not go. */
async function deliverIfTold(
  incoming: Incoming,
  mail: Mail,
  decision: Decision,
  action: Extract<Action, { kind: 'deliver' }>,
  flow: Flow,
  parts: PassageParts,
): Promise<Outcome> {
  if (await parts.tellOfBreakGlass(incoming, mail, decision, flow)) {
    return await deliver(incoming, mail, action, parts)
  }
  return notToldOutcome(incoming, languagesFor(incoming, mail, flow.world.snapshot, parts))
}

function languagesFor(
  { envelope }: Incoming,
  mail: Mail,
  snapshot: Snapshot,
  { replyLanguage }: PassageParts,
): ReplyLanguages {
  return replyLanguages(replyLanguage, envelope.smtputf8, envelope.from, mail, snapshot)
}
