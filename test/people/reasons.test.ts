/** What a question is about, and the reason of a rejection. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from '../../src/people/judge.ts'
import type { AcceptList, Mailbox } from '../../src/people/rules.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import { addressOf, answer, ask, today } from './ask.ts'
import {
  exception,
  members,
  matcher,
  named,
  organizationOf,
  pattern,
  person,
  row,
  sameRole,
  sameTier,
  withinPattern,
} from './organization-of.ts'

const tiers = { director: ['040'], chief: ['050'] }
const mailboxes: readonly Mailbox[] = [
  { addresses: ['noreply@example.co.jp'], kind: 'exempt' },
  {
    addresses: ['info@example.co.jp', 'desk@vendor.example'],
    kind: 'accept',
    accept: [named('E3'), members('chiefs')],
  },
]
const groups = new Map([['chiefs', [matcher({ role: '050' })]]])
const patterns = [pattern('P1', {}, tiers, row('*', [sameTier(['bureau', 'department'], 'chief')]))]
const staff = [
  person('E1', '100/D10 090'),
  person('E2', '100/D10 050'),
  person('E3', '100/D20 090'),
  person('E4', '100/D20 050', '100/D10 090'),
  person('E5', '100/D10 090'),
]
const company = organizationOf({ patterns, mailboxes, groups }, ...staff)

test('a mail without any recipient, or with internal ones only, is not subject to the rule', () => {
  const question = { from: 'stranger@example.com', to: [], cc: [], others: [], day: today }
  assert.equal(judge(company, question).reason, 'internal-only')
  const inside = ['E2@Example.co.jp', 'list@example.co.jp', 'desk@vendor.example']
  assert.equal(judge(company, { ...question, to: inside }).reason, 'internal-only')
})

test('an outside address anywhere, also where only the envelope shows it, makes it outside mail', () => {
  const question = { from: addressOf('E1'), to: [addressOf('E2')], cc: [], others: [], day: today }
  assert.equal(judge(company, { ...question, others: ['x@example.com'] }).reason, 'approver-present')
  assert.equal(
    judge(company, { ...question, to: [], others: ['x@example.com'] }).reason,
    'no-internal-recipient',
  )
})

test('a sub-domain, a look-alike and an address that cannot be read are outside', () => {
  const outside = [
    'x@sub.example.co.jp',
    'x@example.co.jp.',
    'x@notexample.co.jp',
    'e2',
    '@example.co.jp',
    'a@b@example.co.jp',
    'a b@example.co.jp',
    'x@example.com <e2@example.co.jp',
    '',
  ]
  for (const address of outside)
    assert.equal(
      judge(company, { from: addressOf('E1'), to: [], cc: [address], others: [], day: today }).reason,
      'no-internal-recipient',
      address,
    )
})

test('an approver counts in To and Cc, never in the envelope alone', () => {
  const question = {
    from: addressOf('E1'),
    to: ['x@example.com'],
    cc: [],
    others: [addressOf('E2')],
    day: today,
  }
  assert.equal(judge(company, question).reason, 'no-internal-recipient')
  assert.equal(
    judge(company, { ...question, to: ['x@example.com', addressOf('E2')] }).reason,
    'approver-present',
  )
})

test('the approver is the first in To and then in Cc, in lower case', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, row('*', [named('E2', 'E3', 'E4')]))] },
    ...staff,
  )
  const { approver } = judge(snapshot, {
    from: addressOf('E1'),
    to: ['x@example.com', 'E4@EXAMPLE.co.jp'],
    cc: [addressOf('E2')],
    others: [],
    day: today,
  })
  assert.equal(approver, 'e4@example.co.jp')
})

test('an address is compared whole, ASCII case folded and nothing else', () => {
  assert.equal(answer(company, 'E1', ['E2@EXAMPLE.CO.JP']), 'allow E2')
  assert.equal(answer(company, 'E1', ['e2+x@example.co.jp']), 'reject unrelated-unit')
  const snapshot = organizationOf({ patterns }, person('E1', '100/D10 090'), {
    ...person('E2', '100/D10 050'),
    addresses: ['sako@example.co.jp'],
  })
  assert.equal(answer(snapshot, 'E1', ['sa\u212ao@example.co.jp']), 'reject unrelated-unit')
})

test('no-internal-recipient, only-self (all his addresses), unrelated-unit, no-authority, in this order', () => {
  const snapshot = organizationOf(
    { patterns },
    { ...person('E1', '100/D10 090'), addresses: ['e1@example.co.jp', 'me@group.example'] },
    ...staff.slice(1),
  )
  assert.equal(answer(snapshot, 'E1', ['x@example.com']), 'reject no-internal-recipient')
  assert.equal(answer(snapshot, 'E1', ['E1', 'Me@Group.example']), 'reject only-self')
  assert.equal(answer(snapshot, 'E1', ['E1', 'E3']), 'reject unrelated-unit')
  assert.equal(answer(snapshot, 'E1', ['E5', 'E3', 'list@example.co.jp', 'E1']), 'reject no-authority')
})

test('any post of the other shares the unit, but his unit must be that of the sender’s main post', () => {
  assert.equal(answer(company, 'E1', ['E4']), 'reject no-authority')
  assert.equal(answer(company, 'E4', ['E1']), 'reject no-approver-exists')
  const snapshot = organizationOf({ patterns }, ...staff, person('E6', '100/D20 050'))
  assert.equal(answer(snapshot, 'E4', ['E1']), 'reject unrelated-unit')
})

test('a list and a mailbox are internal, share no unit and approve nothing', () => {
  const everywhere = organizationOf(
    { mailboxes, groups, patterns: [pattern('P1', {}, tiers, row('*', [sameTier([], 'chief')]))] },
    ...staff,
  )
  for (const address of ['list@example.co.jp', 'noreply@example.co.jp', 'desk@vendor.example'])
    assert.equal(answer(everywhere, 'E1', [address]), 'reject unrelated-unit')
})

test('same: [] is shared by everybody in the dump', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, row('*', [sameTier([], 'chief')]))] },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', ['E3']), 'reject no-authority')
})

test('with no `same` entry looked at it is always unrelated-unit', () => {
  const snapshot = organizationOf({ patterns: [pattern('P1', {}, tiers, row('*', [named('E2')]))] }, ...staff)
  assert.equal(answer(snapshot, 'E1', ['E5']), 'reject unrelated-unit')
})

test('tier, role and samePattern are not looked at when units are compared', () => {
  for (const entry of [
    sameRole(['department'], '777'),
    withinPattern(sameTier(['department'], 'director')),
  ]) {
    const snapshot = organizationOf(
      { patterns: [pattern('P1', { role: '090' }, tiers, row('*', [entry, named('E3')]))] },
      ...staff,
    )
    assert.equal(answer(snapshot, 'E1', ['E2']), 'reject no-authority')
  }
})

function chain(...whenVacant: readonly AcceptList[]): Snapshot {
  const senders = row('*', [named('E9')], ...whenVacant)
  return organizationOf({ patterns: [pattern('P1', {}, tiers, senders)] }, ...staff)
}

test('looked at are the stand-ins that were tried, even those that named nobody, and no later ones', () => {
  const nobody = sameRole(['department'], '777')
  assert.equal(answer(chain([nobody], [named('E3')]), 'E1', ['E2']), 'reject no-authority')
  assert.equal(answer(chain([named('E3')], [nobody]), 'E1', ['E2']), 'reject unrelated-unit')
})

test('looked at is `also`, too, whether or not it names anybody', () => {
  const snapshot = organizationOf(
    {
      patterns: [pattern('P1', {}, tiers, row('*', [named('E3')]))],
      exceptions: [exception('X', {}, { also: [sameRole(['department'], '777')] })],
    },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', ['E2']), 'reject no-authority')
})

test('a sender who is neither in the dump nor a mailbox is answered by unknownSender', () => {
  assert.equal(answer(company, 'stranger@example.co.jp', ['E2']), 'reject sender-unknown')
  assert.equal(answer(company, '', ['E2']), 'reject sender-unknown')
  const lenient = organizationOf({ patterns, unknownSender: 'allow' }, ...staff)
  assert.equal(answer(lenient, 'stranger@example.co.jp', []), 'allow sender-unknown')
})

test('noApprover and unmatchedSender may allow', () => {
  const allowing = { unmatchedSender: 'allow', noApprover: 'allow' } as const
  const vacant = [pattern('P1', { bureau: '100' }, tiers, row('*', [named('E9')]))]
  const snapshot = organizationOf({ patterns: vacant, ...allowing }, ...staff, person('E6', '200 090'))
  assert.equal(answer(snapshot, 'E1', []), 'allow no-approver-exists')
  assert.equal(answer(snapshot, 'E6', []), 'allow no-pattern')
})

test('a mailbox sends by its own entries, and by any of its addresses', () => {
  assert.equal(answer(company, 'noreply@example.co.jp', []), 'allow exempt')
  assert.equal(answer(company, 'Desk@Vendor.example', ['E3']), 'allow E3')
  assert.equal(answer(company, 'info@example.co.jp', ['E2']), 'allow E2')
  assert.equal(answer(company, 'info@example.co.jp', ['E1']), 'reject unrelated-unit')
  assert.equal(answer(company, 'info@example.co.jp', ['desk@vendor.example']), 'reject only-self')
  assert.equal(answer(company, 'info@example.co.jp', ['noreply@example.co.jp']), 'reject unrelated-unit')
  assert.deepEqual(ask(company, 'desk@vendor.example', ['E2']).namedBy, {
    kind: 'mailbox',
    address: 'info@example.co.jp',
    entry: 1,
  })
})

test('a mailbox whose entries name nobody has no approver', () => {
  const snapshot = organizationOf(
    { mailboxes: [{ addresses: ['info@example.co.jp'], kind: 'accept', accept: [named('E9')] }] },
    ...staff,
  )
  assert.equal(answer(snapshot, 'info@example.co.jp', ['E1']), 'reject no-approver-exists')
})

test('a verdict says who the sender is', () => {
  assert.equal(ask(company, 'E1', []).sender.kind, 'person')
  assert.deepEqual(ask(company, 'desk@vendor.example', []).sender, {
    kind: 'mailbox',
    address: 'info@example.co.jp',
  })
  assert.deepEqual(ask(company, 'x@example.com', []).sender, { kind: 'unknown' })
})
