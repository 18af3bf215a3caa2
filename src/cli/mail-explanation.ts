/**
 * What the gate would decide about a raw mail, as a value: read, judged and answered by the code of the gate
 * itself. Takes no mail over, asks no next hop and writes no record.
 */

import type { Config } from '../config/schema.ts'
import type { Incoming } from '../gate/incoming.ts'
import { factsOf } from '../gate/passage.ts'
import { bounded, discardedReply, refusalReply, tempfailReply } from '../gate/reply.ts'
import { replyLanguages, type ReplyLanguages } from '../gate/sender-language.ts'
import { tenantsOf } from '../gate/tenants.ts'
import { plainTraces } from '../gate/traces.ts'
import { triedMail } from '../gate/tried-mail.ts'
import { contentOf } from '../mail/content-of.ts'
import type { Mail } from '../mail/mail.ts'
import { readMail } from '../mail/read-mail.ts'
import type { Reply } from '../mail/reply.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { CannotTell } from '../policy/answer.ts'
import type { Flow } from '../policy/compile-flow.ts'
import type { Need } from '../policy/condition.ts'
import type { Decision, IdentityVerdict } from '../policy/decision.ts'
import type { PolicyDocument } from '../policy/document.ts'
import type { Facts } from '../policy/facts.ts'
import { knownBy } from '../policy/identities.ts'
import { traceFlow } from '../policy/judge-flow.ts'
import { needsOf } from '../policy/needs.ts'
import { recipientsToJudge, unreadableAddress } from '../policy/recipients.ts'
import { explainMailTexts } from '../text/explain-mail.ts'
import { explainPoliciesTexts } from '../text/explain-policies.ts'
import type { Language } from '../text/language.ts'
import { type CountedAddress, type Explanation, explanationOf } from '../people/explanation.ts'

export interface MailToExplain {
  /** The raw mail; lines end in CRLF. */
  readonly message: Buffer
  /** Envelope sender; `''` is the null sender. */
  readonly from: string
  readonly recipients: readonly string[]
  readonly listener: string
  readonly login: string | undefined
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** Milliseconds since 1970 at which it comes in. */
  readonly at: number
}

export type MailExplanation =
  | {
      readonly kind: 'decided'
      /** With every policy and condition. */
      readonly decision: Decision
      readonly document: PolicyDocument
      /** `undefined`: the mail goes on, and the answer is the next hop's. */
      readonly reply: Reply | undefined
      /** For each identity that was judged, all that led to its verdict. */
      readonly identities: readonly {
        readonly identity: IdentityVerdict
        readonly explanation: Explanation
      }[]
    }
  /** A bound that intake keeps, before any rule is asked. */
  | {
      readonly kind: 'over-bound'
      readonly reason: 'too-large' | 'header-too-large'
      readonly limit: number
      readonly reply: Reply
    }

/** Stands where a mail under way has its own id. */
export const explainedId = 'explain'

function overBound({ size, header }: Incoming['content'], { limits }: Config): MailExplanation | undefined {
  const texts = explainMailTexts.en.bound
  if (header.length > limits.headerSize) {
    const reply = bounded(554, '5.6.0', [texts['header-too-large']])
    return { kind: 'over-bound', reason: 'header-too-large', limit: limits.headerSize, reply }
  }
  if (size > limits.messageSize) {
    const reply = bounded(552, '5.3.4', [texts['too-large']])
    return { kind: 'over-bound', reason: 'too-large', limit: limits.messageSize, reply }
  }
  return undefined
}

function identitiesIn(decision: Decision): readonly IdentityVerdict[] {
  return decision.rules.flatMap((rule) => (rule.rule === 'supervisor-in-cc' ? rule.identities : []))
}

