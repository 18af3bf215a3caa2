/** Whom the rules ask: patterns, tiers, accept entries, stand-ins. One test for each sentence that could be misread. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { approvers, patternOf, peopleNamedBy } from '../../src/people/approvers.ts'
import { personByEmployee } from '../../src/people/look-up.ts'
import { answer, today } from './ask.ts'
import {
  exception,
  accepts,
  matching,
  members,
  matcher,
  named,
  organizationOf,
  pattern,
  person,
  row,
  sameRole,
  sameTier,
  superior,
  withinPattern,
} from './organization-of.ts'

const tiers = { director: ['040'], chief: ['050', '051'] }

test('only the first pattern that matches is tried, even if it has no row for the sender', () => {
  const snapshot = organizationOf(
    {
      patterns: [
        pattern('P1', { bureau: '100' }, tiers, row(['chief'], [named('E2')])),
        pattern('P2', {}, tiers, row('*', [named('E2')])),
      ],
    },
    person('E1', '100 090'),
    person('E2', '100 040'),
    person('E3', '200 090'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2']), 'reject no-pattern')
  assert.equal(answer(snapshot, 'E3', ['E2']), 'allow E2')
})

test('the first row of the tier counts, and "*" takes also those in no tier', () => {
  const snapshot = organizationOf(
    {
      patterns: [
        pattern(
          'P1',
          {},
          tiers,
          row(['chief', 'director'], [named('E1')]),
          row(['director'], [named('E2')]),
          row('*', [named('E3')]),
        ),
      ],
    },
    person('E1', '100 090'),
    person('E2', '100 040'),
    person('E3', '100 051'),
  )
  assert.equal(answer(snapshot, 'E2', ['E3', 'E1']), 'allow E1')
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3']), 'allow E3')
})

test('blank equals blank at a compared level, and a blank is no wildcard', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, row('*', [sameTier(['bureau', 'section'], 'director')]))] },
    person('E1', '100/D10 090'),
    person('E2', '100/D20 040'),
    person('E3', '100/D10/S1 040'),
  )
  assert.equal(answer(snapshot, 'E1', ['E3', 'E2']), 'allow E2')
})

test('same: [] compares no unit: the tier anywhere in the company', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', { bureau: '100' }, tiers, row('*', [sameTier([], 'director')]))] },
    person('E1', '100 090'),
    person('E2', '900/D9/S9 040'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2']), 'allow E2')
})

test('a tier is that of the sender’s pattern, whatever the approver’s pattern calls the role', () => {
  const snapshot = organizationOf(
    {
      patterns: [
        pattern('P1', { bureau: '100' }, { boss: ['040'] }, row('*', [sameTier([], 'boss')])),
        pattern('P2', { bureau: '200' }, { boss: ['045'] }, row('*', [sameTier([], 'boss')])),
      ],
    },
    person('E1', '100 090'),
    person('E2', '200 040'),
    person('E3', '200 045'),
    person('E4', '200 090'),
  )
  assert.equal(answer(snapshot, 'E1', ['E3', 'E2']), 'allow E2')
  assert.equal(answer(snapshot, 'E4', ['E2', 'E3']), 'allow E3')
})

test('units and role must stand on one and the same post of the approver', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, row('*', [sameTier(['bureau', 'department'], 'chief')]))] },
    person('E1', '100/D10 090'),
    person('E2', '100/D10 090', '100/D20 050'),
    person('E3', '100/D20 090', '100/D10 050'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3']), 'allow E3')
})

test('a sender sends as the main post only', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, row('*', [sameTier(['department'], 'chief')]))] },
    person('E1', '100/D10 090', '100/D20 090'),
    person('E2', '100/D20 050'),
    person('E3', '100/D10 050'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3']), 'allow E3')
})

test('samePattern: the approver’s post must match the `when` of the sender’s pattern, too', () => {
  const snapshot = organizationOf(
    {
      patterns: [
        pattern('P1', { bureau: '100' }, tiers, row('*', [withinPattern(sameTier([], 'director'))])),
        pattern('P2', { bureau: '300' }, tiers, row('*', [withinPattern(sameRole([], '040'))])),
      ],
    },
    person('E1', '100 090'),
    person('E2', '300 040'),
    person('E3', '300 090', '100/D7 040'),
    person('E4', '300 090'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3']), 'allow E3')
  assert.equal(answer(snapshot, 'E4', ['E3', 'E2']), 'allow E2')
})

test('samePattern names nobody for a sender in no pattern', () => {
  const snapshot = organizationOf(
    { exceptions: [exception('X', {}, { decides: accepts([withinPattern(sameRole([], '040'))]) })] },
    person('E1', '100 090'),
    person('E2', '100 040'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2']), 'reject no-approver-exists')
})

test('an exception’s entry reads `tier` by the sender’s pattern: no pattern or no such tier is nobody', () => {
  const decides = accepts([sameTier([], 'boss')])
  const snapshot = organizationOf(
    {
      exceptions: [exception('X', {}, { decides })],
      patterns: [
        pattern('P1', { bureau: '100' }, { boss: ['040'] }, row('*', [named('E2')])),
        pattern('P2', { bureau: '200' }, { chief: ['040'] }, row('*', [named('E2')])),
      ],
    },
    person('E1', '100 090'),
    person('E2', '100 040'),
    person('E3', '200 090'),
    person('E4', '300 090'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2']), 'allow E2')
  assert.equal(answer(snapshot, 'E3', ['E2']), 'reject no-approver-exists')
  assert.equal(answer(snapshot, 'E4', ['E2']), 'reject no-approver-exists')
})

test('the sender never counts among his own approvers: whoever is alone is vacant', () => {
  const snapshot = organizationOf(
    {
      patterns: [pattern('P1', {}, tiers, row('*', [sameTier(['bureau'], 'director')], [named('E3')]))],
    },
    person('E1', '100 040'),
    person('E2', '100 090'),
    person('E3', '900 090'),
  )
  assert.equal(answer(snapshot, 'E1', ['E1']), 'reject only-self')
  assert.equal(answer(snapshot, 'E1', ['E3']), 'allow E3')
  assert.equal(answer(snapshot, 'E2', ['E3', 'E1']), 'allow E1')
})

test('nobody without an address is an approver, so his place is vacant', () => {
  const entries = [
    sameTier(['bureau'], 'director'),
    named('E2'),
    members('directors'),
    matching({ role: '040' }),
    superior,
  ]
  for (const entry of entries) {
    const snapshot = organizationOf(
      {
        groups: new Map([['directors', [matcher({ role: '040' })]]]),
        patterns: [pattern('P1', {}, tiers, row('*', [entry], [named('E3')]))],
      },
      { ...person('E1', '100 090'), superior: 'E2' },
      { ...person('E2', '100 040'), addresses: [] },
      person('E3', '900 090'),
    )
    assert.equal(answer(snapshot, 'E1', ['E3']), 'allow E3', entry.kind)
  }
})

test('stand-ins are tried in order, each only if all before it named nobody', () => {
  const snapshot = organizationOf(
    {
      patterns: [
        pattern(
          'P1',
          {},
          tiers,
          row(
            '*',
            [sameTier(['department'], 'chief')],
            [sameTier(['department'], 'director')],
            [named('E9')],
          ),
        ),
      ],
    },
    person('E1', '100/D10 090'),
    person('E2', '100/D10 040'),
    person('E3', '100/D20 090'),
    person('E9', '900 001'),
  )
  assert.equal(answer(snapshot, 'E1', ['E9', 'E2']), 'allow E2')
  assert.equal(answer(snapshot, 'E3', ['E2', 'E9']), 'allow E9')
})

test('a matcher entry picks by any one post of a person, matched whole', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, tiers, row('*', [matching({ department: 'D10', role: '050' })]))] },
    person('E1', '100 090'),
    person('E2', '100/D10 090', '100/D20 050'),
    person('E3', '100/D20 090', '100/D10 050'),
  )
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3']), 'allow E3')
})

test('a group is any of its matchers, a list of groups any of them', () => {
  const snapshot = organizationOf(
    {
      groups: new Map([
        ['executives', [matcher({ role: '001' }), matcher({ employee: 'E3' })]],
        ['advisers', [matcher({ role: '955' })]],
      ]),
      patterns: [pattern('P1', {}, {}, row('*', [members('executives', 'advisers')]))],
    },
    person('E1', '100 090'),
    person('E2', '100 001'),
    person('E3', '100 090'),
    person('E4', '100 955'),
  )
  for (const who of ['E2', 'E3', 'E4']) assert.equal(answer(snapshot, 'E1', [who]), `allow ${who}`)
})

test('an attribute names the people whose numbers stand in it, separated by ";"', () => {
  const snapshot = organizationOf(
    { patterns: [pattern('P1', {}, {}, row('*', [superior]))] },
    { ...person('E1', '100 090'), superior: 'E99;;E3; E2' },
    person('E2', '100 001'),
    person('E3', '100 001'),
    person('E4', '100 001'),
  )
  assert.equal(answer(snapshot, 'E1', ['E4', 'E2']), 'allow E2')
  assert.equal(answer(snapshot, 'E1', ['E3']), 'allow E3')
})

/** True if a sender with these values of his main post is picked. */
function picks(
  lines: Parameters<typeof matcher>[0],
  post = '100 090',
  addresses = ['e1@example.co.jp'],
): boolean {
  const snapshot = organizationOf({ exempt: [matcher(lines)] }, { ...person('E1', post), addresses })
  return answer(snapshot, 'E1', []) === 'allow exempt'
}

