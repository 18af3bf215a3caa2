/** What the comparison of two rosters says about people, units, approvers, exempt people and groups. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonInChange, SenderInChange } from '../../src/people/changes.ts'
import { compareSnapshots } from '../../src/people/compare.ts'
import { hashOfMembers } from '../../src/people/group-hash.ts'
import type { Rules } from '../../src/people/rules.ts'
import { at } from '../../src/people/list-reading.ts'
import { createSnapshot, type Snapshot } from '../../src/people/snapshot.ts'
import { today } from './ask.ts'
import {
  exception,
  matcher,
  named,
  organizationOf,
  pattern,
  peopleOf,
  person,
  row,
  rulesOf,
  sameTier,
} from './organization-of.ts'

const tiers = { director: ['040'], chief: ['050', '051'] }
const bySection = pattern(
  'P1',
  {},
  tiers,
  row(['director'], [named('E0')]),
  row(['chief'], [sameTier(['bureau'], 'director')]),
  row('*', [sameTier(['bureau', 'section'], 'chief')]),
)
const rules: Partial<Rules> = { patterns: [bySection], exempt: [matcher({ role: '001' })] }

const president = person('E0', '100 001')
const director = person('E1', '100 040')
const chief = person('E2', '100/D1/S1 050')
const clerk = person('E3', '100/D1/S1 090')
const staff = [president, director, chief, clerk]

type Staff = Parameters<typeof organizationOf>[1]

function compared(before: readonly Staff[], after: readonly Staff[], said = rules, saidBefore = said) {
  return compareSnapshots(organizationOf(saidBefore, ...before), organizationOf(said, ...after), today)
}

function numbers(people: readonly { readonly person: PersonInChange }[]): readonly string[] {
  return people.map(({ person: { employee } }) => employee)
}

function callOf(sender: SenderInChange): string {
  return sender.kind === 'person' ? sender.employee : sender.address
}

const employees = (people: readonly PersonInChange[]) => people.map(({ employee }) => employee)

test('who joined and who left is told by employee number', () => {
  const { people, before, after } = compared(staff, [president, director, chief, person('E9', '100 090')])
  assert.deepEqual(employees(people.joined), ['E9'])
  assert.deepEqual(employees(people.left), ['E3'])
  assert.deepEqual([before.people, after.people], [4, 4])
})

test('a person has moved where the units of the main post differ, and a concurrent post is no move', () => {
  const { people } = compared(staff, [
    president,
    director,
    person('E2', '100/D1/S1 050', '100/D1/S2 050'),
    person('E3', '100/D1/S2 090'),
  ])
  assert.deepEqual(numbers(people.moved), ['E3'])
  assert.deepEqual(people.moved[0]?.from.units, ['100', 'D1', 'S1'])
  assert.deepEqual(people.moved[0]?.person.units, ['100', 'D1', 'S2'])
  assert.deepEqual(
    people.concurrentGained.map(({ person: { employee }, post }) => [employee, post.units[2], post.role]),
    [['E2', 'S2', '050']],
  )
  assert.deepEqual(people.concurrentLost, [])
})

test('of two equal concurrent posts the loss of one is told once', () => {
  const { people } = compared(
    [person('E2', '100 050', '200 050', '200 050', '300 050')],
    [person('E2', '100 050', '300 050', '200 050')],
  )
  assert.equal(people.concurrentLost.length, 1)
  assert.equal(people.concurrentLost[0]?.post.units[0], '200')
  assert.deepEqual(people.concurrentGained, [])
})

test('the tiers of the pattern, highest first, tell a promotion; a role in none is below, an exempt one above them', () => {
  const before = ['090', '050', '040', '040', '050', '001'].map((role, index) =>
    person(`E${String(index)}`, `100 ${role}`),
  )
  const after = ['051', '040', '001', '050', '090', '040'].map((role, index) =>
    person(`E${String(index)}`, `100 ${role}`),
  )
  const { people } = compared(before, after)
  assert.deepEqual(numbers(people.promoted), ['E0', 'E1', 'E2'])
  assert.deepEqual(numbers(people.demoted), ['E3', 'E4', 'E5'])
  assert.deepEqual(people.roleChanged, [])
  assert.equal(people.promoted[0]?.from, '090')
})

test('another role of the same tier, or in another pattern, is a role changed and no promotion', () => {
  const said = {
    patterns: [pattern('P1', { bureau: '100' }, tiers), pattern('P2', { bureau: '200' }, tiers)],
  }
  const { people } = compared(
    [person('E1', '100 050'), person('E2', '100 050'), person('E3', '300 050'), person('E4', '100 090')],
    [person('E1', '100 051'), person('E2', '200 040'), person('E3', '300 040'), person('E4', '100 091')],
    said,
  )
  assert.deepEqual(numbers(people.roleChanged), ['E1', 'E2', 'E3', 'E4'])
  assert.deepEqual([people.promoted, people.demoted], [[], []])
})

test('a role that is exempt for another reason than the role itself is no promotion', () => {
  const said = { ...rules, exempt: [matcher({ bureau: '200' })] }
  const { people } = compared([person('E1', '100 050')], [person('E1', '200 090')], said)
  assert.deepEqual(numbers(people.promoted), [])
  assert.deepEqual(numbers(people.demoted), ['E1'])
})

test('addresses gained and lost are told; another order of the same is no change', () => {
  const { people } = compared(
    [
      { ...clerk, addresses: ['a@example.co.jp', 'b@example.co.jp'] },
      { ...chief, addresses: ['c@example.co.jp'] },
    ],
    [
      { ...clerk, addresses: ['b@example.co.jp', 'a@example.co.jp'] },
      { ...chief, addresses: ['d@example.co.jp'] },
    ],
  )
  assert.deepEqual(numbers(people.addresses), ['E2'])
  assert.deepEqual(people.addresses[0]?.gained, ['d@example.co.jp'])
  assert.deepEqual(people.addresses[0]?.lost, ['c@example.co.jp'])
})

test('a unit is there as long as a post is in it, told by its code and the codes above', () => {
  const { units, before, after } = compared(
    [person('E1', '100/D1/S1 050')],
    [person('E1', '100/D2/S1 050', '200 050')],
  )
  assert.deepEqual(
    units.born.map(({ key, codes }) => [key, codes.join('/')]),
    [
      ['department', '100/D2'],
      ['section', '100/D2/S1'],
      ['bureau', '200'],
    ],
  )
  assert.deepEqual(
    units.gone.map(({ key, codes }) => [key, codes.join('/')]),
    [
      ['department', '100/D1'],
      ['section', '100/D1/S1'],
    ],
  )
  assert.deepEqual([before.units, after.units], [3, 4])
})

function clerkIn(...unitNames: readonly string[]): Snapshot {
  return organizationOf(rules, { ...clerk, unitNames })
}

test('a unit with another name has been renamed; a name that only one roster has is no change', () => {
  const { units } = compareSnapshots(
    clerkIn('Head office', 'Sales', ''),
    clerkIn('Head office', 'Marketing', 'Section 1'),
    today,
  )
  assert.deepEqual(units.renamed, [
    { key: 'department', codes: ['100', 'D1'], name: 'Marketing', from: 'Sales' },
  ])
})

test('who gains and who loses an approver is told once for all senders it is true for', () => {
  const { approvers } = compared(
    [...staff, person('E4', '100/D1/S1 090')],
    [president, director, clerk, person('E4', '100/D1/S1 090'), person('E5', '100/D1/S1 051')],
  )
  assert.deepEqual(
    approvers.changed.map(({ senders, gained, lost }) => [
      senders.map(callOf),
      employees(gained),
      employees(lost),
    ]),
    [[['E3', 'E4'], ['E5'], ['E2']]],
  )
})

test('an approver with another address or another role of the tier stays an approver', () => {
  const { approvers } = compared(staff, [
    president,
    director,
    { ...person('E2', '100/D1/S1 051'), addresses: ['new@example.co.jp'] },
    clerk,
  ])
  assert.deepEqual(approvers, { loseEvery: [], newWithout: [], getFirst: [], changed: [] })
})

test('who loses every approver is told apart from who joins without one, and from who gets his first', () => {
  const without = [president, director, clerk, person('E4', '100/D1/S1 090')]
  const lost = compared(staff, without).approvers
  assert.deepEqual(
    lost.loseEvery.map(({ sender, lost: whom }) => [callOf(sender), employees(whom)]),
    [['E3', ['E2']]],
  )
  assert.deepEqual(lost.newWithout.map(callOf), ['E4'])
  assert.deepEqual(lost.changed, [])
  const got = compared(without, staff).approvers
  assert.deepEqual(
    got.getFirst.map(({ sender, gained }) => [callOf(sender), employees(gained)]),
    [['E3', ['E2']]],
  )
})

test('who was exempt and now has nobody loses every approver, too', () => {
  const { approvers, exempt } = compared([person('E3', '100 001')], [person('E3', '100 090')])
  assert.deepEqual(
    approvers.loseEvery.map(({ sender, lost }) => [callOf(sender), lost]),
    [['E3', []]],
  )
  assert.deepEqual(
    exempt.lost.map(({ sender, is }) => [callOf(sender), is]),
    [['E3', 'refused']],
  )
})

test('exempt are all whose mail goes without anybody: by the rules, by a setting, and mailboxes', () => {
  const said: Partial<Rules> = {
    ...rules,
    noApprover: 'allow',
    mailboxes: [{ addresses: ['noreply@example.co.jp'], kind: 'exempt' }],
  }
  const { exempt, before, after } = compared([director, chief, clerk], [president, director, clerk], said, {
    ...said,
    mailboxes: [],
  })
  assert.deepEqual(
    exempt.gained.map(({ sender, was }) => [callOf(sender), was]),
    [
      ['E3', 'asks'],
      ['E0', 'absent'],
      ['noreply@example.co.jp', 'absent'],
    ],
  )
  // The director had nobody, so his mail went, and now has the president to ask.
  assert.deepEqual(
    exempt.lost.map(({ sender, is }) => [callOf(sender), is]),
    [['E1', 'asks']],
  )
  assert.deepEqual([before.exempt, after.exempt], [1, 3])
})

test('a mailbox whose approver has left loses every approver', () => {
  const said: Partial<Rules> = {
    ...rules,
    mailboxes: [{ addresses: ['info@example.co.jp'], kind: 'accept', accept: [named('E2')] }],
  }
  const { approvers } = compared([chief], [director], said)
  assert.deepEqual(
    approvers.loseEvery.map(({ sender }) => callOf(sender)),
    ['info@example.co.jp'],
  )
})

test('without a day of its own the earlier roster is asked for the same day; with one, what ends over night shows', () => {
  const said: Partial<Rules> = {
    ...rules,
    exceptions: [exception('X', { employee: 'E3' }, { until: '2026-11-23', decides: { kind: 'exempt' } })],
  }
  const snapshot = organizationOf(said, ...staff)
  const { exempt } = compareSnapshots(snapshot, snapshot, '2026-11-24')
  assert.deepEqual(exempt, { gained: [], lost: [] })
  const overNight = compareSnapshots(snapshot, snapshot, '2026-11-24', '2026-11-23')
  assert.deepEqual(
    overNight.exempt.lost.map(({ sender, is }) => [callOf(sender), is]),
    [['E3', 'asks']],
  )
})

test('groups are told by name, with the hash that the members have before and after', () => {
  const { groups } = compared(staff, [president, director, chief, person('E4', '100/D1/S1 090')])
  assert.deepEqual(groups, {
    create: [],
    overwrite: [
      {
        name: 'P1//100/S1/senders',
        members: 1,
        hash: hashOfMembers(['e4@example.co.jp']),
        before: { members: 1, hash: hashOfMembers(['e3@example.co.jp']) },
      },
    ],
    delete: [],
  })
  const gone = compared(staff, [president, director, chief]).groups
  assert.deepEqual(
    gone.delete.map(({ name }) => name),
    ['P1//100/S1/approvers', 'P1//100/S1/senders'],
  )
})

test('layouts that differ are compared at the levels that both have', () => {
  const old = organizationOf(rules, ...staff)
  const { layout } = old.rules
  const units = [{ key: 'area', column: 'area', name: undefined }, ...layout.units.slice(0, 2)]
  const inArea = peopleOf(staff).map((each) => {
    const posts = each.posts.map((post) => ({ ...post, units: ['A', ...post.units.slice(0, 2)] }))
    return { ...each, posts, main: at(posts, each.posts.indexOf(each.main)) }
  })
  const identity = { name: 'test', day: today }
  const now = createSnapshot(rulesOf({ layout: { ...layout, units } }), inArea, identity)
  const { people, units: changed } = compareSnapshots(old, now, today)
  assert.deepEqual(people.moved, [])
  assert.deepEqual([changed.born, changed.gone], [[], []])
})
