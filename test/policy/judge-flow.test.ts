import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { Decision } from '../../src/policy/decision.ts'
import { traceFlow } from '../../src/policy/judge-flow.ts'

import { factsOn } from './mail-to-decide.ts'
import { decisionBy, flowOf, honest, judged, shortPolicies } from './policies-to-read.ts'

/** The action in a word, with the policies behind it. */
function actionIn({ action }: Decision): string {
  switch (action.kind) {
    case 'deliver':
      return action.delivery === undefined
        ? 'deliver'
        : `deliver ${action.delivery.route} ${action.delivery.tls}`
    case 'refuse':
      return [action.refusal, ...(action.also ?? [])]
        .map((refusal) => (refusal.kind === 'policy' ? refusal.policy : refusal.kind))
        .join(' ')
        .replace(/^/, 'refuse ')
    case 'discard':
    case 'tempfail':
      return `${action.kind} ${action.policy}`
  }
}

/** By policies that are one a line: `id condition action more`. */
function actionBy(...lines: readonly string[]): string {
  return actionIn(decisionBy(shortPolicies(lines)))
}

/** Policies that are in the record, with their answers. */
function recorded({ policies }: Decision): readonly string[] {
  return policies.map(
    ({ policy, answer, mode }) => `${policy} ${answer}${mode === 'shadow' ? ' shadow' : ''}`,
  )
}

describe('what policies ask for together', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['nothing matches: it is delivered', 'deliver', ['a no refuse']],
    ['refuse is stronger than discard, wherever it stands', 'refuse b', ['a yes discard', 'b yes refuse']],
    [
      'every refusal is named, the first one first',
      'refuse a c',
      ['a yes refuse', 'b no refuse', 'c yes refuse'],
    ],
    ['discard', 'discard a', ['a yes discard']],
    ['pass skips what comes behind', 'deliver', ['a yes pass', 'b yes refuse']],
    [
      'pass does not undo what was refused before it',
      'refuse a',
      ['a yes refuse', 'b yes pass', 'c yes refuse'],
    ],
    ['pass skips the named ones alone', 'refuse c', ['a yes {pass: [b]}', 'b yes refuse', 'c yes refuse']],
    ['stop ends the stage', 'refuse a', ['a yes refuse stop: true', 'b yes refuse']],
    ['a stop that does not match ends nothing', 'refuse b', ['a no discard stop: true', 'b yes refuse']],
    ['a policy that is off is not there', 'deliver', ['a yes refuse mode: off']],
    [
      'shadow never acts',
      'refuse c',
      ['a yes pass mode: shadow', 'b yes refuse mode: shadow', 'c yes refuse'],
    ],
    ['shadow stops nothing', 'refuse b', ['a yes refuse mode: shadow, stop: true', 'b yes refuse']],
    ['one that cannot tell has the mail sent again', 'tempfail a', ['a cannot-tell refuse']],
    ['a sure refusal is stronger than that', 'refuse b', ['a cannot-tell refuse', 'b yes refuse']],
    ['discard is weaker', 'tempfail b', ['a yes discard', 'b cannot-tell refuse']],
    ['it may refuse', 'refuse a', ['a cannot-tell pass onCannotTell: refuse']],
    ['it may count as a match', 'refuse a', ['a cannot-tell refuse onCannotTell: match']],
    ['it may be skipped', 'deliver', ['a cannot-tell refuse onCannotTell: skip']],
    [
      'a pass that counts as a match skips',
      'deliver',
      ['a cannot-tell pass onCannotTell: match', 'b yes refuse'],
    ],
    [
      'a pass that is skipped skips nothing',
      'refuse b',
      ['a cannot-tell pass onCannotTell: skip', 'b yes refuse'],
    ],
    [
      'a pass that cannot tell whether it lets through a mail that is refused otherwise: again later',
      'tempfail a',
      ['a cannot-tell pass', 'b yes refuse'],
    ],
    [
      'with named ones, the others refuse all the same',
      'refuse c',
      ['a cannot-tell {pass: [b]}', 'b yes refuse', 'c yes refuse'],
    ],
    ['a shadow that cannot tell changes nothing', 'deliver', ['a cannot-tell refuse mode: shadow']],
    [
      'a route and TLS',
      'deliver partner verified',
      [
        'a yes {route: partner} stage: deliver',
        'b yes {tls: verified} stage: deliver',
        'c yes {tls: required, route: other} stage: deliver',
      ],
    ],
    [
      'the deliver stage comes after the one that decides',
      'refuse b',
      ['a yes {route: partner} stage: deliver', 'b yes refuse'],
    ],
    [
      'pass skips no policy of the deliver stage',
      'deliver undefined required',
      ['a yes pass', 'b yes {tls: required} stage: deliver'],
    ],
    [
      'one of the deliver stage that cannot tell',
      'tempfail a',
      ['a cannot-tell {tls: required} stage: deliver'],
    ],
  ]
  for (const [what, action, lines] of cases) test(what, () => assert.equal(actionBy(...lines), action))
})

