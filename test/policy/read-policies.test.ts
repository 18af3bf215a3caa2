import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

import { defaultPoliciesText } from '../../src/policy/default-flow.ts'
import { policiesJsonSchema } from '../../src/policy/policies-json-schema.ts'
import type { PolicyProblem } from '../../src/policy/policy-problem.ts'
import { readPolicies } from '../../src/policy/read-policies.ts'
import { sayPolicyProblem } from '../../src/policy/say-policy-problem.ts'

import { documentOf } from './policies-to-read.ts'

function problemsOf(text: string): readonly PolicyProblem[] {
  const reading = readPolicies(text)
  return reading.kind === 'faulty' ? reading.problems : []
}

/** Kind, line, column and value of each. */
function faultsOf(text: string): readonly string[] {
  return problemsOf(text).map(({ kind, line, column, value }) => `${kind} ${line}:${column} ${value}`)
}

/** One policy with these lines in it. */
function policyWith(...lines: readonly string[]): string {
  return ['version: 1', 'policies:', '  - id: one', ...lines.map((line) => `    ${line}`), ''].join('\n')
}

test('a whole file is read, with its defaults filled in', () => {
  const { policies, calendar, lists, tables } = documentOf(`
version: 1
calendar: { hours: "08:30-17:15", holidays: [2026-12-31] }
lists:
  rivals: { domains: [Rival.Example] }
  vips: { addresses: [Sato@Example.CO.JP] }
  secret: { words: [ＴＯＰ　Secret] }
tables: { clients: { columns: [domain, client], rows: [[a.example, 0120]] } }
conditions: { big: { size: { atLeast: 1 MB } } }
policies:
  - id: first
    from: 2026-04-01
    hours: "20:00-06:00"
    when: [{ set: big }, { not: { subject: { words: [見積] } } }]
    action: { refuse: { en: Too large, ja: 大きすぎます } }
    stop: true
    onCannotTell: skip
  - id: second
    action: pass
    breakGlass: { tell: [sato@example.co.jp] }
  - id: third
    stage: deliver
    mode: shadow
    action: { route: partner, tls: verified }
`)
  assert.deepEqual(calendar, {
    workdays: [1, 2, 3, 4, 5],
    holidays: ['2026-12-31'],
    hours: { from: 510, until: 1035 },
  })
  assert.deepEqual(lists.get('rivals'), { kind: 'domains', entries: ['rival.example'] })
  assert.deepEqual(lists.get('vips'), { kind: 'addresses', entries: ['sato@example.co.jp'] })
  assert.deepEqual(lists.get('secret'), { kind: 'words', entries: ['top secret'] })
  assert.deepEqual(tables.get('clients')?.rows, [['a.example', '0120']], 'text stays as it is written')
  const [first, second, third] = policies
  assert.deepEqual(first?.times, { from: '2026-04-01', until: undefined, hours: { from: 1200, until: 360 } })
  assert.deepEqual(first.action, { kind: 'refuse', text: { en: 'Too large', ja: '大きすぎます' } })
  assert.equal(first.when?.kind, 'all')
  assert.deepEqual(
    first.when.of.map(({ kind }) => kind),
    ['set', 'not'],
  )
  assert.deepEqual([first.mode, first.stage, first.stop, first.onCannotTell], ['on', 'decide', true, 'skip'])
  assert.deepEqual(second?.action, { kind: 'pass', skip: 'all' })
  assert.deepEqual(
    [second.when, second.onCannotTell, second.place],
    [undefined, 'tempfail', { line: 18, column: 5 }],
  )
  assert.deepEqual(third?.action, { kind: 'deliver', route: 'partner', tls: 'verified' })
  assert.equal(third.mode, 'shadow')
})

test('the default policies are read, whatever the settings', () => {
  for (const reports of ['pass', 'judge'] as const) {
    const [report] = documentOf(defaultPoliciesText({ reports })).policies
    assert.equal(report?.mode, reports === 'pass' ? 'on' : 'off')
  }
})

test('the JSON Schema of the repository is that of the code', () => {
  const file = new URL('../../schema/policies.schema.json', import.meta.url)
  assert.deepEqual(
    JSON.parse(readFileSync(file, 'utf8')),
    JSON.parse(JSON.stringify(policiesJsonSchema())),
    'run npm run generate',
  )
})

