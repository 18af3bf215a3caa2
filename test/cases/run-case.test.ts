import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverageOf } from '../../src/cases/coverage.ts'
import { reasonsOf } from '../../src/cases/difference.ts'
import { findCases } from '../../src/cases/find-cases.ts'
import type { CaseRun } from '../../src/cases/run-case.ts'
import { folderOf, provingOf, runCases } from './cases-folder.ts'

/** A member of 総務部, and the chief of the same section. */
const member = 'katayama.junichi@example.co.jp'
const chief = 'ogawa.hiromi@example.co.jp'

const policies = `version: 1
lists: { rivals: { domains: [rival.example] } }
policies:
  - id: rivals
    when: [ { recipients: { any: { domain: { list: rivals } } } }, { not: { subject: { words: [joint] } } } ]
    action: refuse
    stop: true
  - id: secret
    when: { text: { words: [極秘], in: anywhere } }
    action: refuse
  - id: nights
    mode: shadow
    hours: "20:00-06:00"
    action: refuse
  - id: supervisor-in-cc
    when: { approver: missing }
    action: refuse
  - id: partners
    stage: deliver
    when: { recipients: { any: { domain: partner.example } } }
    action: { route: partners, tls: required }
`
const proving = await provingOf(policies)

async function runOne(written: string): Promise<Extract<CaseRun, { kind: 'judged' }>> {
  const [run] = await runCases(folderOf({ 'case.yaml': written }), proving)
  assert.ok(run?.kind === 'judged', JSON.stringify(run))
  return run
}

function differences(run: CaseRun): readonly string[] {
  return run.kind === 'judged'
    ? run.differences.map(({ of, expected, got }) => `${of} ${expected}: ${got.join(' ')}`)
    : ['not run']
}

test('a mail to the outside without a supervisor is refused, with the reasons of the rule', async () => {
  const run = await runOne(
    `{ from: ${member}, to: a@example.com, expect: { action: refuse, policy: supervisor-in-cc, reason: no-internal-recipient } }`,
  )
  assert.deepEqual(differences(run), [])
  assert.deepEqual(reasonsOf(run.decision), ['no-supervisor', 'no-internal-recipient'])
})

test('with the chief in Cc it goes', async () => {
  const run = await runOne(
    `{ from: ${member}, to: a@example.com, cc: ${chief}, expect: { action: deliver, policy: none, reason: approver-present, route: none, tls: none } }`,
  )
  assert.deepEqual(differences(run), [])
})

test('what differs is told with all that there was instead', async () => {
  const run = await runOne(
    `{ from: ${member}, to: a@rival.example, subject: hello, expect: { action: deliver, policy: supervisor-in-cc, reason: no-supervisor, matches: secret, passes: rivals, route: partners } }`,
  )
  assert.deepEqual(differences(run), [
    'action deliver: refuse',
    'policy supervisor-in-cc: rivals',
    'reason no-supervisor: recipients',
    'matches secret: rivals',
    'passes rivals: rivals',
    'route partners: none',
  ])
})

test('words are found in the text and in an attached file, by the inspection of the gate', async () => {
  for (const given of [
    'body: これは極秘です',
    'html: "<p>極<b>秘</b></p>"',
    'attachments: [ { name: a.txt, text: 極秘 } ]',
  ]) {
    const run = await runOne(
      `{ from: ${member}, to: a@example.com, cc: ${chief}, ${given}, expect: { action: refuse, policy: secret } }`,
    )
    assert.deepEqual(differences(run), [], given)
  }
})

test('Bcc goes into the envelope and leaves no trace in the mail', async () => {
  const run = await runOne(
    `{ from: ${member}, to: ${chief}, bcc: a@rival.example, expect: { policy: rivals } }`,
  )
  assert.deepEqual(differences(run), [])
  assert.deepEqual(
    run.decision.recipients.map(({ address }) => address),
    [chief, 'a@rival.example'],
  )
})

test('recipients of the envelope can stand in the place of all others', async () => {
  const run = await runOne(
    `{ from: ${member}, to: a@example.com, rcpt: ${chief}, expect: { action: refuse } }`,
  )
  assert.deepEqual(
    run.decision.recipients.map(({ address }) => address),
    [chief],
  )
})

test('day and time are those of the company', async () => {
  const night = await runOne(
    `{ from: ${member}, to: ${chief}, day: 2026-04-01, time: "21:00", expect: { action: deliver, matches: nights } }`,
  )
  assert.deepEqual(differences(night), [])
  assert.equal(new Date(night.decision.at).toISOString(), '2026-04-01T12:00:00.000Z')
  const usual = await runOne(`{ from: ${member}, to: ${chief}, expect: { passes: nights } }`)
  assert.deepEqual(differences(usual), [])
  assert.equal(usual.decision.day, '2026-11-24')
})

