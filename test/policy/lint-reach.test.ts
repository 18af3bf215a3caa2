import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineCondition } from '../../src/policy/condition.ts'
import { all, any, from, has, leaf, letter, lintOf, not, policy, said } from './lint-document.ts'

const pass = { kind: 'pass', skip: 'all' } as const
const refuse = { kind: 'refuse', text: undefined } as const

test('a superset with stop before it: the later policy is never reached', () => {
  const findings = lintOf([
    policy('wide', { when: from(3), stop: true }),
    policy('narrow', { when: all(from(5), has('x')) }),
  ])
  assert.deepEqual(said(findings), ['never-reached:narrow'])
})

test('without stop the same policies are both reached', () => {
  const findings = lintOf([
    policy('wide', { when: from(3), action: { kind: 'discard' } }),
    policy('narrow', { when: all(from(5), has('x')) }),
  ])
  assert.deepEqual(findings, [])
})

test('a subset with stop before it leaves the later policy something to do', () => {
  const findings = lintOf([
    policy('narrow', { when: from(5), stop: true }),
    policy('wide', { when: from(3) }),
  ])
  assert.deepEqual(findings, [])
})

test('two policies that stop cover together what neither covers alone', () => {
  const findings = lintOf([
    policy('a', { when: has('a'), stop: true }),
    policy('b', { when: has('b'), stop: true }),
    policy('both', { when: all(has('c'), any(has('a'), has('b'))) }),
  ])
  assert.deepEqual(said(findings), ['never-reached:both'])
})

test('a policy in force for some weeks only does not cover one that is always in force', () => {
  const times = { from: '2026-11-01', until: '2026-12-31', hours: undefined }
  const early = policy('early', { when: has('x'), stop: true, times })
  assert.deepEqual(lintOf([early, policy('later', { when: has('x') })]), [])
  assert.deepEqual(said(lintOf([early, policy('later', { when: has('x'), times })])), ['never-reached:later'])
})

test('neither shadow nor off keeps anything from a later policy', () => {
  for (const mode of ['shadow', 'off'] as const)
    assert.deepEqual(lintOf([policy('a', { stop: true, mode }), policy('b', { when: has('x') })]), [])
})

test('an exception to the earlier policy is room for the later one', () => {
  const findings = lintOf([
    policy('a', { when: from(3), unless: has('x'), stop: true }),
    policy('b', { when: all(from(5), has('x')) }),
  ])
  assert.deepEqual(findings, [])
})

test('a pass that names the later policy keeps what it matches from it', () => {
  const action = { kind: 'pass', skip: ['b'] } as const
  const findings = lintOf([
    policy('a', { when: has('x'), action }),
    policy('b', { when: all(has('x'), has('y')) }),
    policy('c', { when: all(has('x'), has('y')), action: pass }),
  ])
  assert.deepEqual(said(findings), ['never-reached:b'])
})

test('a policy that another may skip alone is not relied on', () => {
  const findings = lintOf([
    policy('skips', { when: has('z'), action: { kind: 'pass', skip: ['a'] } }),
    policy('a', { when: has('x'), stop: true }),
    policy('b', { when: has('x') }),
  ])
  assert.deepEqual(findings, [])
})

test('a pass that can only match what was refused before is an error', () => {
  const findings = lintOf([
    policy('no', { when: from(3), action: refuse }),
    policy('yes', { when: from(5), action: pass }),
  ])
  assert.deepEqual(said(findings), ['already-refused:yes'])
})

test('a pass before the refusal has its effect', () => {
  const findings = lintOf([
    policy('yes', { when: from(5), action: pass }),
    policy('no', { when: from(3), action: refuse }),
  ])
  assert.deepEqual(findings, [])
})

test('a refusal of what was refused before is a warning; of what was discarded before, none', () => {
  const findings = lintOf([
    policy('no', { when: from(3), action: refuse }),
    policy('again', { when: from(5), action: refuse }),
  ])
  assert.deepEqual(said(findings), ['already-refused:again?'])
  const discarded = policy('gone', { when: from(3), action: { kind: 'discard' } })
  assert.deepEqual(lintOf([discarded, policy('no', { when: from(5), action: refuse })]), [])
})

test('a deliver policy for mail that is refused is an error, unless a pass may save some of it', () => {
  const route = { kind: 'deliver', route: 'b', tls: undefined } as const
  const no = policy('no', { when: has('x'), action: refuse })
  const deliver = policy('way', { when: all(has('x'), has('y')), stage: 'deliver', action: route })
  assert.deepEqual(said(lintOf([no, deliver])), ['already-refused:way'])
  const saves = policy('saves', { when: has('z'), action: pass })
  assert.deepEqual(lintOf([saves, no, deliver]), [])
})

test('a policy that matches where nothing can be told is not covered by one that does not', () => {
  const findings = lintOf([
    policy('a', { when: has('x'), stop: true }),
    policy('b', { when: has('x'), onCannotTell: 'match' }),
  ])
  assert.deepEqual(findings, [])
})

test('a pass without conditions before the rule on supervisors is a warning beside the error', () => {
  const approver = defineCondition({ ...letter, kind: 'approver' })
  const open = policy('open', { action: pass })
  const supervisor = policy('supervisor', { when: leaf(approver, { letter: 'missing' }) })
  const findings = lintOf([open, supervisor])
  assert.deepEqual(said(findings), ['passes-supervisor-rule:open?', 'never-reached:supervisor'])
  const narrowed = policy('open', { action: pass, when: not(has('x')) })
  assert.deepEqual(lintOf([narrowed, supervisor]), [])
})
