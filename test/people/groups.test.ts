/** 上司グループ / 部下グループ: the names, who is in which group, and what a gateway decides with them. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupGate, unfoldGroups } from '../../src/people/groups.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import { addressOf, today } from './ask.ts'
import {
  accepts,
  exception,
  matcher,
  named,
  organizationOf,
  pattern,
  person,
  row,
  sameRole,
  sameTier,
  superior,
} from './organization-of.ts'

const tiers = { director: ['040'], chief: ['050'] }
const bySection = row('*', [sameTier(['bureau', 'section'], 'chief')])

/** The names of the sender groups, each with its members' employee numbers. */
function groupsOf(snapshot: Snapshot, day = today): Readonly<Record<string, string>> {
  const { pairs } = unfoldGroups(snapshot, day)
  return Object.fromEntries(
    pairs.map(({ senderGroup, senders }) => [
      senderGroup,
      senders.map((address) => address.split('@')[0]).join(' '),
    ]),
  )
}

test('a name is the pattern, the tier (empty if in none) and the codes at the compared keys', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P2', {}, tiers, bySection)] },
    person('E1', '201/D9/A01 090'),
    person('E2', '201//A01 090'),
    person('E3', '201//A01 050'),
    person('E4', '201//A01 050'),
    person('E5', '202 090'),
    person('E6', '202 050'),
  )
  const { pairs } = unfoldGroups(snapshot, today)
  assert.deepEqual(pairs[0], {
    senderGroup: 'P2//201/A01/senders',
    approverGroup: 'P2//201/A01/approvers',
    senders: ['e1@example.co.jp', 'e2@example.co.jp'],
    approvers: ['e3@example.co.jp', 'e4@example.co.jp'],
  })
  assert.deepEqual(groupsOf(snapshot), {
    'P2//201/A01/senders': 'e1 e2',
    'P2//202//senders': 'e5',
    'P2/chief/201/A01/E3/senders': 'e3',
    'P2/chief/201/A01/E4/senders': 'e4',
  })
})

test('"/" and "%" inside a part are percent-escaped', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P/1', {}, { '5%': ['090'] }, row('*', [sameRole(['bureau'], '050')]))] },
    { ...person('E1', '100 090'), posts: ['1%2F 090'] },
    person('E2', '1%2F 050'),
    person('E3', '1%2F 050'),
  )
  assert.equal(groupsOf(snapshot)['P%2F1/5%25/1%252F/senders'], 'e1')
})

test('also exceptions, attribute values and a borrowed pattern are parts of the name', () => {
  const snapshot = organizationOf(
    {
      patterns: [pattern('P1', {}, tiers, row('*', [superior]))],
      exceptions: [
        exception('late', {}, { from: '2027-01-01', also: [named('E2')] }),
        exception('adviser', {}, { also: [named('E2')] }),
        exception('chosen', { bureau: '200' }, { decides: accepts([sameTier(['bureau'], 'chief')]) }),
        exception('plain', { bureau: '300' }, { decides: accepts([named('E4')]) }),
      ],
    },
    { ...person('E1', '100 090'), superior: 'E9;E4' },
    person('E2', '900 001'),
    person('E3', '200 040'),
    person('E4', '200 050'),
    person('E5', '300 090'),
  )
  const groups = groupsOf(snapshot)
  assert.equal(groups['P1//adviser/E9;E4/senders'], 'e1')
  assert.equal(groups['chosen/director/200/adviser/P1/senders'], 'e3')
  assert.equal(groups['plain//adviser/senders'], 'e5')
  assert.equal(groupsOf(snapshot, '2027-01-01')['P1//late/adviser/E9;E4/senders'], 'e1')
})

test('whom only an `also` gives approvers is placed under "-", a mailbox under its first address', () => {
  const snapshot = organizationOf(
    {
      exceptions: [exception('X', { bureau: '100' }, { also: [named('E2')] })],
      mailboxes: [
        { addresses: ['info@example.co.jp', 'desk@example.co.jp'], kind: 'accept', accept: [named('E2')] },
      ],
    },
    person('E1', '100 090'),
    person('E2', '900 001'),
  )
  assert.deepEqual(groupsOf(snapshot), {
    '-//X/senders': 'e1',
    'mailbox/info@example.co.jp//senders': 'info desk',
  })
})

