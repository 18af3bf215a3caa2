/** What a sound `rules.yaml` means. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRules } from '../../src/people/read-rules.ts'
import type { Rules } from '../../src/people/rules.ts'

function rulesOf(text: string): Rules {
  const reading = readRules(Buffer.from(text))
  assert.deepEqual(reading.kind === 'faulty' ? reading.problems : [], [])
  assert.equal(reading.kind, 'read')
  return reading.rules
}

const head = `version: 1
local_domains: [Example.co.jp]
hr:
  columns: { employee: no, email: mail, role: role }
  units: [ { key: department, column: bu, name: bumei }, { key: section, column: ka } ]
  attributes: { kind: kubun, superior: joushi }
`

test('the least file there can be has defaults for all else', () => {
  const rules = rulesOf(
    'version: 1\nlocal_domains: [a.jp]\nhr: { columns: { employee: a, email: b, role: c } }\n',
  )
  assert.deepEqual(rules, {
    timezone: 'Asia/Tokyo',
    localDomains: ['a.jp'],
    layout: {
      encoding: 'auto',
      columns: {
        employee: 'a',
        name: undefined,
        email: 'b',
        aliases: undefined,
        role: 'c',
        concurrent: undefined,
      },
      units: [],
      attributes: [],
    },
    groups: new Map(),
    mailboxes: [],
    exempt: [],
    exceptions: [],
    patterns: [],
    unmatchedSender: 'reject',
    unknownSender: 'reject',
    noApprover: 'reject',
  })
})

test('the layout keeps the order of units and attributes', () => {
  const { layout, localDomains } = rulesOf(head)
  assert.deepEqual(layout.units, [
    { key: 'department', column: 'bu', name: 'bumei' },
    { key: 'section', column: 'ka', name: undefined },
  ])
  assert.deepEqual(layout.attributes, [
    { key: 'kind', column: 'kubun' },
    { key: 'superior', column: 'joushi' },
  ])
  assert.deepEqual(localDomains, ['example.co.jp'])
})

test('scalars are read as written: 010, 1e3, no and null are codes', () => {
  const { exempt } = rulesOf(
    `${head}exempt: [ { role: [010, "010", 1e3, no, null, 0x1F, 2026-04-01, ~] } ]\n`,
  )
  assert.deepEqual(exempt, [
    [
      {
        key: 'role',
        wanted: { kind: 'codes', codes: ['010', '010', '1e3', 'no', 'null', '0x1F', '2026-04-01', '~'] },
      },
    ],
  ])
})

test('each value of a matcher has its meaning, and a quoted empty text is the blank code', () => {
  const text = `${head}exempt: [ { department: "-", section: "*", kind: "+", role: "", employee: [a, b] } ]\n`
  assert.deepEqual(rulesOf(text).exempt[0], [
    { key: 'department', wanted: { kind: 'blank' } },
    { key: 'section', wanted: { kind: 'any' } },
    { key: 'kind', wanted: { kind: 'present' } },
    { key: 'role', wanted: { kind: 'codes', codes: [''] } },
    { key: 'employee', wanted: { kind: 'codes', codes: ['a', 'b'] } },
  ])
})

test('unquoted - and + are wildcards where YAML lets them stand', () => {
  const [matcher] = rulesOf(`${head}exempt:\n  - { role: + }\n`).exempt
  assert.deepEqual(matcher, [{ key: 'role', wanted: { kind: 'present' } }])
})

test('addresses are folded to lower case, in mailboxes and in matchers', () => {
  const text = `${head}mailboxes: [ { addresses: [Info@Example.co.jp], exempt: true } ]\nexempt: [ { email: Sato@Example.co.jp } ]\n`
  const { mailboxes, exempt } = rulesOf(text)
  assert.deepEqual(mailboxes, [{ addresses: ['info@example.co.jp'], kind: 'exempt' }])
  assert.deepEqual(exempt[0]?.[0]?.wanted, { kind: 'codes', codes: ['sato@example.co.jp'] })
})

test('every form of an accept entry', () => {
  const text = `${head}groups: { a: { role: "1" }, b: [ { role: "2" }, { role: "3" } ] }
patterns:
  - id: P
    name: Head office
    when: { department: "+" }
    tiers: { chief: ["050"], director: ["040", "041"] }
    senders:
      - tier: [chief, director]
        accept:
          - { same: [department, section], tier: chief }
          - { same: [], tier: [chief, director], samePattern: true }
          - { same: [section], role: "090" }
          - { people: [E1, E2] }
          - { group: a }
          - { group: [a, b] }
          - { attribute: superior }
          - { department: D1, role: ["1", "2"] }
      - tier: "*"
        accept: []
        whenVacant: [ [ { people: [E1] } ], [] ]
`
  const [pattern] = rulesOf(text).patterns
  assert.ok(pattern)
  assert.equal(pattern.name, 'Head office')
  assert.deepEqual(
    [...pattern.tiers],
    [
      ['chief', ['050']],
      ['director', ['040', '041']],
    ],
  )
  assert.deepEqual(pattern.senders[0], {
    tiers: ['chief', 'director'],
    accept: [
      { kind: 'same', same: ['department', 'section'], by: { tiers: ['chief'] }, samePattern: false },
      { kind: 'same', same: [], by: { tiers: ['chief', 'director'] }, samePattern: true },
      { kind: 'same', same: ['section'], by: { roles: ['090'] }, samePattern: false },
      { kind: 'people', employees: ['E1', 'E2'] },
      { kind: 'group', groups: ['a'] },
      { kind: 'group', groups: ['a', 'b'] },
      { kind: 'attribute', attribute: 'superior' },
      {
        kind: 'matcher',
        matcher: [
          { key: 'department', wanted: { kind: 'codes', codes: ['D1'] } },
          { key: 'role', wanted: { kind: 'codes', codes: ['1', '2'] } },
        ],
      },
    ],
    whenVacant: [],
  })
  assert.deepEqual(pattern.senders[1], {
    tiers: '*',
    accept: [],
    whenVacant: [[{ kind: 'people', employees: ['E1'] }], []],
  })
})

test('every kind of exception', () => {
  const text = `${head}exceptions:
  - { id: a, who: { role: "1" }, exempt: true }
  - { id: b, who: {}, accept: [ { people: [E1] } ], whenVacant: [ [ { people: [E2] } ] ], from: 2026-04-01 }
  - { id: c, who: { role: "1" }, also: [ { same: [], tier: any } ], until: 2027-03-31 }
  - { id: d, who: { role: "1" }, exempt: true, also: [ { people: [E1] } ], from: 2026-04-01, until: 2026-04-01 }
`
  const { exceptions } = rulesOf(text)
  assert.deepEqual(
    exceptions.map(({ id, decides, from, until }) => [id, decides?.kind, from, until]),
    [
      ['a', 'exempt', undefined, undefined],
      ['b', 'accept', '2026-04-01', undefined],
      ['c', undefined, undefined, '2027-03-31'],
      ['d', 'exempt', '2026-04-01', '2026-04-01'],
    ],
  )
  assert.deepEqual(exceptions[2]?.also, [
    { kind: 'same', same: [], by: { tiers: ['any'] }, samePattern: false },
  ])
})

test("a tier that an exception asks for is not looked up, since any pattern may be the sender's", () => {
  const text = `${head}exceptions: [ { id: a, who: {}, accept: [ { same: [], tier: nowhere } ] } ]\n`
  assert.equal(rulesOf(text).exceptions.length, 1)
})

function patternWithDoubleRole(id: string): string {
  return `  - { id: ${id}, when: {}, tiers: { a: ["1", "1"] }, senders: [] }\n`
}

test('a role may stand twice in one tier, and in tiers of two patterns', () => {
  const { patterns } = rulesOf(`${head}patterns:\n${patternWithDoubleRole('P')}${patternWithDoubleRole('Q')}`)
  assert.deepEqual(
    patterns.map(({ tiers }) => tiers.get('a')),
    [['1'], ['1']],
  )
})

test('people, groups and lists may name nobody', () => {
  const text = `${head}groups: { nobody: [] }
mailboxes: [ { addresses: [a@b.jp], accept: [ { people: [] }, { group: nobody } ] } ]
exempt: []
exceptions: []
patterns: []
`
  assert.equal(rulesOf(text).mailboxes.length, 1)
})

test('aliases stand for what their anchors hold', () => {
  const text = `${head}exempt: [ &head { role: ["1"] }, *head ]\n`
  const [first, second] = rulesOf(text).exempt
  assert.deepEqual(first, second)
})

test('a byte order mark and CRLF are no part of the rules', () => {
  const windows = `\uFEFF${head.replaceAll('\n', '\r\n')}`
  assert.deepEqual(rulesOf(windows), rulesOf(head))
})

test('an address stands twice in one mailbox without harm', () => {
  const text = `${head}mailboxes: [ { addresses: [a@b.jp, A@b.jp], exempt: true } ]\n`
  assert.deepEqual(rulesOf(text).mailboxes[0]?.addresses, ['a@b.jp'])
})