test('the record has what matched or could not tell, in order, and shadows', () => {
  const lines = [
    'a no refuse',
    'b yes refuse mode: shadow',
    'c cannot-tell refuse onCannotTell: skip',
    'd yes pass',
    'e yes refuse',
  ]
  const decision = decisionBy(shortPolicies(lines))
  assert.deepEqual(recorded(decision), ['b match shadow', 'c cannot-tell', 'd match'])
  assert.equal(decision.asked.yes.length, 1, 'an equal question is one question')
  assert.equal(decision.asked.cannotTell.length, 1)
})

test('a policy without conditions holds for every mail', () => {
  const text = 'version: 1\npolicies: [{ id: a, action: refuse }]\n'
  const { action } = decisionBy(text)
  assert.deepEqual(action, {
    kind: 'refuse',
    refusal: { kind: 'policy', policy: 'a', name: '', text: undefined, isUnsure: false, reasons: [] },
  })
})

test('a refusal says what its conditions found, and not what they did not', () => {
  const when = '{ all: [{ says: yes }, { not: { says: no } }, { recipients: { any: { outside: true } } }] }'
  const { action } = decisionBy(
    `version: 1\npolicies: [{ id: a, name: Rivals, when: ${when}, action: refuse }]\n`,
  )
  assert.equal(action.kind === 'refuse' && action.refusal.kind, 'policy')
  const reasons = action.kind === 'refuse' && action.refusal.kind === 'policy' ? action.refusal.reasons : []
  assert.deepEqual(
    reasons.map(({ kind }) => kind),
    ['says', 'recipients'],
  )
  assert.deepEqual(reasons[1]?.evidence, [{ kind: 'recipient', text: 'client@example.com' }])
  assert.ok(reasons[1].description.ja !== reasons[1].description.en)
})

function askingForChief(action: string): string {
  return `version: 1\npolicies: [{ id: a, when: [{ approver: missing }, { says: yes }], action: ${action} }]\n`
}

test("a policy that asks for the supervisor refuses with the supervisor's reasons, or in its own words", () => {
  const mail = { header: ['From: takahashi@example.co.jp', 'To: client@example.com'] }
  const { action } = decisionBy(askingForChief('refuse'), mail)
  assert.equal(action.kind === 'refuse' && action.refusal.kind, 'no-supervisor')
  const own = decisionBy(askingForChief('{ refuse: { en: Ask your chief } }'), mail)
  assert.equal(actionIn(own), 'refuse a')
  assert.equal(actionIn(decisionBy(askingForChief('refuse'))), 'deliver', 'with the chief in Cc')
})

test('guards come before every flow', () => {
  const text = 'version: 1\npolicies: [{ id: a, action: pass }]\n'
  const { action, policies, rules } = decisionBy(text, { header: [...honest.header, 'To: x@example.com'] })
  assert.equal(action.kind === 'refuse' && action.refusal.kind, 'ambiguous')
  assert.deepEqual([policies, rules.length], [[], 1])
})

/** Tuesday, 24 November 2026, at this time in Tokyo. */
function at(hour: number, minute = 0, day = 24): typeof honest {
  return { ...honest, facts: { at: Date.UTC(2026, 10, day, hour - 9, minute), day: `2026-11-${day}` } }
}

/** A policy with these times refuses the mail. */
function holds(times: string, mail = honest, calendar = ''): boolean {
  const text = `version: 1\n${calendar}policies: [{ id: a, action: refuse, ${times} }]\n`
  return actionIn(decisionBy(text, mail)) === 'refuse a'
}