test('matchers: "-" is blank, "+" is not blank, "*" is either, codes are text', () => {
  const values = ['-', '+', '*', '007', '7', ['7', '007']]
  assert.deepEqual(
    values.map((department) => [picks({ department }), picks({ department }, '100/007 090')]),
    [
      [true, false],
      [false, true],
      [true, true],
      [false, true],
      [false, false],
      [false, true],
    ],
  )
})

test('matchers on employee and on any address, whose case is ASCII only', () => {
  assert.ok(picks({ employee: ['E7', 'E1'] }))
  assert.ok(!picks({ employee: '-' }))
  assert.ok(picks({ employee: '+' }))
  const both = ['e1@example.co.jp', 'sako@example.co.jp']
  assert.ok(picks({ email: 'SAKO@Example.co.jp' }, '100 090', both))
  assert.ok(!picks({ email: 'SA\u212aO@example.co.jp' }, '100 090', both))
  assert.ok(picks({ email: '+' }))
  assert.ok(!picks({ email: '-' }))
})

test('all keys of a matcher must hold', () => {
  assert.ok(picks({ bureau: '100', department: '-', role: '090' }))
  assert.ok(!picks({ bureau: '100', department: '-', role: '091' }))
  assert.ok(!picks({ bureau: '100', department: '+', role: '090' }))
})

