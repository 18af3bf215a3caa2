import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayFinding } from '../../src/policy/say-finding.ts'
import { has, leaf, letter, lintOf, policy, said } from './lint-document.ts'

const nothingKnown = { group: undefined, 'matcher-key': undefined, attribute: undefined, listener: undefined }

function inGroup(group: string) {
  return policy('p', { when: leaf(letter, { letter: 'x', group }) })
}

test('a group that nobody defines is an error, with the one that was meant', () => {
  const findings = lintOf([inGroup('executive')], {
    names: { ...nothingKnown, group: ['board', 'executives'] },
  })
  assert.deepEqual(said(findings), ['name-unknown:p'])
  const [found] = findings
  assert.ok(found !== undefined)
  assert.match(sayFinding(found, 'en'), /no group called "executive".*Did you mean "executives"\?/)
})

test('names of a kind that is not known here are left alone', () => {
  assert.deepEqual(lintOf([inGroup('executive')]), [])
})

test('lists, tables and sets that no policy uses are warnings where they are defined', () => {
  const written = [
    'version: 1',
    'lists:',
    '  rivals: { domains: [rival.example] }',
    'tables:',
    '  clients: { columns: [domain], rows: [] }',
    'conditions:',
    '  abroad: { letter: { letter: x } }',
    '  used: { letter: { letter: x } }',
  ].join('\n')
  const tree = has('x')
  const when = { kind: 'set', name: 'used', of: tree, place: tree.place } as const
  const findings = lintOf([policy('p', { when })], {}, written)
  assert.deepEqual(
    findings.map(({ kind, place, severity }) => [kind, place.line, severity]),
    [
      ['name-unused', 3, 'warning'],
      ['name-unused', 5, 'warning'],
      ['name-unused', 7, 'warning'],
    ],
  )
})

test('entries that differ in letter case alone stand there twice', () => {
  const written =
    'lists:\n  vips:\n    addresses:\n      - a@example.com\n      - A@EXAMPLE.com\n      - b@example.com'
  const found = lintOf([], {}, written).filter(({ kind }) => kind === 'entry-twice')
  assert.deepEqual(
    found.map(({ place }) => place.line),
    [5],
  )
})

function until(day: string) {
  return policy('p', { times: { from: undefined, until: day, hours: undefined } })
}

test('dates that are over are an error; the last day itself is not over', () => {
  assert.deepEqual(said(lintOf([until('2026-11-23')])), ['dates-over:p'])
  assert.deepEqual(lintOf([until('2026-11-24')]), [])
})

test('what has been off for ninety days is a warning', () => {
  const off = [policy('p', { mode: 'off' })]
  assert.deepEqual(lintOf(off, { offSince: new Map([['p', '2026-11-01']]) }), [])
  assert.deepEqual(said(lintOf(off, { offSince: new Map([['p', '2026-08-26']]) })), ['off-for-long:p?'])
})

test('letting doubt through is a warning, for a policy that would stop something', () => {
  assert.deepEqual(said(lintOf([policy('p', { when: has('x'), onCannotTell: 'skip' })])), [
    'skips-what-cannot-be-told:p?',
  ])
  const pass = { kind: 'pass', skip: 'all' } as const
  assert.deepEqual(lintOf([policy('p', { when: has('x'), onCannotTell: 'skip', action: pass })]), [])
})