describe('faults come with line, column and value', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['YAML', 'version: 1\npolicies: [\n', ['yaml-syntax 3:1 ']],
    ['a key twice', 'version: 1\nversion: 1\n', ['key-twice 2:1 version: 1']],
    ['a tag', 'version: !x 1\n', ['yaml-tag 1:10 !x 1']],
    ['an alias of nothing', 'version: *no\n', ['yaml-alias 1:1 ']],
    ['an empty file', '', ['file-empty 1:1 ']],
    ['no version', 'policies: []\n', ['key-missing 1:1 ']],
    ['another version', 'version: 2\n', ['value-unknown 1:10 2']],
    ['a key of the file', 'version: 1\ncalender: {}\n', ['key-unknown 2:1 calender']],
    ['a key of a policy', policyWith('action: pass', 'onCannottell: skip'), ['key-unknown 5:5 onCannottell']],
    ['a policy without action', policyWith('mode: on'), ['key-missing 3:5 ']],
    ['an action', policyWith('action: reject'), ['value-unknown 4:13 reject']],
    ['hold', policyWith('action: pass', 'onCannotTell: hold'), ['hold-not-yet 5:19 hold']],
    ['a day', policyWith('action: pass', 'from: 2026-02-30'), ['day-unknown 5:11 2026-02-30']],
    ['a form of a day', policyWith('action: pass', 'until: tomorrow'), ['not-of-form 5:12 tomorrow']],
    [
      'days the wrong way round',
      policyWith('action: pass', 'from: 2026-02-03', 'until: 2026-02-02'),
      ['dates-reversed 6:12 2026-02-02'],
    ],
    ['empty hours', policyWith('action: pass', 'hours: 09:00-09:00'), ['hours-empty 5:12 09:00-09:00']],
    [
      'two keys',
      policyWith('action: pass', 'when: { all: [], any: [] }'),
      ['one-key 5:11 { all: [], any: [] }'],
    ],
    ['no condition', policyWith('action: pass', 'when: {}'), ['one-key 5:11 {}']],
    ['nothing under when', policyWith('action: pass', 'when:'), ['wrong-type 5:10 ']],
    ['an empty all', policyWith('action: pass', 'when: { all: [] }'), ['out-of-bounds 5:18 []']],
    ['a kind', policyWith('action: pass', 'when: { recipient: {} }'), ['condition-unknown 5:13 recipient']],
    ['a setting', policyWith('action: pass', 'when: { approver: absent }'), ['value-unknown 5:23 absent']],
    [
      'a key of a setting',
      policyWith('action: pass', 'when: { approver: { is: missing, at: both } }'),
      ['key-unknown 5:38 at'],
    ],
    ['an unknown set', policyWith('action: pass', 'when: { set: nope }'), ['name-unknown 5:18 nope']],
    [
      'a set in a circle',
      'version: 1\nconditions: { a: { set: b }, b: { not: { set: a } } }\n',
      ['set-circle 2:15 a'],
    ],
    [
      'a list',
      policyWith('action: pass', 'when: { recipients: { any: { domain: { list: rivals } } } }'),
      ['name-unknown 5:50 rivals'],
    ],
    [
      'a list of another kind',
      `version: 1
lists: { rivals: { words: [x] } }
policies: [{ id: a, action: pass, when: { recipients: { any: { domain: { list: rivals } } } } }]
`,
      ['list-kind 3:80 rivals'],
    ],
    ['an id', 'version: 1\npolicies: [{ id: One, action: pass }]\n', ['not-of-form 2:18 One']],
    [
      'an id twice',
      'version: 1\npolicies: [{ id: a, action: pass }, { id: a, action: pass }]\n',
      ['id-twice 2:43 a'],
    ],
    ['a policy to skip', policyWith('action: { pass: [two] }'), ['name-unknown 4:22 two']],
    ['a policy to skip that is itself', policyWith('action: { pass: [one] }'), ['skips-earlier 4:22 one']],
    ['a route in the wrong stage', policyWith('action: { route: x }'), ['stage-of-action 4:13 { route: x }']],
    [
      'break-glass that refuses',
      policyWith('action: refuse', 'breakGlass: { tell: [a@b.example] }'),
      ['break-glass-without-pass 5:5 breakGlass'],
    ],
    [
      'somebody to tell',
      policyWith('action: pass', 'breakGlass: { tell: [sato] }'),
      ['address-malformed 5:26 sato'],
    ],
    [
      'words that are not ASCII',
      policyWith('action: { refuse: { en: 不可 } }'),
      ['text-not-ascii 4:29 不可'],
    ],
    ['no words', policyWith('action: { refuse: {} }'), ['text-missing 4:23 {}']],
    [
      'a list of two kinds',
      'version: 1\nlists: { a: { words: [x], domains: [y] } }\n',
      ['list-needs-one-kind 2:10 a'],
    ],
    [
      'a domain',
      'version: 1\nlists: { a: { domains: ["*.example"] } }\n',
      ['domain-malformed 2:25 "*.example"'],
    ],
    [
      'a row',
      'version: 1\ntables: { a: { columns: [x, x], rows: [[1]] } }\n',
      ['column-twice 2:29 x', 'row-length 2:40 [1]'],
    ],
  ]
  for (const [what, text, faults] of cases) test(what, () => assert.deepEqual(faultsOf(text), faults))
})

