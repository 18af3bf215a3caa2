/** A plan carried out, where any group may fail and the target may go away at any step. */

import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { PublishedGroup, PublishedGroups } from '../../src/people/published-groups.ts'
import { publishGroups } from '../../src/roster/publish-groups.ts'
import { groupOf, testGroupTarget } from './group-target.contract.ts'
import { openMemoryTarget, self, type KeptGroup, type MemoryTarget } from './memory-target.ts'

testGroupTarget('memory', async () => {
  const groups = new Map<string, KeptGroup>()
  return await Promise.resolve({ target: openMemoryTarget(groups), again: () => openMemoryTarget(groups) })
})

const pairs = ['P1//1', 'P1//2', 'P1//3', 'P2/a/3']
const names = ['exempt', 'refused', ...pairs.flatMap((pair) => [`${pair}/senders`, `${pair}/approvers`])]
const members = fc.subarray(['a@example.co.jp', 'b@example.co.jp', 'c@example.co.jp'])

/** `exempt` and `refused` are always there, and the groups of a pair together. */
const desired: fc.Arbitrary<PublishedGroups> = fc
  .tuple(fc.subarray(pairs), fc.array(members, { minLength: names.length, maxLength: names.length }))
  .map(([kept, lists]) => {
    const wanted = names.filter(
      (name) => !name.includes('/') || kept.some((pair) => name.startsWith(`${pair}/`)),
    )
    const groups = wanted.map((name, index): PublishedGroup => groupOf(name, ...(lists[index] ?? [])))
    const byName = new Map(groups.map((group) => [group.name, group]))
    return { day: '2026-11-24', byName, leftOut: [], unknownSender: 'reject' }
  })

function keptOf({ byName }: PublishedGroups): Map<string, KeptGroup> {
  return new Map([...byName].map(([name, group]) => [name, { members: group.members, creator: self }]))
}

function assertHas(target: MemoryTarget, { byName }: PublishedGroups): void {
  assert.deepEqual(
    new Map([...target.groups].map(([name, group]) => [name, group.members])),
    new Map([...byName].map(([name, group]) => [name, group.members])),
  )
}

test('whatever was there before, the target ends with every group, and the next run has nothing to do', async () => {
  await fc.assert(
    fc.asyncProperty(desired, desired, fc.integer({ min: 1, max: 9 }), async (before, after, atATime) => {
      const target = openMemoryTarget(keptOf(before))
      const result = await publishGroups(after, target, { atATime })
      assert.equal(result.kind, 'complete')
      assertHas(target, after)
      assert.ok(target.mostAtOnce() <= atATime)
      const next = await publishGroups(after, target)
      assert.ok(next.kind === 'complete')
      assert.deepEqual(next.plan.steps, [])
    }),
    { numRuns: 150 },
  )
})

test('no senders are sent to approvers that failed, no approvers go before their senders, and nothing follows a failed exempt', async () => {
  await fc.assert(
    fc.asyncProperty(desired, desired, fc.subarray(names), async (before, after, failing) => {
      const fails = new Set(failing)
      const target = openMemoryTarget(keptOf(before), (name) =>
        fails.has(name)
          ? { kind: 'group-fault', fault: { kind: 'refused', status: 400, detail: '' } }
          : undefined,
      )
      const result = await publishGroups(after, target)
      assert.ok(result.kind !== 'target-fault')
      const { applied, plan } = result
      const failed = new Set(applied.failed.map(({ name }) => name))
      assert.equal(applied.done + applied.failed.length + applied.left, plan.steps.length)
      for (const pair of pairs) {
        const [senders, approvers] = [`${pair}/senders`, `${pair}/approvers`]
        if (failed.has(approvers)) assert.ok(!target.changes.includes(`put ${senders}`))
        if (failed.has(senders)) assert.ok(!target.changes.includes(`remove ${approvers}`))
      }
      if (failed.has('exempt') || failed.has('refused'))
        assert.ok(target.changes.every((change) => !change.includes('/')))
      assert.equal(result.kind, failed.size === 0 ? 'complete' : 'unfinished')
      fails.clear()
      assert.equal((await publishGroups(after, target)).kind, 'complete')
      assertHas(target, after)
    }),
    { numRuns: 150 },
  )
})

test('a target that goes away at any step is given up at once, and finished by the next run', async () => {
  await fc.assert(
    fc.asyncProperty(desired, desired, fc.nat(12), async (before, after, last) => {
      let count = 0
      const target = openMemoryTarget(keptOf(before), () => {
        count += 1
        return count > last
          ? { kind: 'target-fault', fault: { kind: 'unreachable', why: 'ECONNRESET' } }
          : undefined
      })
      const result = await publishGroups(after, target, { atATime: 3 })
      assert.ok(result.kind !== 'target-fault')
      assert.ok(count <= last + 3, 'at most those under way are still tried')
      assert.equal(result.kind === 'complete', count <= last)
      if (result.kind === 'unfinished') assert.equal(result.applied.done, Math.min(count, last))
      count = -1_000
      assert.equal((await publishGroups(after, target)).kind, 'complete')
      assertHas(target, after)
    }),
    { numRuns: 150 },
  )
})

test('progress counts every step once, up to all of them', async () => {
  const groups = names.map((name) => groupOf(name, 'a@example.co.jp'))
  const byName = new Map(groups.map((group) => [group.name, group]))
  const seen: string[] = []
  await publishGroups(
    { day: '2026-11-24', byName, leftOut: [], unknownSender: 'reject' },
    openMemoryTarget(new Map()),
    { report: ({ done, total, step }) => seen.push(`${done}/${total} ${step.kind}`) },
  )
  assert.deepEqual(
    seen,
    names.map((_, index) => `${index + 1}/${names.length} create`),
  )
})
