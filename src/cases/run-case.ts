/** Runs one case through the code of the gate: message, facts, inspection, judgement. Sends nothing and records nothing. */

import type { Config } from '../config/schema.ts'
import { factsOf } from '../gate/passage.ts'
import { tenantsOf } from '../gate/tenants.ts'
import { plainTraces } from '../gate/traces.ts'
import { triedMail } from '../gate/tried-mail.ts'
import type { ContentFacts, TextQuestion } from '../inspect/content-facts.ts'
import { inspectContent } from '../inspect/inspect-content.ts'
import { canonicalAddress } from '../mail/address.ts'
import { contentOf } from '../mail/content-of.ts'
import type { Mail } from '../mail/mail.ts'
import { mailboxesOf } from '../mail/mailboxes.ts'
import { readMail } from '../mail/read-mail.ts'
import { withWireLineEnds } from '../mail/wire-line-ends.ts'
import type { CannotTell } from '../policy/answer.ts'
import type { Flow } from '../policy/compile-flow.ts'
import type { Need } from '../policy/condition.ts'
import type { Decision } from '../policy/decision.ts'
import type { Facts } from '../policy/facts.ts'
import { traceFlow } from '../policy/judge-flow.ts'
import { needsOf } from '../policy/needs.ts'
import type { PolicyCase } from './case.ts'
import { composeMail } from './compose-mail.ts'
import { type Difference, differencesOf } from './difference.ts'

/** What cases are run against. */
export interface Proving {
  readonly flow: Flow
  readonly config: Pick<Config, 'hostname' | 'limits' | 'listeners' | 'inspection'>
  /** `YYYY-MM-DD`: for cases that name no day. */
  readonly today: string
  /** `undefined`: in this thread, which a hostile mail can keep busy for as long as the bounds of inspection allow. */
  readonly inspect?: (message: Buffer, questions: readonly TextQuestion[]) => Promise<ContentFacts>
  /** For mails and attachments that are files. */
  readonly readFile: (path: string) => Buffer
}

/** Why a case could not be run. */
export type CaseProblem =
  | { readonly kind: 'file'; readonly path: string; readonly code: string }
  | { readonly kind: 'no-listener'; readonly listener: string; readonly known: readonly string[] }
  | { readonly kind: 'no-recipient' }
  | { readonly kind: 'no-policy'; readonly policy: string; readonly known: readonly string[] }
  | {
      readonly kind: 'over-bound'
      readonly setting: 'limits.messageSize' | 'limits.headerSize'
      readonly limit: number
    }

export type CaseRun = { readonly of: PolicyCase; /** Milliseconds. */ readonly took: number } & (
  | {
      readonly kind: 'judged'
      readonly mail: Mail
      readonly decision: Decision
      readonly differences: readonly Difference[]
    }
  | { readonly kind: 'not-run'; readonly problem: CaseProblem }
)

/** Stands where a mail under way has its own id. */
const caseId = 'case'

/** 10:00: within the working hours of most companies. */
const usualMinute = 600

/** Ids that are no policies and may be expected all the same. */
const notPolicies = ['structure', 'loop', 'tenant', 'none']

export async function runCase(of: PolicyCase, proving: Proving): Promise<CaseRun> {
  const started = performance.now()
  const outcome = await judgeCase(of, proving)
  const took = performance.now() - started
  if ('kind' in outcome) return { of, took, kind: 'not-run', problem: outcome }
  const { mail, decision } = outcome
  return { of, took, kind: 'judged', mail, decision, differences: differencesOf(of.expect, decision) }
}

