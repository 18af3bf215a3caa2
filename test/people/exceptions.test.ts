/** 個別定義: exceptions, their dates, and what they do to the pattern's demands. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, ask } from './ask.ts'
import {
  accepts,
  exception,
  matcher,
  named,
  organizationOf,
  pattern,
  person,
  row,
  sameTier,
  withinPattern,
} from './organization-of.ts'

const tiers = { director: ['040'] }
const staff = [
  person('E1', '100 090'),
  person('E2', '100 040'),
  person('E3', '900 955'),
  person('E4', '900 090'),
]
const patterns = [
  pattern('P1', { bureau: '100' }, tiers, row('*', [sameTier(['bureau'], 'director')], [named('E3')])),
]

test('an exception is in force on its first and on its last day, not before and not after', () => {
  const days = { from: '2026-04-01', until: '2027-03-31' }
  const exempting = organizationOf(
    { patterns, exceptions: [exception('X', { employee: 'E1' }, { ...days, decides: { kind: 'exempt' } })] },
    ...staff,
  )
  const adding = organizationOf(
    { patterns, exceptions: [exception('X', { employee: 'E1' }, { ...days, also: [named('E4')] })] },
    ...staff,
  )
  const expected = { '2026-03-31': false, '2026-04-01': true, '2027-03-31': true, '2027-04-01': false }
  for (const [day, inForce] of Object.entries(expected)) {
    const [exempt, also] = inForce
      ? ['allow exempt', 'allow E4']
      : ['reject unrelated-unit', 'reject unrelated-unit']
    assert.equal(answer(exempting, 'E1', ['E4'], day), exempt, day)
    assert.equal(answer(adding, 'E1', ['E4'], day), also, day)
  }
})

test('a date may be open at either end', () => {
  const decides = { kind: 'exempt' } as const
  const from = organizationOf({ exceptions: [exception('X', {}, { from: '2026-04-01', decides })] }, ...staff)
  const until = organizationOf(
    { exceptions: [exception('X', {}, { until: '2026-04-01', decides })] },
    ...staff,
  )
  assert.equal(answer(from, 'E1', [], '2026-03-31'), 'reject no-pattern')
  assert.equal(answer(from, 'E1', [], '2099-01-01'), 'allow exempt')
  assert.equal(answer(until, 'E1', [], '1999-01-01'), 'allow exempt')
  assert.equal(answer(until, 'E1', [], '2026-04-02'), 'reject no-pattern')
})

test('the first match that decides has decided; an expired one has not', () => {
  const snapshot = organizationOf(
    {
      exceptions: [
        exception('X1', {}, { until: '2026-06-30', decides: { kind: 'exempt' } }),
        exception('X2', {}, { decides: accepts([named('E2')]) }),
        exception('X3', {}, { decides: accepts([named('E3')]) }),
      ],
    },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', [], '2026-06-30'), 'allow exempt')
  assert.equal(answer(snapshot, 'E1', ['E3'], '2026-07-01'), 'reject unrelated-unit')
  assert.equal(answer(snapshot, 'E1', ['E2'], '2026-07-01'), 'allow E2')
})

test('every match that says `also` adds its entries, before and after the one that decides, and its own', () => {
  const snapshot = organizationOf(
    {
      exceptions: [
        exception('X1', {}, { also: [named('E2')] }),
        exception('X2', {}, { decides: accepts([named('E9')]), also: [named('E3')] }),
        exception('X3', {}, { decides: { kind: 'exempt' }, also: [named('E4')] }),
      ],
    },
    ...staff,
  )
  for (const who of ['E2', 'E3', 'E4']) assert.equal(answer(snapshot, 'E1', [who]), `allow ${who}`)
  assert.deepEqual(ask(snapshot, 'E1', []).exceptions, ['X1', 'X2', 'X3'])
})

test('an exception’s `accept` goes before the exempt list and never falls back to the pattern’s stand-ins', () => {
  const snapshot = organizationOf(
    {
      patterns,
      exempt: [matcher({ employee: 'E1' })],
      exceptions: [exception('X', { employee: 'E1' }, { decides: accepts([named('E9')]) })],
    },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3']), 'reject no-approver-exists')
})

test('an exception’s `accept` may have stand-ins of its own', () => {
  const snapshot = organizationOf(
    {
      patterns,
      exceptions: [exception('X', {}, { decides: accepts([named('E9')], [named('E8')], [named('E4')]) })],
    },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', ['E2', 'E3', 'E4']), 'allow E4')
  assert.deepEqual(ask(snapshot, 'E1', ['E4']).namedBy, {
    kind: 'exception',
    exception: 'X',
    list: { vacancy: 1 },
    entry: 0,
  })
})

test('`also` comes on top: it fills no vacancy and takes no approver away', () => {
  const snapshot = organizationOf(
    { patterns, exceptions: [exception('X', {}, { also: [named('E4')] })] },
    person('E1', '100 090'),
    person('E3', '900 955'),
    person('E4', '900 090'),
  )
  assert.equal(answer(snapshot, 'E1', ['E4']), 'allow E4')
  assert.equal(answer(snapshot, 'E1', ['E3']), 'allow E3')
})

test('in no pattern, an `also` that names somebody is enough, and one that names only the sender is not', () => {
  const snapshot = organizationOf(
    { exceptions: [exception('X', {}, { also: [named('E1')] })], unmatchedSender: 'allow' },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E2', []), 'reject no-internal-recipient')
  assert.equal(answer(snapshot, 'E2', ['E1']), 'allow E1')
  assert.equal(answer(snapshot, 'E1', []), 'allow no-pattern')
})

test('in no row of a pattern, `also` counts as it does in no pattern', () => {
  const snapshot = organizationOf(
    {
      patterns: [pattern('P1', {}, tiers, row(['director'], [named('E3')]))],
      exceptions: [exception('X', { employee: 'E1' }, { also: [sameTier(['bureau'], 'director')] })],
    },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', ['E2']), 'allow E2')
  assert.equal(answer(snapshot, 'E4', ['E2']), 'reject no-pattern')
})

test('`also` saves a sender whose accept and stand-ins name nobody', () => {
  const snapshot = organizationOf(
    { exceptions: [exception('X', {}, { decides: accepts([named('E9')]), also: [named('E4')] })] },
    ...staff,
  )
  assert.equal(answer(snapshot, 'E1', ['E4']), 'allow E4')
})

test('exempt by exception and by the exempt list, and what each verdict says of it', () => {
  const snapshot = organizationOf(
    {
      patterns,
      exempt: [matcher({ role: '001' }), matcher({ role: '040' })],
      exceptions: [exception('X', { employee: 'E3' }, { decides: { kind: 'exempt' } })],
    },
    ...staff,
  )
  assert.deepEqual(ask(snapshot, 'E2', []).exemptBy, { kind: 'exempt-list', index: 1 })
  assert.deepEqual(ask(snapshot, 'E3', []).exemptBy, { kind: 'exception', exception: 'X' })
})

test('a verdict names pattern and tier where a pattern was looked up, and only there', () => {
  const snapshot = organizationOf(
    {
      patterns,
      exceptions: [
        exception('X1', { employee: 'E1' }, { decides: accepts([named('E3')]) }),
        exception('X2', { employee: 'E2' }, { decides: accepts([withinPattern(sameTier([], 'director'))]) }),
      ],
    },
    ...staff,
    person('E5', '100 040'),
  )
  const { pattern: none } = ask(snapshot, 'E1', [])
  const { pattern: borrowed, tier } = ask(snapshot, 'E2', [])
  assert.deepEqual([none, borrowed, tier], [undefined, 'P1', 'director'])
})