test('the keys of stand-ins that were tried are compared, too, and only theirs', () => {
  const stands = row('*', [sameTier(['bureau', 'department'], 'chief')], [sameTier(['section'], 'director')])
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, stands)] },
    person('E1', '100/D1/S1 090'),
    person('E2', '100/D1/S9 050'),
    person('E3', '100/D2/S2 090'),
    person('E4', '200/D2/S2 040'),
  )
  const groups = groupsOf(snapshot)
  assert.equal(groups['P1//100/D1/senders'], 'e1')
  assert.equal(groups['P1//100/D2/S2/senders'], 'e3')
})

test('no two pairs share a name, even where a code or a number reads like an id', () => {
  const snapshot = organizationOf(
    {
      patterns: [pattern('P1', {}, {}, row('*', [named('E9')]))],
      exceptions: [
        exception('B1', { employee: 'D' }, { also: [named('D')] }),
        exception('D', { bureau: 'B1' }, { also: [sameRole(['bureau'], '050')] }),
      ],
    },
    person('D', '100 090'),
    person('E1', 'B1 090'),
    person('E2', 'B1 050'),
    person('E9', '900 001'),
  )
  assert.equal(groupsOf(snapshot)['P1//%/%/B1/%/%/%/D/senders'], 'd')
  assert.equal(groupsOf(snapshot)['P1//%/B1/%/D/%/%/%/senders'], 'e1')
})

test('a pattern may be called "-" or "mailbox" without being taken for a place of that name', () => {
  const patterns = [
    pattern('-', { bureau: '100' }, {}, row('*', [named('E9')])),
    pattern('mailbox', { bureau: '200' }, {}, row('*', [named('E9')])),
  ]
  const snapshot = organizationOf(
    { patterns },
    person('E1', '100 090'),
    person('E2', '200 090'),
    person('E9', '900 001'),
  )
  assert.deepEqual(groupsOf(snapshot), { '%2D//senders': 'e1', '%6Dailbox//senders': 'e2' })
})

test('exempt and refused hold whom no pair holds; people without an address are in no group', () => {
  const said = {
    exempt: [matcher({ role: '001' })],
    patterns: [pattern('P1', { bureau: '100' }, tiers, bySection)],
    mailboxes: [{ addresses: ['noreply@example.co.jp'], kind: 'exempt' as const }],
  }
  const staff = [
    { ...person('E1', '900 001'), addresses: ['e1@example.co.jp', 'one@group.example'] },
    person('E2', '100 090'),
    person('E3', '200 090'),
    { ...person('E4', '200 001'), addresses: [] },
  ]
  const strict = unfoldGroups(organizationOf(said, ...staff), today)
  assert.deepEqual(strict.exempt, ['e1@example.co.jp', 'one@group.example', 'noreply@example.co.jp'])
  assert.deepEqual(strict.refused, ['e2@example.co.jp', 'e3@example.co.jp'])
  const lenient = unfoldGroups(organizationOf({ ...said, unmatchedSender: 'allow' }, ...staff), today)
  assert.deepEqual(lenient.refused, ['e2@example.co.jp'])
  const careless = unfoldGroups(organizationOf({ ...said, noApprover: 'allow' }, ...staff), today)
  assert.deepEqual(careless.refused, ['e3@example.co.jp'])
})

test('a gateway that knows groups only lets a mail go by its exempt, paired and unknown senders', () => {
  const said = {
    exempt: [matcher({ role: '001' })],
    patterns: [pattern('P1', { bureau: '100' }, tiers, bySection)],
  }
  const staff = [person('E1', '900 001'), person('E2', '100 090'), person('E3', '100 050')]
  const gate = groupGate(unfoldGroups(organizationOf(said, ...staff), today))
  assert.equal(gate('E1@Example.co.jp', []), 'allow')
  assert.equal(gate(addressOf('E2'), ['x@example.com', 'E3@EXAMPLE.co.jp']), 'allow')
  assert.equal(gate(addressOf('E2'), ['x@example.com', addressOf('E1')]), 'reject')
  assert.equal(gate(addressOf('E3'), [addressOf('E2')]), 'reject')
  assert.equal(gate('stranger@example.co.jp', []), 'reject')
  const lenient = unfoldGroups(organizationOf({ ...said, unknownSender: 'allow' }, ...staff), today)
  assert.equal(groupGate(lenient)('stranger@example.co.jp', []), 'allow')
})