test('approvers(person, day) tells the entries looked at, whom each names, and which stand-in serves', () => {
  const snapshot = organizationOf(
    {
      exceptions: [exception('X', {}, { also: [named('E9', 'E1')] })],
      patterns: [
        pattern(
          'P1',
          {},
          tiers,
          row('*', [sameTier(['bureau'], 'chief')], [sameTier(['bureau'], 'director')], [named('E9')]),
        ),
      ],
    },
    person('E1', '100 090'),
    person('E2', '100 040'),
    person('E9', '900 001'),
  )
  const sender = personByEmployee(snapshot, 'E1')
  assert.ok(sender !== undefined)
  const asked = approvers(snapshot, sender, today)
  assert.equal(asked.outcome, 'named')
  assert.equal(asked.outcome === 'named' ? asked.standIn : undefined, 0)
  assert.deepEqual(
    asked.entries.map((entry) => [
      entry.place,
      peopleNamedBy(snapshot, asked, entry).map(({ employee }) => employee),
    ]),
    [
      [{ kind: 'pattern', pattern: 'P1', row: 0, vacancy: undefined, entry: 0 }, []],
      [{ kind: 'pattern', pattern: 'P1', row: 0, vacancy: 0, entry: 0 }, ['E2']],
      [{ kind: 'exception', exception: 'X', list: 'also', entry: 0 }, ['E9']],
    ],
  )
  assert.deepEqual(patternOf(snapshot, sender), { pattern: 'P1', tier: undefined })
})
