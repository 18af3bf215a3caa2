/**
 * The lines of the decision log as JSON: one for a decision with its outcome; where the outcome comes later
 * than the line may wait, a second line `{"outcomeOf": id, ...}` follows. Owns the shape; writing is `decision-log.ts`.
 */

import type { Client, Envelope } from '../mail/envelope.ts'
import type { Mail } from '../mail/mail.ts'
import type { Verdict } from '../people/verdict.ts'
import type { Decision, IdentityVerdict, PolicyAnswer, Refusal, RuleAnswer } from '../policy/decision.ts'

import type { Outcome } from './outcome.ts'
import { seenFactsJson, type SeenFacts } from './seen-facts.ts'

/** What a line is made from; kept as it is until the line is written. */
export interface DecisionToRecord {
  readonly decision: Decision
  readonly client: Client
  readonly envelope: Envelope
  readonly mail: Pick<Mail, 'messageId' | 'subject'>
  /** Octets of the content. */
  readonly size: number
  /** What a replay judges by. */
  readonly seen?: SeenFacts
}

/** Recipients beyond this number are counted, not listed. */
const recipientsListed = 1_000
const identitiesListed = 60
const evidenceKept = 5

/** Without its LF, here and below. */
export function decisionLine(recorded: DecisionToRecord, outcome: Outcome | undefined): string {
  const { decision, client, envelope, mail, size, seen } = recorded
  const record = {
    id: decision.id,
    at: new Date(decision.at).toISOString(),
    action: decision.action.kind,
    reason: reasonOf(decision),
    revision: decision.revision,
    snapshot: decision.snapshot,
    day: decision.day,
    client: {
      address: client.address,
      helo: client.helo,
      listener: client.listener,
      tls: client.tls?.protocol,
      login: client.login,
    },
    from: envelope.from,
    recipients: recipientsOf(decision, outcome),
    recipientCount: decision.recipients.length,
    messageId: mail.messageId,
    subject: mail.subject,
    size,
    rules: decision.rules.map(ruleOf),
    policies: decision.policies.length === 0 ? undefined : decision.policies.map(policyOf),
    asked: askedOf(decision),
    breakGlass: decision.breakGlass.length === 0 ? undefined : decision.breakGlass,
    delivery: decision.action.kind === 'deliver' ? decision.action.delivery : undefined,
    seen: seen === undefined ? undefined : seenFactsJson(seen),
    outcome: outcome === undefined ? undefined : outcomeOf(outcome),
  }
  return JSON.stringify(record)
}

/** The line that brings the outcome after a decision was written without it. */
export function outcomeLine(decision: Decision, at: number, outcome: Outcome): string {
  const record = {
    outcomeOf: decision.id,
    at: new Date(at).toISOString(),
    recipients: recipientsOf(decision, outcome),
    outcome: outcomeOf(outcome),
  }
  return JSON.stringify(record)
}

/** What came about later, for some recipients of a decision: by the queue, or since the gate stopped before it knew. */
export interface LaterOutcome {
  readonly decisionId: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly recipients: readonly {
    readonly address: string
    readonly outcome: 'delivered' | 'failed' | 'unknown'
    readonly by: string
    readonly answer: string
  }[]
}

export function laterLine({ decisionId, at, recipients }: LaterOutcome): string {
  const record = {
    outcomeOf: decisionId,
    at: new Date(at).toISOString(),
    recipients: recipients.slice(0, recipientsListed),
  }
  return JSON.stringify(record)
}

/** The gate stops before it knows what became of this mail. */
export function unknownLine({ id, recipients }: Decision, at: number): string {
  const answer = 'the gate stopped before the answer came'
  return laterLine({
    decisionId: id,
    at,
    recipients: recipients.map(({ address }) => ({ address, outcome: 'unknown', by: '', answer })),
  })
}

function recipientsOf(decision: Decision, outcome: Outcome | undefined): readonly object[] {
  return decision.recipients.slice(0, recipientsListed).map((recipient, index) => ({
    address: recipient.address,
    outside: recipient.outside,
    outcome: outcome?.recipients[index]?.outcome,
  }))
}

/**
 * The reason that decided: of a refusal its own, or the policy that refused; of a delivery the first identity's, or the
 * policy that passed it.
 */
export function reasonOf({ action, rules, policies }: Decision): string {
  switch (action.kind) {
    case 'refuse':
      return refusalReason(action.refusal)
    case 'discard':
    case 'tempfail':
      return `policy ${action.policy}`
    case 'deliver':
      return deliveryReason(rules, policies)
  }
}

function deliveryReason(rules: Decision['rules'], policies: Decision['policies']): string {
  const last = rules.at(-1)
  if (last?.rule === 'report' && last.answer === 'report') return 'report'
  // A supervisor who is missing is no reason to let a mail go: what asked was in shadow, or was passed over.
  if (last?.rule !== 'supervisor-in-cc' || last.answer === 'reject') {
    const passed = policies.find(
      ({ mode, answer, action }) => mode === 'on' && answer === 'match' && action === 'pass',
    )
    return passed === undefined ? '' : `policy ${passed.policy}`
  }
  return last.answer === 'inside-fork' ? 'internal-only' : (last.identities[0]?.verdict.reason ?? '')
}

function refusalReason(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'no-supervisor':
      return refusal.identity.verdict.reason
    case 'policy':
      return `policy ${refusal.policy}`
    case 'ambiguous':
    case 'loop':
    case 'foreign-tenant':
      return refusal.kind
  }
}

/** Without what the rules say already. */
function policyOf({ policy, mode, answer, action, conditions }: PolicyAnswer): object {
  return {
    policy,
    mode: mode === 'on' ? undefined : mode,
    answer,
    action,
    conditions: conditions.map(({ path, kind, answer: given }) => ({
      path,
      kind,
      answer: given.answer,
      ...(given.answer === 'cannot-tell'
        ? { why: given.why.slice(0, evidenceKept) }
        : { evidence: given.evidence.filter((each) => each.kind !== 'verdicts').slice(0, evidenceKept) }),
    })),
  }
}

/** Short names with spaces between them; `undefined` where a guard decided and nothing was asked. */
function askedOf({ asked: { yes, no, cannotTell } }: Decision): object | undefined {
  if (yes.length + no.length + cannotTell.length === 0) return undefined
  return { yes: wordsOf(yes), no: wordsOf(no), cannotTell: wordsOf(cannotTell) }
}

function wordsOf(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names.join(' ')
}

function ruleOf(rule: RuleAnswer): object {
  if (rule.rule !== 'supervisor-in-cc') return rule
  return { ...rule, identities: rule.identities.slice(0, identitiesListed).map(identityOf) }
}

function identityOf({ source, address, verdict, candidates }: IdentityVerdict): object {
  return {
    source,
    address,
    ...verdict,
    sender: senderOf(verdict.sender),
    candidates: candidates.length === 0 ? undefined : candidates.map((candidate) => candidate.address),
  }
}

/** Numbers and addresses only: the snapshot has the rest. */
function senderOf(sender: Verdict['sender']): object {
  switch (sender.kind) {
    case 'person':
      return { kind: 'person', employee: sender.person.employee }
    case 'mailbox':
    case 'unknown':
      return sender
  }
}

function outcomeOf({ kind, reply, nextHop, notice }: Outcome): object {
  return { kind, code: reply.code, enhanced: reply.enhanced, text: reply.lines, nextHop, notice }
}