describe('days and hours', () => {
  test('first and last day are in force', () => {
    assert.ok(holds('from: 2026-11-24, until: 2026-11-24'))
    assert.ok(!holds('from: 2026-11-25'))
    assert.ok(!holds('until: 2026-11-23'))
  })
  test('hours, over midnight too', () => {
    assert.ok(holds('hours: "12:00-13:00"', at(12)))
    assert.ok(!holds('hours: "12:00-13:00"', at(13)))
    assert.ok(holds('hours: "20:00-06:00"', at(5, 59)))
    assert.ok(!holds('hours: "20:00-06:00"', at(6)))
    assert.ok(holds('hours: "00:00-24:00"', at(23, 59)))
  })
  test('working hours by the calendar, and all other time', () => {
    assert.ok(holds('hours: working', at(9)))
    assert.ok(!holds('hours: working', at(18)))
    assert.ok(holds('hours: off', at(18)))
    assert.ok(!holds('hours: working', at(12, 0, 28)), 'a Saturday')
    assert.ok(!holds('hours: working', at(12), 'calendar: { holidays: [2026-11-24] }\n'))
    assert.ok(holds('hours: working', at(12, 0, 28), 'calendar: { workdays: [sat] }\n'))
    const night = 'calendar: { hours: "22:00-06:00", workdays: [mon] }\n'
    assert.ok(holds('hours: working', at(5), night), 'the shift began on Monday')
    assert.ok(!holds('hours: working', at(23), night))
  })
})

test('content is asked for only where the flow cannot be decided without it', () => {
  const needy = 'when: [{ says: { content: yes } }, { says: no }]'
  assert.equal(judged(`version: 1\npolicies: [{ id: a, ${needy}, action: refuse }]\n`).kind, 'decided')
  const skipped = `version: 1
policies:
  - { id: a, when: { says: yes }, action: pass }
  - { id: b, when: { says: { content: yes } }, action: refuse }
`
  assert.equal(judged(skipped).kind, 'decided')
  const judgement = judged(skipped.replace('says: yes', 'says: no'))
  assert.equal(judgement.kind, 'needs')
  assert.deepEqual(
    judgement.needs.questions.map((question) => question.kind === 'words' && question.words),
    [['{"content":"yes"}']],
  )
})

test('the same conditions wait for the same value of needs, so that questions are made ready once', () => {
  const flow = flowOf('version: 1\npolicies: [{ id: b, when: { says: { content: yes } }, action: refuse }]\n')
  assert.equal(flow.needsOf(flow.askers), flow.needsOf(flow.askers))
})

test('break-glass is in the decision only where the mail goes by it', () => {
  const text = shortPolicies(['a yes pass breakGlass: {tell: [ito@example.co.jp]}', 'b yes refuse'])
  assert.deepEqual(decisionBy(text).breakGlass, [{ policy: 'a', tell: ['ito@example.co.jp'] }])
  const refused = shortPolicies(['z yes refuse', 'a yes pass breakGlass: {tell: [ito@example.co.jp]}'])
  assert.deepEqual(decisionBy(refused).breakGlass, [])
})

test('a trace decides the same and leaves nothing out', () => {
  const text = `version: 1
policies:
  - { id: never, from: 2030-01-01, action: refuse, when: { says: yes } }
  - { id: no, when: { all: [{ says: no }, { says: yes }] }, action: refuse }
  - { id: through, when: { any: [{ says: yes }, { says: cannot-tell }] }, action: pass }
  - { id: skipped, when: { says: cannot-tell }, action: refuse }
  - { id: way, stage: deliver, when: { says: yes }, action: { tls: required } }
`
  const flow = flowOf(text)
  const facts = factsOn(honest)
  let clock = 0
  const traced = traceFlow(flow, facts, new Map(), () => (clock += 7))
  assert.equal(traced.kind, 'decided')
  const { decision } = traced
  assert.deepEqual({ ...decision, policies: [] }, { ...decisionBy(text), policies: [] })
  assert.deepEqual(recorded(decision), [
    'never not-in-force',
    'no no-match',
    'through match',
    'skipped passed-over',
    'way match',
  ])
  assert.deepEqual(
    decision.policies.flatMap(({ conditions }) =>
      conditions.map(({ path, answer }) => `${path} ${answer.answer}`),
    ),
    [
      'when yes',
      'when.all.0 no',
      'when.all.1 yes',
      'when.any.0 yes',
      'when.any.1 cannot-tell',
      'when cannot-tell',
      'when yes',
    ],
  )
  assert.ok(decision.policies.every(({ conditions }) => conditions.every(({ took }) => took === 7)))
})

test('a trace of a mail that a guard refused asks no condition', () => {
  const flow = flowOf('version: 1\npolicies: [{ id: a, when: { approver: missing }, action: refuse }]\n')
  const traced = traceFlow(flow, factsOn({ header: ['To: client@example.com'] }), new Map(), () => 0)
  assert.equal(traced.kind, 'decided')
  assert.deepEqual(recorded(traced.decision), ['a passed-over'])
  assert.deepEqual(traced.decision.policies[0]?.conditions, [])
})
