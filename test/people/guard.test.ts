/** What the guard of an import stops, and the numbers that it gives. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareSnapshots } from '../../src/people/compare.ts'
import { guardOf, type DumpHashes, type GuardSettings } from '../../src/people/guard.ts'
import type { Rules } from '../../src/people/rules.ts'
import { today } from './ask.ts'
import { matcher, organizationOf, pattern, person, row, sameRole } from './organization-of.ts'

const settings: GuardSettings = {
  peopleGone: 5,
  unitsGone: 5,
  groupsGone: 20,
  exemptGained: 2,
  newlyWithoutApprover: 2,
  sameDump: 'stop',
}
const rules: Partial<Rules> = {
  patterns: [pattern('P1', {}, {}, row('*', [sameRole(['bureau'], '050')]))],
  exempt: [matcher({ role: '001' })],
}

type Staff = Parameters<typeof organizationOf>[1]

function found(
  before: readonly Staff[],
  after: readonly Staff[],
  changed: Partial<GuardSettings> = {},
  dumps: DumpHashes = { before: 'a', after: 'b' },
) {
  const changes = compareSnapshots(organizationOf(rules, ...before), organizationOf(rules, ...after), today)
  return guardOf(changes, { ...settings, ...changed }, dumps)
}

/** Forty people in twenty bureaus; two of each may approve. */
const staff = Array.from({ length: 40 }, (_, index) =>
  person(`E${String(index)}`, `${String(index >> 1)} 050`),
)

test('an ordinary day passes', () => {
  assert.deepEqual(found(staff, [...staff.slice(1), person('E50', '1 090')], { newlyWithoutApprover: 1 }), [])
})

test('people may vanish up to the limit and not beyond', () => {
  const lenient = { newlyWithoutApprover: 9 }
  assert.deepEqual(found(staff, staff.slice(2), lenient), [])
  assert.deepEqual(found(staff, staff.slice(3), lenient), [
    { kind: 'people-gone', gone: 3, before: 40, limit: 5 },
  ])
  assert.deepEqual(found(staff, staff.slice(3), { ...lenient, peopleGone: 7.5 }), [])
})

test('people who vanish count, also where as many join', () => {
  const others = Array.from({ length: 3 }, (_, index) => person(`F${String(index)}`, '7 050'))
  const findings = found(staff, [...staff.slice(3), ...others], { newlyWithoutApprover: 9 })
  assert.deepEqual(findings, [{ kind: 'people-gone', gone: 3, before: 40, limit: 5 }])
})

test('units that vanish are counted against the units before', () => {
  const merged = staff.map((each, index) => (index < 4 ? person(each.employee, '9 050') : each))
  assert.deepEqual(found(staff, merged), [{ kind: 'units-gone', gone: 2, before: 20, limit: 5 }])
})

test('groups that rules call by another name are deleted, and count though as many are created', () => {
  const renamed = { ...rules, patterns: [pattern('P2', {}, {}, row('*', [sameRole(['bureau'], '050')]))] }
  const changes = compareSnapshots(organizationOf(rules, ...staff), organizationOf(renamed, ...staff), today)
  const dumps = { before: 'a', after: 'b' }
  assert.deepEqual(guardOf(changes, settings, dumps), [
    { kind: 'groups-gone', gone: 80, before: 82, limit: 20 },
  ])
  assert.deepEqual(guardOf(changes, { ...settings, groupsGone: 98 }, dumps), [])
  const few = staff.slice(0, 10)
  const small = compareSnapshots(organizationOf(rules, ...few), organizationOf(renamed, ...few), today)
  assert.deepEqual(guardOf(small, settings, dumps), [])
})

test('who becomes exempt counts, whoever ceases to be', () => {
  const before = [...staff, person('P1', '0 001'), person('P2', '0 001'), person('P3', '0 001')]
  const after = [
    ...staff.map((each, index) =>
      index % 20 === 0 ? person(each.employee, `${String(index >> 1)} 001`) : each,
    ),
    person('P1', '0 090'),
    person('P2', '0 090'),
    person('P3', '0 001'),
    person('P4', '0 001'),
  ]
  assert.deepEqual(found(before, after, { newlyWithoutApprover: 9 }), [
    { kind: 'exempt-gained', gained: 3, before: 3, after: 4, limit: 2 },
  ])
})

test('who loses every approver and who joins without one count together, and who lacked one before does not', () => {
  const before = [...staff, person('L1', '90 090'), person('L2', '91 090')]
  const after = [
    ...staff.map((each, index) => (index === 1 ? person(each.employee, '0 090') : each)),
    person('L1', '90 090'),
    person('L2', '91 090'),
    person('J1', '90 090'),
    person('J2', '90 090'),
  ]
  assert.deepEqual(found(before, after), [{ kind: 'newly-without-approver', lost: 1, joined: 2, limit: 2 }])
  assert.deepEqual(found(before, after, { newlyWithoutApprover: 3, withoutApprover: 4 }), [
    { kind: 'without-approver', count: 5, limit: 4 },
  ])
})

test('the dump of yesterday is stopped unless the setting lets it pass', () => {
  const same = { before: 'a', after: 'a' }
  assert.deepEqual(found(staff, staff, {}, same), [{ kind: 'same-dump', hash: 'a' }])
  assert.deepEqual(found(staff, staff, { sameDump: 'pass' }, same), [])
  assert.deepEqual(found(staff, staff, {}, { ...same, otherRules: true }), [])
})

test('a dump that was in force and is not any more is stopped like that of yesterday', () => {
  const old = { before: 'b', after: 'a', earlier: 7, otherRules: true }
  assert.deepEqual(found(staff, staff, {}, old), [{ kind: 'same-dump', hash: 'a', earlier: 7 }])
  assert.deepEqual(found(staff, staff, { sameDump: 'pass' }, old), [])
})

test('nobody at all is stopped whatever the limits are', () => {
  const open = { peopleGone: 100, unitsGone: 100, groupsGone: 100 }
  assert.deepEqual(found(staff, [], open), [{ kind: 'nobody' }])
  assert.deepEqual(found([], [], open), [{ kind: 'nobody' }])
})
