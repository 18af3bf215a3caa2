/** Would this mail pass, and what is missing? Judged by the code of the gate; nothing is sent and nothing recorded. */

import { z } from 'zod'

import { decidersOf, reasonsOf } from '../../cases/difference.ts'
import { runCase } from '../../cases/run-case.ts'
import type { PolicyCase, WrittenAddress } from '../../cases/case.ts'
import { refusalReply } from '../../gate/reply.ts'
import type { FactSources } from '../../gate/gather.ts'
import { replyLanguages } from '../../gate/sender-language.ts'
import { canonicalAddress, domainOf } from '../../mail/address.ts'
import type { Need } from '../../policy/condition.ts'
import { minuteIn } from '../../policy/day.ts'
import { needsOf } from '../../policy/needs.ts'
import { apiTexts } from '../../text/api.ts'
import { policyTestTexts } from '../../text/policy-test.ts'

import { provingBy } from '../proving.ts'
import { defineRoute, type AnyRoute } from '../route.ts'

const address = z.string().min(1).max(320)
const addresses = z.array(address).max(1_000).default([])

const body = z.object({
  from: address.describe('Author.'),
  to: addresses,
  cc: addresses,
  bcc: addresses,
  subject: z.string().max(10_000).default(''),
  text: z.string().max(1_000_000).default(''),
  attachments: z
    .array(
      z.object({
        name: z.string().min(1).max(1_000),
        base64: z.base64().max(40_000_000).optional(),
        size: z
          .int()
          .min(0)
          .max(36_700_160)
          .optional()
          .describe('Octets, where the content does not matter.'),
      }),
    )
    .max(100)
    .default([]),
  mailFrom: z.string().max(320).optional().describe('Envelope sender; default: the author.'),
  listener: z.string().optional(),
  login: z.string().optional(),
  day: z.iso.date().optional(),
})

const answer = z
  .object({
    passes: z.boolean(),
    action: z.enum(['deliver', 'refuse', 'discard', 'tempfail']),
    policies: z.array(z.string()).describe('Those that decided.'),
    reasons: z.array(z.string()),
    reply: z
      .object({ code: z.int(), enhanced: z.string(), lines: z.array(z.string()) })
      .optional()
      .describe('What the client would be told.'),
    candidates: z
      .array(z.object({ name: z.string(), address: z.string() }))
      .describe('Whose presence in To or Cc would do, nearest first.'),
    revision: z.string(),
    snapshot: z.string(),
  })
  .meta({ id: 'Check' })

export const checkRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/check',
    scope: 'check',
    tag: 'check',
    summary: 'Would this mail pass, and what is missing?',
    body,
    bodyLimit: 67_108_864,
    answers: { 200: answer },
    problems: [413],
    act: async ({ body: given, language }, parts) => {
      const { from, to, cc, bcc, mailFrom = from } = given
      const recipients = [...to, ...cc, ...bcc]
      const faulty = [from, ...recipients].filter((each) => canonicalAddress(each) === undefined)
      if (faulty.length > 0)
        return {
          problem: { code: 'bad-request', detail: apiTexts[language].notAddresses(faulty.slice(0, 10)) },
        }
      const { config, snapshot, judging, facts } = parts.inForce()
      const { flow } = judging()
      const minute = minuteIn(snapshot.rules.timezone, parts.now())
      const known = await worldOf(needsOf(flow.askers).kinds, facts.sources, mailFrom, recipients)
      const run = await runCase({ ...caseOf(given, minute), ...known }, provingBy(flow, parts))
      if (run.kind === 'not-run')
        return { problem: { code: 'bad-request', detail: policyTestTexts[language].problem(run.problem) } }
      const { decision } = run
      const { action } = decision
      const byConfig = { refusal: config.refusal.language, gate: config.language }
      const needsUtf8 = [from, mailFrom, ...recipients].some((each) => /\P{ASCII}/u.test(each))
      const languages = replyLanguages(byConfig, needsUtf8, mailFrom, run.mail, snapshot)
      const identities = decision.rules.flatMap((rule) =>
        rule.rule === 'supervisor-in-cc' ? rule.identities : [],
      )
      const candidates = identities.find(({ verdict }) => verdict.verdict === 'reject')?.candidates ?? []
      return {
        status: 200,
        body: {
          passes: action.kind === 'deliver',
          action: action.kind,
          policies: [...decidersOf(decision)],
          reasons: [...reasonsOf(decision)],
          ...(action.kind === 'refuse'
            ? { reply: refusalReply('check', action, run.mail, snapshot, languages) }
            : {}),
          candidates: candidates.map((each) => ({ name: each.person.name, address: each.address })),
          revision: decision.revision,
          snapshot: decision.snapshot,
        },
      }
    },
  }),
]

function named(written: string): WrittenAddress {
  return { name: '', address: written }
}

/** What the world answers to conditions on TLS and history; asked only where a policy has them. */
async function worldOf(
  needs: ReadonlySet<Need>,
  { offersTls, writtenTo }: FactSources,
  sender: string,
  recipients: readonly string[],
): Promise<Pick<PolicyCase, 'tls' | 'writtenTo'>> {
  const canonical = recipients.flatMap((each) => canonicalAddress(each) ?? [])
  return {
    tls: needs.has('tls') ? await offersTls?.(canonical.map(domainOf)) : undefined,
    writtenTo: needs.has('history')
      ? [...((await writtenTo?.(canonicalAddress(sender) ?? sender, canonical)) ?? [])]
      : undefined,
  }
}

/** @param minute of the day: a mail of today is judged at this hour */
function caseOf(given: z.infer<typeof body>, minute: number): PolicyCase {
  return {
    name: 'check',
    file: '',
    line: 1,
    mail: {
      kind: 'written',
      from: named(given.from),
      to: given.to.map(named),
      cc: given.cc.map(named),
      subject: given.subject,
      body: given.text,
      html: undefined,
      headers: [],
      attachments: given.attachments.map(({ name, base64, size = 0 }) => ({
        name,
        type: undefined,
        content: base64 === undefined ? { kind: 'size', octets: size } : { kind: 'base64', base64 },
      })),
    },
    mailFrom: given.mailFrom,
    bcc: given.bcc,
    rcpt: undefined,
    login: given.login,
    listener: given.listener,
    day: given.day,
    minute,
    tls: undefined,
    writtenTo: undefined,
    expect: {
      action: undefined,
      policy: undefined,
      reasons: [],
      matches: [],
      passes: [],
      route: undefined,
      tls: undefined,
    },
  }
}
