/** The report of an import: everything an administrator should look at, and nothing else. */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readDump } from '../../src/people/read-dump.ts'
import { readRules } from '../../src/people/read-rules.ts'
import { reportOn } from '../../src/people/report.ts'
import type { ImportReport } from '../../src/people/report.ts'
import { createSnapshot } from '../../src/people/snapshot.ts'
import { loadOrganization } from '../../src/roster/load.ts'

const head = `version: 1
local_domains: [example.co.jp]
hr:
  columns: { employee: no, name: name, email: mail, role: role, concurrent: kenmu }
  units: [ { key: department, column: bu }, { key: section, column: ka } ]
  attributes: { superior: boss }
`

const people = `no,name,mail,bu,ka,role,kenmu,boss
1,Chief,chief@example.co.jp,D1,S1,050,0,
2,Clerk,clerk@example.co.jp,D1,S1,090,0,
3,Alone,alone@example.co.jp,D2,S1,090,0,
4,Nowhere,nowhere@example.co.jp,D9,,070,0,99
1,Chief,chief@example.co.jp,D2,S9,090,1,
5,Mute,,D2,S1,050,0,
`

function reportFor(rules: string, day = '2026-08-01', dump = people): ImportReport {
  const reading = readRules(Buffer.from(head + rules))
  assert.equal(reading.kind, 'read', JSON.stringify(reading))
  const read = readDump(Buffer.from(dump), reading.rules.layout)
  assert.equal(read.kind, 'read', JSON.stringify(read))
  return reportOn(createSnapshot(reading.rules, read.people, { name: 'test', day }), day)
}

const employees = (list: readonly { readonly employee: string }[]): readonly string[] =>
  list.map(({ employee }) => employee)

const pattern = `patterns:
  - id: P
    when: { department: ["D1", "D2"] }
    tiers: { chief: ["050"] }
    senders:
      - tier: chief
        accept: [ { people: ["2"] } ]
      - tier: "*"
        accept: [ { same: [department, section], tier: chief } ]
`

test('it counts people, posts and units', () => {
  const report = reportFor(pattern)
  assert.deepEqual([report.people, report.posts, report.concurrentPosts], [5, 6, 1])
  assert.deepEqual(report.unitsByLevel, [
    { key: 'department', units: 3 },
    { key: 'section', units: 3 },
  ])
  assert.equal(report.units, 6)
  assert.deepEqual(report.patternSenders, [{ pattern: 'P', senders: 3 }])
})

test('it names who has no approver, is in no pattern, and has no mailbox', () => {
  const report = reportFor(pattern)
  assert.deepEqual(employees(report.withoutApprover), ['3'])
  assert.deepEqual(report.withoutApprover[0]?.decider, { kind: 'pattern', id: 'P' })
  assert.deepEqual(report.inNoPattern, [
    { employee: '4', name: 'Nowhere', units: ['D9', ''], role: '070', pattern: undefined },
  ])
  assert.deepEqual(employees(report.withoutMailbox), ['5'])
})

test('it names who is in a pattern but in no row of it', () => {
  const report = reportFor(pattern.replace(/ {6}- tier: "\*"\n.*\n/, ''))
  assert.deepEqual(
    report.inNoPattern.map((sender) => [sender.employee, sender.pattern]),
    [
      ['2', 'P'],
      ['3', 'P'],
      ['4', undefined],
    ],
  )
})

test('it names who lives on a stand-in, and on which', () => {
  const report = reportFor(
    `${pattern}        whenVacant: [ [ { people: ["99"] } ], [ { people: ["1"] } ] ]\n`,
  )
  assert.deepEqual(report.withoutApprover, [])
  assert.deepEqual(
    report.onStandIn.map(({ employee, standIn }) => [employee, standIn]),
    [['3', 2]],
  )
})

test('it names role codes that no pattern knows', () => {
  assert.deepEqual(reportFor(pattern).unknownRoles, [
    { role: '070', posts: 1 },
    { role: '090', posts: 3 },
  ])
  const byRole = pattern.replace('tier: chief } ]', 'role: ["090"] } ]')
  assert.deepEqual(reportFor(byRole).unknownRoles, [{ role: '070', posts: 1 }])
})