test('route and TLS of the delivery can be expected', async () => {
  const run = await runOne(
    `{ from: ${member}, to: a@partner.example, cc: ${chief}, expect: { action: deliver, policy: partners, route: partners, tls: required } }`,
  )
  assert.deepEqual(differences(run), [])
})

test('what comes before all policies is named as it is', async () => {
  const [run] = await runCases(
    folderOf({
      'two-from/mail.eml': `From: ${member}\nFrom: ${chief}\nTo: a@example.com\n\nhello\n`,
      'two-from/expect.yaml':
        'expect: { action: refuse, policy: structure, reason: [ambiguous, field-twice] }',
    }),
    proving,
  )
  assert.ok(run !== undefined)
  assert.deepEqual(differences(run), [])
})

test('a policy that does not exist is a mistake of the case, not an answer', async () => {
  const [run] = await runCases(
    folderOf({ 'a.yaml': `{ from: ${member}, to: a@example.com, expect: { passes: rival } }` }),
    proving,
  )
  assert.ok(run?.kind === 'not-run')
  assert.equal(run.problem.kind, 'no-policy')
})

test('a file that is not there, a listener that is not there and a mail over the bound are mistakes of the case', async () => {
  const runs = await runCases(
    folderOf({
      'a.yaml': `{ eml: missing.eml, expect: { action: deliver } }`,
      'b.yaml': `{ from: ${member}, to: a@example.com, listener: nowhere, expect: { action: deliver } }`,
      'c.yaml': `{ from: ${member}, to: a@example.com, attachments: [ { name: a, size: 40 MB } ], expect: { action: deliver } }`,
    }),
    proving,
  )
  assert.deepEqual(
    runs.map((run) => (run.kind === 'not-run' ? run.problem.kind : run.kind)),
    ['file', 'no-listener', 'over-bound'],
  )
})

test('a mail that nothing is expected of, and an expectation without a mail, are told', () => {
  const { cases, faults } = findCases(
    folderOf({
      'a/mail.eml': 'From: a@example.com\n\n',
      'b/expect.yaml': 'expect: { action: deliver }',
      'c/expect.yaml': 'expect: { action: deliver }',
      'c/one.eml': '',
      'c/two.eml': '',
      'policies.yaml': policies,
    }),
  )
  assert.deepEqual(cases, [])
  assert.deepEqual(
    faults.map(({ kind }) => kind),
    ['no-expectation', 'which-mail', 'which-mail'],
  )
})

test('coverage counts each policy matched and not, each condition met and not', async () => {
  const runs = await runCases(
    folderOf({
      'a.yaml': `
- { from: ${member}, to: a@rival.example, subject: hello, expect: { action: refuse } }
- { from: ${member}, to: a@rival.example, subject: joint, expect: { action: refuse } }
`,
    }),
    proving,
  )
  const { document } = proving.flow
  const coverage = coverageOf(
    document,
    runs.flatMap((run) => (run.kind === 'judged' ? [run.decision.policies] : [])),
  )
  const missed = coverage.missed.map((goal) =>
    goal.kind === 'policy' ? `${goal.policy} ${goal.answer}` : `${goal.policy} ${goal.path} ${goal.answer}`,
  )
  assert.deepEqual(missed, [
    'rivals when.all.0 no',
    'secret match',
    'secret when yes',
    'nights match',
    'supervisor-in-cc no-match',
    'supervisor-in-cc when no',
    'partners match',
    'partners no-match',
    'partners when yes',
    'partners when no',
  ])
  assert.deepEqual([coverage.reached, coverage.goals, coverage.percent], [10, 20, 50])
})

const worldly = await provingOf(`version: 1
policies:
  - { id: new, when: { newRecipient: true }, action: refuse }
  - { id: open, unless: { recipientTls: offered }, action: refuse }
`)

test('what servers offer and whom the sender wrote to is what the case says', async () => {
  const known = `writtenTo: [a@example.com], tls: { example.com: offered }`
  const runs = await runCases(
    folderOf({
      'a.yaml': `{ from: ${member}, to: a@example.com, ${known}, expect: { action: deliver } }`,
      'b.yaml': `{ from: ${member}, to: b@example.com, ${known}, expect: { policy: new } }`,
      'c.yaml': `{ from: ${member}, to: a@example.com, writtenTo: [a@example.com], tls: { example.com: none }, expect: { policy: open } }`,
    }),
    worldly,
  )
  assert.deepEqual(runs.map(differences), [[], [], []])
})

test('what the case does not say of the world cannot be told, and no server is asked', async () => {
  const [run] = await runCases(
    folderOf({
      'a.yaml': `{ from: ${member}, to: a@example.com, expect: { action: tempfail, policy: new, reason: [cannot-tell, not-gathered] } }`,
    }),
    worldly,
  )
  assert.ok(run !== undefined)
  assert.deepEqual(differences(run), [])
})
