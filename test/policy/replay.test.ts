/** Mails are judged by one flow, recorded, read back and judged by another: a replay may say less than that one, never else. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { array, assert as assertAll, constantFrom, property, record, subarray } from 'fast-check'

import { seenFacts } from '../../src/gate/seen-facts.ts'
import { questionKey, type ContentFacts } from '../../src/inspect/content-facts.ts'
import type { Flow } from '../../src/policy/compile-flow.ts'
import type { Decision } from '../../src/policy/decision.ts'
import type { Facts } from '../../src/policy/facts.ts'
import { judgeFlow } from '../../src/policy/judge-flow.ts'
import type { Verdict } from '../../src/policy/recorded-mail.ts'
import { createReplay, type Replayed } from '../../src/policy/replay.ts'
import { decisionLine } from '../../src/store/decision-record.ts'
import { readDecision } from '../../src/store/recorded-decision.ts'
import { replayable } from '../../src/store/replayed-decision.ts'
import { factsOn, type GivenMail } from './mail-to-decide.ts'
import { flowOf, honest } from './policies-to-read.ts'

const empty: Omit<ContentFacts, 'answers'> = { kinds: [], attachments: [], parts: 1, troubles: [] }

/** Gathers what the flow asks for and nothing else, as the gate does. */
function judgedBy(flow: Flow, facts: Facts): { readonly decision: Decision; readonly facts: Facts } {
  const first = judgeFlow(flow, facts)
  if (first.kind === 'decided') return { decision: first.decision, facts }
  const nothing = { found: 0, examples: [], troubles: [] }
  const answers = new Map(first.needs.questions.map((question) => [questionKey(question), nothing]))
  const gathered = { ...facts, content: { ...empty, answers } }
  const second = judgeFlow(flow, gathered)
  assert.equal(second.kind, 'decided')
  return { decision: second.decision, facts: gathered }
}

function recordOf(flow: Flow, given: Facts): NonNullable<ReturnType<typeof readDecision>> {
  const { decision, facts } = judgedBy(flow, given)
  const { client, envelope, mail, size } = facts
  const seen = seenFacts(facts, flow.fields)
  const read = readDecision(decisionLine({ decision, client, envelope, mail, size, seen }, undefined))
  assert.ok(read !== undefined)
  return read
}

/** Recorded under `then`, judged anew by `now`. */
function replayed(then: Flow, now: Flow, facts: Facts): Replayed {
  const given = replayable(recordOf(then, facts))
  if (given.kind === 'guarded') return { kind: 'judged', verdict: given.verdict }
  assert.equal(given.kind, 'mail')
  return createReplay(now)(given.mail)
}

function verdictOf({ action }: Decision): Pick<Verdict, 'action' | 'delivery'> {
  const { route = '', tls = '' } = action.kind === 'deliver' ? (action.delivery ?? {}) : {}
  return { action: action.kind, delivery: `${route} ${tls}`.trim() }
}

function flowOfPolicies(lines: string): Flow {
  return flowOf(`version: 1\npolicies:\n${lines}\n`)
}

const supervisor = '  - { id: supervisor, when: { approver: missing }, action: refuse }'
const policies = [
  '  - { id: reports, when: { report: real }, action: pass }',
  '  - { id: shadowed, mode: shadow, when: { says: yes }, action: refuse }',
  '  - { id: secret, when: { subject: { words: [極秘] } }, action: refuse }',
  '  - { id: large, when: { all: [ { size: { atLeast: 1 KB } }, { says: { content: yes } } ] }, action: discard }',
  '  - { id: urgent, when: { header: { field: X-Urgent, present: true } }, action: pass }',
  '  - { id: mild, when: { header: { field: X-Urgent, words: [mild] } }, action: { pass: [supervisor] } }',
  '  - { id: rival, when: { recipients: { any: { domain: rival.example } } }, action: refuse, stop: true }',
  '  - { id: blind, when: { recipients: { any: { outside: true, in: bcc } } }, action: refuse }',
  '  - { id: unclear, when: { says: { content: cannot-tell } }, unless: { sender: { address: takahashi@example.co.jp } }, action: refuse, onCannotTell: refuse }',
  '  - { id: lax, when: { says: { content: cannot-tell } }, action: refuse, onCannotTell: skip }',
  '  - { id: doubtful, when: { all: [ { says: cannot-tell }, { size: { atLeast: 1 KB } } ] }, action: refuse }',
  '  - { id: unsure, when: { says: { content: cannot-tell } }, action: pass }',
  '  - { id: secure, stage: deliver, when: { says: { content: no } }, action: { tls: verified } }',
  '  - { id: sure, stage: deliver, when: { recipients: { any: { domain: rival.example } } }, action: { tls: required } }',
]

const flows = subarray(policies, { minLength: 1 }).map((chosen) =>
  flowOfPolicies([...chosen, supervisor].join('\n')),
)

const facts = record({
  from: constantFrom('takahashi@example.co.jp', 'suzuki@example.co.jp', 'stranger@example.co.jp'),
  to: array(constantFrom('client@example.com', 'x@rival.example', 'suzuki@example.co.jp'), {
    minLength: 1,
    maxLength: 3,
  }),
  more: subarray([
    'Cc: suzuki@example.co.jp',
    'Subject: =?utf-8?B?5qW156eY?= plan',
    'X-Urgent: mild',
    'Cc: <no address',
  ]),
  rcptTo: subarray(['client@example.com', 'x@rival.example', 'suzuki@example.co.jp'], { minLength: 1 }),
  size: constantFrom(100, 5_000),
}).map(({ from, to, more, rcptTo, size }): Facts => {
  const header = [
    `From: ${from}`,
    `To: ${to.join(', ')}`,
    ...more.filter((line, index) => index === 0 || !line.startsWith('Cc') || !more[0]?.startsWith('Cc')),
  ]
  return { ...factsOn({ header, mailFrom: from, rcptTo }), size }
})