test('it names patterns, exceptions, groups and exempt lines without people', () => {
  const report = reportFor(`${pattern}  - { id: Q, when: { department: "D1" }, senders: [] }
  - { id: R, when: { department: "D8" }, senders: [] }
groups: { none: { role: "777" }, mute: { employee: "5" }, some: { role: "050" } }
exempt: [ { role: "777" }, { department: "D9" }, { section: "S9" } ]
exceptions:
  - { id: a, who: { employee: "2" }, also: [ { people: ["1"] } ] }
  - { id: b, who: { employee: "77" }, exempt: true }
  - { id: c, who: { employee: "2" }, exempt: true, until: 2026-07-31 }
`)
  assert.deepEqual(report.patternsMatchingNobody, ['Q', 'R'])
  assert.deepEqual(report.exceptionsMatchingNobody, ['b'])
  assert.deepEqual(report.exceptionsExpired, ['c'])
  assert.deepEqual(report.groupsNamingNobody, ['none', 'mute'])
  assert.deepEqual(report.exemptMatchingNobody, [0, 2])
  assert.equal(report.exemptSenders, 1)
})

test('it names numbers and addresses that the dump does not have, with their places', () => {
  const report = reportFor(`${pattern}exempt: [ { email: gone@example.co.jp } ]
groups: { g: { employee: ["2", "98"] } }
mailboxes: [ { addresses: [info@example.co.jp], accept: [ { people: ["97", "1"] } ] } ]
exceptions: [ { id: X, who: { employee: "2" }, accept: [ { attribute: superior }, { group: g } ] } ]
`)
  assert.deepEqual(
    report.strangers.map(({ kind, value, place }) => [kind, value, place.kind]),
    [
      ['employee', '97', 'mailbox'],
      ['employee', '98', 'group'],
      ['email', 'gone@example.co.jp', 'exempt'],
    ],
  )
  assert.deepEqual(report.attributeStrangers, [{ attribute: 'superior', value: '99', posts: 1 }])
})

test('it names entries that name nobody to anyone, stand-ins too, and mailboxes without approver', () => {
  const report = reportFor(
    `${pattern}        whenVacant: [ [ { people: ["1"] }, { role: "778" } ] ]
mailboxes: [ { addresses: [info@example.co.jp], accept: [ { role: "777" } ] } ]\n`,
  )
  assert.deepEqual(report.mailboxesWithoutApprover, ['info@example.co.jp'])
  assert.deepEqual(report.entriesNamingNobody, [
    { kind: 'mailbox', address: 'info@example.co.jp', entry: 0 },
    { kind: 'pattern', pattern: 'P', row: 1, vacancy: 0, entry: 1 },
  ])
})

test('exceptions are in force by the day of the report', () => {
  const exception = 'exceptions: [ { id: X, who: { employee: "3" }, exempt: true, from: 2026-09-01 } ]\n'
  assert.deepEqual(employees(reportFor(pattern + exception).withoutApprover), ['3'])
  assert.deepEqual(employees(reportFor(pattern + exception, '2026-09-01').withoutApprover), [])
})

test('the bank: its people without approver, its stand-ins, its stranger', async () => {
  const bank = await loadOrganization(join(import.meta.dirname, '..', 'bank'))
  assert.equal(bank.kind, 'loaded')
  const report = reportOn(bank.snapshot, '2026-08-01')
  assert.deepEqual([report.people, report.posts], [65, 70])
  assert.deepEqual(employees(report.withoutApprover), ['E6004', 'E7005'])
  assert.deepEqual(employees(report.onStandIn).toSorted(), ['E1018', 'E2013', 'E3011', 'E3013'])
  assert.deepEqual(employees(report.inNoPattern), ['E8005'])
  assert.deepEqual(
    report.strangers.map(({ value }) => value),
    ['E9999'],
  )
})
