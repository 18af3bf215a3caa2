/** Puts a mail, given by its header, before one condition, with the organization of `test/bank/`. */

import assert from 'node:assert/strict'
import { join } from 'node:path'

import type { ContentFacts } from '../../../src/inspect/content-facts.ts'
import { readMail } from '../../../src/mail/read-mail.ts'
import type { Answer } from '../../../src/policy/answer.ts'
import type { AnyCondition } from '../../../src/policy/condition.ts'
import { conditions } from '../../../src/policy/conditions/list.ts'
import type { Facts } from '../../../src/policy/facts.ts'
import type { FlowSettings } from '../../../src/policy/settings.ts'
import type { NamedList, World } from '../../../src/policy/world.ts'
import { loadOrganization } from '../../../src/roster/load.ts'

const bank = await loadOrganization(join(import.meta.dirname, '..', '..', 'bank'))
assert.equal(bank.kind, 'loaded')

const usualSettings: FlowSettings = {
  identity: 'strictest',
  approver: { in: 'header' },
  insideForks: 'judge',
  subaddressing: false,
  reports: 'pass',
  receivedFields: 100,
}

const lists: ReadonlyMap<string, NamedList> = new Map([
  ['rivals', { kind: 'domains', entries: ['rival.example', '*.rival.example'] }],
  ['partners', { kind: 'domains', entries: ['partner.example', 'mitsubishi.example'] }],
  ['vips', { kind: 'addresses', entries: ['client@example.com', 'sato@example.co.jp'] }],
  ['break-glass', { kind: 'addresses', entries: ['yamamoto@example.co.jp'] }],
  ['secret', { kind: 'words', entries: ['極秘', 'strictly confidential'] }],
])

export const world: World = {
  snapshot: bank.snapshot,
  settings: usualSettings,
  lists,
  tables: new Map([
    [
      'clients',
      {
        columns: ['domain', 'client'],
        rows: [
          ['rival.example', 'R'],
          ['*.rival.example', 'R'],
          ['partner.example', 'P'],
          ['client@example.com', 'C'],
        ],
      },
    ],
    [
      'territories',
      {
        columns: ['department', 'domain'],
        rows: [
          ['D10', 'partner.example'],
          ['D20', 'rival.example'],
          ['*', 'example.com'],
        ],
      },
    ],
  ]),
  groups: new Map([
    ['sales', new Set(['takahashi@example.co.jp'])],
    ['sales/senders', new Set(['takahashi@example.co.jp'])],
    ['sales/approvers', new Set(['suzuki@example.co.jp'])],
    ['sales-managers', new Set(['suzuki@example.co.jp'])],
  ]),
  calendar: {
    workdays: [1, 2, 3, 4, 5],
    holidays: ['2026-11-23'],
    hours: { from: 9 * 60, until: 18 * 60 },
  },
}

export const noContent: ContentFacts = {
  kinds: [],
  attachments: [],
  parts: 1,
  troubles: [],
  answers: new Map(),
}

export interface GivenMail {
  /** Header lines, `From` of Takahashi in front unless one is given. */
  readonly header?: readonly string[]
  readonly mailFrom?: string
  readonly rcptTo?: readonly string[]
  readonly login?: string
  readonly facts?: Partial<Facts>
}

export function factsOf(given: GivenMail): Facts {
  const lines = given.header ?? ['To: client@example.com']
  const author = lines.some((line) => /^from:/i.test(line)) ? [] : ['From: takahashi@example.co.jp']
  const bytes = Buffer.from(`${[...author, ...lines].join('\r\n')}\r\n\r\n`)
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
      recipients: (given.rcptTo ?? []).map((address) => ({ address })),
      smtputf8: false,
      eightBit: false,
    },
    mail: readMail(bytes, { headerFields: 1_000, addresses: 1_000 }),
    lineFaults: [],
    tenant: undefined,
    isMarked: false,
    size: bytes.length,
    content: undefined,
    tls: undefined,
    writtenTo: undefined,
    ...given.facts,
  }
}

export function conditionOf(kind: string): AnyCondition {
  const condition = conditions.find((each) => each.kind === kind)
  assert.ok(condition !== undefined, `no condition ${kind}`)
  return condition
}

/** Reads the settings as a revision would: faults are failures. */
export function settingsOf(kind: string, written: unknown): unknown {
  const condition = conditionOf(kind)
  const settings = condition.schema.parse(written)
  assert.deepEqual(condition.faults?.(settings) ?? [], [])
  return settings
}

export function answerOf(
  kind: string,
  written: unknown,
  given: GivenMail,
  other: Partial<World> = {},
): Answer {
  const settings = settingsOf(kind, written)
  return conditionOf(kind).prepare(settings, { ...world, ...other })(factsOf(given))
}

/** The answer in one word. */
export function asked(kind: string, written: unknown, given: GivenMail, other: Partial<World> = {}): string {
  return answerOf(kind, written, given, other).answer
}