/** What cannot be read, as it stands in its own field instead of the one address that stands for all of it. */
function withUnreadable(explanation: Explanation, mail: Mail): Explanation {
  const read = explanation.addresses.filter(({ address }) => address !== unreadableAddress)
  const addresses = (['to', 'cc', 'bcc'] as const).flatMap((field) => [
    ...read.filter((one) => one.field === field),
    ...mail[field].flatMap((listed): CountedAddress[] =>
      listed.kind === 'unreadable'
        ? [{ field, address: listed.text, owner: { kind: 'outside' }, counts: 'unreadable' }]
        : [],
    ),
  ])
  return { ...explanation, addresses }
}

/**
 * Judges a mail as the gate would, with every policy and condition in the decision.
 * Rejects only where the inspection of the content does.
 */
export async function explainMail(
  mail: MailToExplain,
  flow: Flow,
  config: Config,
  language: Language,
): Promise<MailExplanation> {
  const incoming = triedMail({ id: explainedId, content: contentOf(mail.message), ...mail })
  const over = overBound(incoming.content, config)
  if (over !== undefined) return over
  const { snapshot, settings } = flow.world
  const read = readMail(incoming.content.header, config.limits)
  const parts = { tenants: tenantsOf(config), traces: plainTraces(config.hostname) }
  const known: Facts = { ...factsOf(incoming, read, snapshot, parts), day: mail.day }
  const { facts, missing } = await gatherFacts(known, mail.message, flow, config, language)
  const judged = traceFlow(flow, facts, missing, () => performance.now() * 1_000)
  if (judged.kind === 'needs') throw new Error('all was gathered, and something is needed')
  const { decision } = judged
  const recipients = recipientsToJudge(facts, settings, knownBy(snapshot, settings))
  return {
    kind: 'decided',
    decision,
    document: flow.document,
    reply: replyTo(decision, read, snapshot, languagesFor(incoming, read, snapshot, config)),
    identities: identitiesIn(decision).map((identity) => ({
      identity,
      explanation: withUnreadable(
        explanationOf(snapshot, { from: identity.address, ...recipients, day: mail.day }),
        read,
      ),
    })),
  }
}

/** `undefined`: the next hop's answer. */
function replyTo(
  { id, action }: Decision,
  mail: Mail,
  snapshot: Snapshot,
  languages: ReplyLanguages,
): Reply | undefined {
  switch (action.kind) {
    case 'deliver':
      return undefined
    case 'refuse':
      return refusalReply(id, action, mail, snapshot, languages)
    case 'discard':
      return discardedReply(id)
    case 'tempfail':
      return tempfailReply(id, action, languages)
  }
}

/** There is no client that would have said SMTPUTF8: those do whose mail needs it (RFC 6531 section 3.2). */
function languagesFor(
  { envelope: { from, recipients }, content }: Incoming,
  mail: Mail,
  snapshot: Snapshot,
  { refusal, language }: Config,
): ReplyLanguages {
  const needsUtf8 =
    content.header.some((octet) => octet > 0x7f) ||
    [from, ...recipients.map(({ address }) => address)].some((each) => /\P{ASCII}/u.test(each))
  return replyLanguages({ refusal: refusal.language, gate: language }, needsUtf8, from, mail, snapshot)
}

/** What the policies ask for, so far as it stands in the mail itself: nobody else is asked. */
async function gatherFacts(
  facts: Facts,
  message: Buffer,
  { askers }: Flow,
  { inspection }: Config,
  language: Language,
): Promise<{ readonly facts: Facts; readonly missing: ReadonlyMap<Need, CannotTell> }> {
  const { notAsked } = explainPoliciesTexts[language]
  const { kinds, questions } = needsOf(askers)
  const missing = new Map(
    (['tls', 'history'] as const).map((need): [Need, CannotTell] => [
      need,
      { kind: 'not-gathered', detail: notAsked[need] },
    ]),
  )
  if (!kinds.has('content')) return { facts, missing }
  // Loaded on demand: it brings along readers of many formats.
  const { inspectContent } = await import('../inspect/inspect-content.ts')
  return { facts: { ...facts, content: await inspectContent(message, questions, inspection) }, missing }
}