test('the flow that judged judges the same from the record', () => {
  assertAll(
    property(flows, facts, (flow, mail) => {
      const { action, delivery } = verdictOf(judgedBy(flow, mail).decision)
      const again = replayed(flow, flow, mail)
      assert.equal(again.kind, 'judged')
      assert.deepEqual([again.verdict.action, again.verdict.delivery], [action, delivery])
      const given = replayable(recordOf(flow, mail))
      const before = given.kind === 'mail' ? given.mail.verdict : undefined
      assert.deepEqual(before ?? again.verdict, again.verdict)
    }),
    { numRuns: 300 },
  )
})

test('where a replay tells what another flow does, that flow does it', () => {
  let told = 0
  assertAll(
    property(flows, flows, facts, (then, now, mail) => {
      const said = replayed(then, now, mail)
      if (said.kind === 'cannot-tell') {
        assert.ok(said.missing.length > 0)
        return
      }
      told += 1
      const { action, delivery } = verdictOf(judgedBy(now, mail).decision)
      assert.deepEqual([said.verdict.action, said.verdict.delivery], [action, delivery])
    }),
    { numRuns: 600 },
  )
  assert.ok(told > 100, 'most mails can be told')
})

function missingOf(then: string, now: string, given: GivenMail = honest): readonly string[] {
  const said = replayed(flowOfPolicies(then), flowOfPolicies(now), factsOn(given))
  return said.kind === 'judged'
    ? [said.verdict.action]
    : said.missing.map(({ kind, detail }) => `${kind} ${detail}`.trim())
}

const harmless = '  - { id: a, when: { says: no }, action: refuse }'
const onContent = '  - { id: b, when: { says: { content: yes } }, action: refuse }'

test('what was not recorded is named, and only where the verdict hangs on it', () => {
  assert.deepEqual(missingOf(harmless, onContent), ['content'])
  const otherQuestion = '  - { id: b, when: { says: { content: no } }, action: refuse }'
  assert.deepEqual(missingOf(otherQuestion, onContent), ['question'])
  assert.deepEqual(missingOf(onContent, onContent), ['refuse'])
  assert.deepEqual(
    missingOf(harmless, '  - { id: b, when: { header: { field: X-A, present: true } }, action: refuse }'),
    ['field x-a'],
  )
  const never =
    '  - { id: b, when: { all: [ { says: { content: yes } }, { subject: { words: [nothing] } } ] }, action: refuse }'
  assert.deepEqual(missingOf(harmless, never), ['deliver'])
  const refusedAnyway = `  - { id: c, when: { says: yes }, action: refuse }\n${onContent}`
  assert.deepEqual(missingOf(harmless, refusedAnyway), ['refuse'])
  const shadow = '  - { id: b, mode: shadow, when: { says: { content: yes } }, action: refuse }'
  assert.deepEqual(missingOf(harmless, shadow), ['deliver'])
})

function word(text: string): string {
  return `  - { id: b, when: { subject: { words: [${text}] } }, action: refuse }`
}

test('a long subject may show a word, and never that a word is not there', () => {
  const subject = `secret ${'x'.repeat(600)}`
  const mail = { ...honest, header: [...honest.header, `Subject: ${subject}`] }
  assert.deepEqual(missingOf(harmless, word('secret'), mail), ['refuse'])
  assert.deepEqual(missingOf(harmless, word('other'), mail), ['subject'])
})

test('a mail with more recipients than are recorded is told only where they do not matter', () => {
  const rcptTo = Array.from({ length: 1_001 }, (_, index) => `r${index}@example.com`)
  const mail = { ...honest, rcptTo }
  assert.deepEqual(
    missingOf(
      harmless,
      '  - { id: b, when: { recipients: { any: { domain: rival.example } } }, action: refuse }',
      mail,
    ),
    ['recipients'],
  )
  assert.deepEqual(
    missingOf(harmless, '  - { id: b, when: { size: { atLeast: 1 MB } }, action: refuse }', mail),
    ['deliver'],
  )
})

test('what the guards refused is refused under every flow', () => {
  const twice = factsOn({ header: ['From: a@example.co.jp', 'From: b@example.co.jp', 'To: c@example.com'] })
  const said = replayed(flowOfPolicies(harmless), flowOfPolicies('  - { id: b, action: pass }'), twice)
  assert.deepEqual(said, { kind: 'judged', verdict: { action: 'refuse', by: '', delivery: '' } })
})

function flowWith(hours: string): Flow {
  const late = '  - { id: late, when: { time: { hours: off } }, action: refuse }'
  return flowOf(`version: 1\ncalendar: { hours: "${hours}" }\npolicies:\n${late}\n`)
}

test('another calendar is another answer to what time it was', () => {
  // The mail comes at 09:00 in Tokyo.
  const said = replayed(flowWith('08:00-18:00'), flowWith('10:00-18:00'), factsOn(honest))
  assert.deepEqual(said, { kind: 'judged', verdict: { action: 'refuse', by: 'late', delivery: '' } })
})