test('faults of conditions are told beside those of the shape, and a faulty list is no unknown one', () => {
  assert.deepEqual(
    faultsOf(`version: 1
lists: { rivals: { domain: [x.example] } }
policies:
  - { id: a, action: reject, when: { recipient: {} } }
  - { id: b, action: pass, when: { recipients: { any: { domain: { list: rivals } } } } }
`),
    ['key-unknown 2:20 domain', 'value-unknown 4:22 reject', 'condition-unknown 4:38 recipient'],
  )
})

test('every fault is said in both languages, with what to do', () => {
  const problems = problemsOf(policyWith('action: reject', 'whn: {}', 'from: x'))
  assert.equal(problems.length, 3)
  for (const problem of problems) {
    assert.match(sayPolicyProblem(problem, 'en'), /^[A-Z].*[.?]$/)
    assert.match(sayPolicyProblem(problem, 'ja'), /[。]$/)
  }
  const [unknown] = problemsOf(policyWith('action: pass', 'mod: on'))
  assert.ok(unknown !== undefined)
  assert.equal(sayPolicyProblem(unknown, 'en'), 'There is no key "mod" here. Did you mean "mode"?')
})

test('conditions inside each other without end are a fault, not a crash', () => {
  const deep = `${'{ not: '.repeat(60)}{ report: real }${' }'.repeat(60)}`
  assert.deepEqual(
    problemsOf(policyWith('action: pass', `when: ${deep}`)).map(({ kind }) => kind),
    ['too-deep'],
  )
  const sets = Array.from({ length: 30 }, (_, index) => {
    const next = index === 29 ? '{ report: real }' : `{ set: s${index + 1} }`
    return `  s${index}: [${next}, ${next}]`
  })
  const doubling = `version: 1\nconditions:\n${sets.join('\n')}\npolicies: [{ id: a, when: { set: s0 }, action: pass }]\n`
  assert.deepEqual(
    problemsOf(doubling).map(({ kind }) => kind),
    ['too-deep', 'too-many-conditions'],
  )
})

/** Of the only policy's only condition. */
function keyOf(text: string): string {
  const when = documentOf(text).policies[0]?.when
  assert.equal(when?.kind, 'condition')
  return when.key
}

function keyWith(list: string, condition: string): string {
  return keyOf(
    `version: 1\nlists: { a: { domains: [${list}] } }\npolicies: [{ id: x, action: pass, when: ${condition} }]`,
  )
}

test('the same question has the same key, however it is written; another list makes another', () => {
  const one = keyWith('x.example', '{ recipients: { any: { domain: { list: a }, outside: true } } }')
  assert.equal(one, keyWith('x.example', '{ recipients: { any: { outside: true, domain: { list: a } } } }'))
  assert.notEqual(
    one,
    keyWith('y.example', '{ recipients: { any: { domain: { list: a }, outside: true } } }'),
  )
})