async function judgeCase(
  of: PolicyCase,
  proving: Proving,
): Promise<{ readonly mail: Mail; readonly decision: Decision } | CaseProblem> {
  const { flow, config, today } = proving
  const names = config.listeners.map(({ name }) => name)
  const listener = of.listener ?? names[0] ?? ''
  if (!names.includes(listener)) return { kind: 'no-listener', listener, known: names }
  const unknown = unknownPolicy(of, flow)
  if (unknown !== undefined) return unknown
  const day = of.day ?? today
  const at = momentOf(day, of.minute ?? usualMinute, flow.world.snapshot.rules.timezone)
  const message = await messageOf(of, at, proving)
  if (!Buffer.isBuffer(message)) return message
  const content = contentOf(message)
  const { messageSize, headerSize } = config.limits
  if (content.header.length > headerSize)
    return { kind: 'over-bound', setting: 'limits.headerSize', limit: headerSize }
  if (content.size > messageSize)
    return { kind: 'over-bound', setting: 'limits.messageSize', limit: messageSize }
  const mail = readMail(content.header, config.limits)
  const recipients = recipientsOf(of, mail)
  if (recipients.length === 0) return { kind: 'no-recipient' }
  const from = of.mailFrom ?? mailboxesOf(mail.from)[0] ?? ''
  const incoming = triedMail({ id: caseId, at, listener, login: of.login, from, recipients, content })
  const parts = { tenants: tenantsOf(config), traces: plainTraces(config.hostname) }
  const gathered = factsOf(incoming, mail, flow.world.snapshot, parts)
  return { mail, decision: await judge(of, { ...gathered, day }, message, proving) }
}

async function judge(
  of: PolicyCase,
  gathered: Facts,
  message: Buffer,
  { flow, config, inspect }: Proving,
): Promise<Decision> {
  const { kinds, questions } = needsOf(flow.askers)
  const look = inspect ?? (async (...asked) => await inspectContent(...asked, config.inspection))
  const missing = new Map<Need, CannotTell>()
  const unsaid = (need: Need, key: string): void => {
    if (kinds.has(need)) missing.set(need, { kind: 'not-gathered', detail: `case without ${key}` })
  }
  if (of.tls === undefined) unsaid('tls', 'tls')
  if (of.writtenTo === undefined) unsaid('history', 'writtenTo')
  const facts: Facts = {
    ...gathered,
    content: kinds.has('content') ? await look(message, questions) : undefined,
    tls: of.tls,
    writtenTo:
      of.writtenTo === undefined
        ? undefined
        : new Set(of.writtenTo.flatMap((address) => canonicalAddress(address) ?? [])),
  }
  const judgement = traceFlow(flow, facts, missing, () => performance.now() * 1_000)
  if (judgement.kind === 'needs')
    throw new Error('all that a policy may need was gathered, and something is needed')
  return judgement.decision
}

/** A policy that no file has would otherwise be "not matched" for ever. */
function unknownPolicy({ expect }: PolicyCase, { document }: Flow): CaseProblem | undefined {
  const known = document.policies.map(({ id }) => id)
  const asked = [...(expect.policy === undefined ? [] : [expect.policy]), ...expect.matches, ...expect.passes]
  const policy = asked.find((id) => !known.includes(id) && !notPolicies.includes(id))
  return policy === undefined ? undefined : { kind: 'no-policy', policy, known }
}

/** A time that the clock skips in spring is taken an hour later. */
function momentOf(day: string, minute: number, timezone: string): number {
  const midnight = Temporal.PlainDate.from(day).toPlainDateTime()
  return midnight.add({ minutes: minute }).toZonedDateTime(timezone).epochMilliseconds
}

async function messageOf(
  { mail }: PolicyCase,
  at: number,
  { readFile }: Proving,
): Promise<Buffer | CaseProblem> {
  let last = ''
  const read = (path: string): Buffer => {
    last = path
    return readFile(path)
  }
  try {
    return mail.kind === 'raw' ? withWireLineEnds(read(mail.path)) : await composeMail(mail, at, read)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    return { kind: 'file', path: last, code }
  }
}

function recipientsOf({ rcpt, bcc }: PolicyCase, mail: Mail): readonly string[] {
  return [...new Set(rcpt ?? [...[mail.to, mail.cc, mail.bcc].flatMap(mailboxesOf), ...bcc])]
}
