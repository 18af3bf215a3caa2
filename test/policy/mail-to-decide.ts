/** Puts a mail, given by its header, before the flow, with the organization of `test/bank/`. */

import assert from 'node:assert/strict'
import { join } from 'node:path'

import { readMail } from '../../src/mail/read-mail.ts'
import { defaultFlow } from '../../src/policy/default-flow.ts'
import type { Decision, RuleAnswer } from '../../src/policy/decision.ts'
import type { Facts } from '../../src/policy/facts.ts'
import { judgeFlow } from '../../src/policy/judge-flow.ts'
import type { FlowSettings } from '../../src/policy/settings.ts'
import { loadOrganization } from '../../src/roster/load.ts'

const bank = await loadOrganization(join(import.meta.dirname, '..', 'bank'))
assert.equal(bank.kind, 'loaded')
export const snapshot = bank.snapshot

export interface GivenMail {
  /** Header lines. */
  readonly header: readonly string[]
  readonly mailFrom?: string
  readonly rcptTo?: readonly string[]
  readonly login?: string
  readonly facts?: Partial<Facts>
  readonly settings?: Partial<FlowSettings>
}

export const usualSettings: FlowSettings = {
  identity: 'strictest',
  approver: { in: 'header' },
  insideForks: 'judge',
  subaddressing: false,
  reports: 'pass',
  receivedFields: 100,
}

export function factsOn(given: GivenMail): Facts {
  return {
    id: 'D1',
    at: Date.UTC(2026, 10, 24),
    day: '2026-11-24',
    client: {
      address: '127.0.0.1',
      port: 1,
      helo: 'client',
      extended: true,
      tls: undefined,
      login: given.login,
      listener: 'test',
    },
    envelope: {
      from: given.mailFrom ?? 'takahashi@example.co.jp',
      recipients: (given.rcptTo ?? ['client@example.com']).map((address) => ({ address })),
      smtputf8: false,
      eightBit: false,
    },
    mail: readMail(Buffer.from(`${given.header.join('\r\n')}\r\n\r\n`), {
      headerFields: 1000,
      addresses: 1000,
    }),
    lineFaults: [],
    tenant: undefined,
    isMarked: false,
    size: 0,
    content: undefined,
    tls: undefined,
    writtenTo: undefined,
    ...given.facts,
  }
}

/** By the default policies. */
export function decisionOn(given: GivenMail): Decision {
  const flow = defaultFlow(snapshot, { ...usualSettings, ...given.settings })
  const judged = judgeFlow({ ...flow, revision: 'test' }, factsOn(given))
  assert.equal(judged.kind, 'decided')
  return judged.decision
}

/** `deliver`, or why the mail is refused in one word. */
export function endOf(given: GivenMail): string {
  const { action } = decisionOn(given)
  if (action.kind !== 'refuse') return action.kind
  return action.refusal.kind === 'no-supervisor'
    ? action.refusal.identity.verdict.reason
    : action.refusal.kind
}

export function supervisorAnswer(given: GivenMail): Extract<RuleAnswer, { rule: 'supervisor-in-cc' }> {
  const answer = decisionOn(given).rules.find((each) => each.rule === 'supervisor-in-cc')
  assert.ok(answer !== undefined)
  return answer
}
