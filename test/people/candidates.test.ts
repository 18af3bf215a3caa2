/** Who would have done, in the order in which a refused sender reads them. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCandidates } from '../../src/people/candidates.ts'
import { sharedAddresses } from '../../src/people/look-up.ts'
import type { AcceptList } from '../../src/people/rules.ts'
import { addressOf, candidates, today } from './ask.ts'
import {
  exception,
  matching,
  named,
  organizationOf,
  pattern,
  person,
  row,
  sameRole,
  superior,
} from './organization-of.ts'

function asking(...accept: AcceptList) {
  return { patterns: [pattern('P1', {}, {}, row('*', accept))] }
}

test('most equal leading unit levels first, blank equal to blank', () => {
  const snapshot = organizationOf(
    asking(sameRole([], '050')),
    person('E1', '100/D10 090'),
    person('E2', '200/D10 050'),
    person('E3', '100/D20 050'),
    person('E4', '100/D10/S1 050'),
    person('E5', '100/D10 050'),
  )
  assert.deepEqual(candidates(snapshot, 'E1'), ['E5', 'E4', 'E3', 'E2'])
})

test('then in the order of the entries, then by employee number as text', () => {
  const snapshot = organizationOf(
    asking(sameRole(['bureau'], '050'), sameRole(['bureau'], '040')),
    person('E1', '100 090'),
    person('E7', '100 040'),
    person('E30', '100 050'),
    person('E4', '100 050'),
  )
  assert.deepEqual(candidates(snapshot, 'E1'), ['E30', 'E4', 'E7'])
})

test('of several posts the one with most equal levels, then the first in the file', () => {
  const snapshot = organizationOf(
    asking(sameRole([], '050')),
    person('E1', '100/D10 090'),
    person('E2', '200 050', '100/D20 050', '100/D30 050'),
  )
  const [candidate] = findCandidates(snapshot, addressOf('E1'), today)
  assert.deepEqual(candidate?.post.units, ['100', 'D20', ''])
})

/** The bureau of the post that qualifies the candidate E2, who is 001 in bureau 200 and 002 near the sender. */
function bureauOf(...accept: AcceptList): string | undefined {
  const snapshot = organizationOf(
    asking(...accept),
    { ...person('E1', '100/D10 090'), superior: 'E2' },
    person('E2', '200 001', '100/D10 002'),
  )
  return findCandidates(snapshot, addressOf('E1'), today)[0]?.post.units[0]
}

test('only posts that qualify count, but for `people` and `attribute` it is the main post', () => {
  assert.equal(bureauOf(matching({ role: '001' })), '200')
  assert.equal(bureauOf(named('E2')), '200')
  assert.equal(bureauOf(superior), '200')
  assert.equal(bureauOf(matching({ role: ['001', '002'] })), '100')
  assert.equal(bureauOf(named('E2'), matching({ role: '002' })), '100')
})

test('each person once, with his first address and the entry that names him', () => {
  const snapshot = organizationOf(
    {
      ...asking(named('E2'), matching({ employee: 'E2' })),
      exceptions: [exception('X', {}, { also: [named('E2', 'E3')] })],
    },
    person('E1', '100 090'),
    { ...person('E2', '100 001'), addresses: ['first@example.co.jp', 'second@example.co.jp'] },
    person('E3', '100 001'),
  )
  assert.deepEqual(
    findCandidates(snapshot, addressOf('E1'), today).map(({ address, namedBy }) => [address, namedBy]),
    [
      ['first@example.co.jp', { kind: 'pattern', pattern: 'P1', row: 0, vacancy: undefined, entry: 0 }],
      ['e3@example.co.jp', { kind: 'exception', exception: 'X', list: 'also', entry: 0 }],
    ],
  )
})

test('up to ten, and never the sender or somebody without an address', () => {
  const crowd = Array.from({ length: 12 }, (_, index) => person(`E${String(index + 10)}`, '100 050'))
  const snapshot = organizationOf(asking(sameRole([], '050')), ...crowd, {
    ...person('E09', '100 050'),
    addresses: [],
  })
  assert.deepEqual(
    candidates(snapshot, 'E10'),
    Array.from({ length: 10 }, (_, index) => `E${String(index + 11)}`),
  )
  assert.equal(findCandidates(snapshot, addressOf('E10'), today, 3).length, 3)
})

test('a mailbox has candidates without a unit to compare; exempt and unknown senders have none', () => {
  const snapshot = organizationOf(
    {
      mailboxes: [
        { addresses: ['info@example.co.jp'], kind: 'accept', accept: [named('E2', 'E1')] },
        { addresses: ['noreply@example.co.jp'], kind: 'exempt' },
      ],
    },
    person('E1', '100 090'),
    person('E2', '100 040'),
  )
  assert.deepEqual(candidates(snapshot, 'info@example.co.jp'), ['E1', 'E2'])
  assert.deepEqual(candidates(snapshot, 'noreply@example.co.jp'), [])
  assert.deepEqual(candidates(snapshot, 'stranger@example.co.jp'), [])
})

test('lists and shared mailboxes in Cc can be told to the sender', () => {
  const snapshot = organizationOf(
    { mailboxes: [{ addresses: ['info@example.co.jp'], kind: 'exempt' }] },
    person('E1', '100 090'),
  )
  const cc = ['E1@example.co.jp', 'info@example.co.jp', 'staff@example.co.jp', 'x@example.com']
  assert.deepEqual(sharedAddresses(snapshot, cc), ['info@example.co.jp', 'staff@example.co.jp'])
})
