import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayFinding } from '../../src/policy/say-finding.ts'
import { processorTime } from '../peers/processor-time.ts'
import { all, any, from, has, lintOf, not, policy, said } from './lint-document.ts'

test('a condition beside its own opposite is an error, and both lines are named', () => {
  const x = has('x')
  const again = has('x')
  const findings = lintOf([policy('p', { when: all(x, not(again)) })])
  assert.deepEqual(said(findings), ['never-met:p'])
  const [found] = findings
  assert.ok(found !== undefined)
  const sentence = sayFinding(found, 'en')
  assert.match(sentence, new RegExp(`"it has x" \\(line ${x.place.line}\\)`))
  assert.match(sentence, new RegExp(`not "it has x" \\(line ${again.place.line}\\)`))
  assert.match(sentence, /The policy never matches/)
})

test('five or more beside three or fewer is an error', () => {
  assert.deepEqual(said(lintOf([policy('p', { when: all(from(5), from(0, 3)) })])), ['never-met:p'])
})

test('five or more beside three or more is in order', () => {
  assert.deepEqual(lintOf([policy('p', { when: all(from(5), from(3)) })]), [])
})

test('five or more beside "not three or more" is an error', () => {
  assert.deepEqual(said(lintOf([policy('p', { when: all(from(5), not(from(3))) })])), ['never-met:p'])
})

test('a contradiction in one of several branches is a warning at that branch', () => {
  const bad = all(has('x'), not(has('x')))
  const findings = lintOf([policy('p', { when: any(bad, has('y')) })])
  assert.deepEqual(said(findings), ['never-met:p?'])
  assert.equal(findings[0]?.place.line, bad.place.line)
})

test('a contradiction that spans two levels is found', () => {
  const tree = all(any(all(has('x'), has('y')), from(5)), not(has('x')), from(0, 3))
  assert.deepEqual(said(lintOf([policy('p', { when: tree })])), ['never-met:p'])
})

test('an unless that covers its when is an error of the policy', () => {
  const findings = lintOf([policy('p', { when: all(has('x'), from(5)), unless: any(from(3), has('z')) })])
  assert.deepEqual(said(findings), ['unless-covers-when:p'])
})

test('an unless that every mail meets keeps the policy from matching', () => {
  const findings = lintOf([policy('p', { when: has('y'), unless: any(has('x'), not(has('x'))) })])
  assert.deepEqual(said(findings), ['always-met:p'])
  const [found] = findings
  assert.ok(found !== undefined)
  assert.match(
    sayFinding(found, 'en'),
    /of "it has x" \(line \d+\) and not "it has x" \(line \d+\) one always holds/,
  )
})

test('a when that every mail meets is a warning', () => {
  assert.deepEqual(said(lintOf([policy('p', { when: any(has('x'), not(has('x'))) })])), ['always-met:p?'])
})

test('what a set holds is said once, however many policies use it', () => {
  const bad = all(has('x'), not(has('x')))
  const set = { kind: 'set', name: 's', of: bad, place: bad.place } as const
  const findings = lintOf([policy('p', { when: set }), policy('q', { when: set })])
  assert.deepEqual(said(findings), ['never-met:p'])
})

test('the same condition twice in one list is a warning', () => {
  assert.deepEqual(said(lintOf([policy('p', { when: all(has('x'), has('x')) })])), ['condition-twice:p?'])
})

test('a tree with more alternatives than are worked out is left alone, and quickly', () => {
  const pairs = Array.from({ length: 40 }, (_, index) => any(has(`a${index}`), has(`b${index}`)))
  const { took } = processorTime(() => {
    assert.deepEqual(lintOf([policy('p', { when: all(...pairs) })]), [])
  })
  assert.ok(took < 1_000)
})

test('a contradiction is found beside what has too many alternatives', () => {
  const pairs = Array.from({ length: 40 }, (_, index) => any(has(`a${index}`), has(`b${index}`)))
  const findings = lintOf([policy('p', { when: all(...pairs, from(5), from(0, 3)) })])
  assert.deepEqual(said(findings), ['never-met:p'])
})
