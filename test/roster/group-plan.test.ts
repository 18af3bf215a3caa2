/** The plan between the groups of a day and what a target has. */

import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planGroups, type DesiredGroup, type GroupAtTarget } from '../../src/roster/group-plan.ts'

const own = 'sekisho'

function applied(present: readonly GroupAtTarget[], plan: ReturnType<typeof planGroups>) {
  const groups = new Map(present.map((group) => [group.name, group]))
  for (const step of plan.steps) {
    const before = groups.get(step.name)
    if (step.kind !== 'create') assert.deepEqual([before?.hash, before?.creator], [step.before, own])
    if (step.kind === 'delete') groups.delete(step.name)
    else groups.set(step.name, { name: step.name, hash: step.hash, creator: own })
  }
  return groups
}

const names = [
  'exempt',
  'refused',
  ...['P1//1', 'P1//2', 'P2/a/3'].flatMap((name) => [`${name}/senders`, `${name}/approvers`]),
]
const desired: fc.Arbitrary<DesiredGroup[]> = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...names), hash: fc.constantFrom('a', 'b') }, { noNullPrototype: true }),
  { selector: ({ name }) => name },
)
const present: fc.Arbitrary<GroupAtTarget[]> = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom(...names, 'board'),
      hash: fc.constantFrom('a', 'b'),
      creator: fc.constantFrom(own, own, 'somebody'),
    },
    { noNullPrototype: true },
  ),
  { selector: ({ name }) => name },
)

test('carried out, a plan gives the desired groups, leaves those of others, and the next plan is empty', () => {
  fc.assert(
    fc.property(desired, present, (wanted, had) => {
      const plan = planGroups(wanted, had, own)
      const groups = applied(had, plan)
      for (const { name, hash } of wanted) {
        const foreign = plan.foreign.some((each) => each.name === name)
        if (!foreign) assert.deepEqual(groups.get(name), { name, hash, creator: own })
      }
      for (const group of had) if (group.creator !== own) assert.equal(groups.get(group.name), group)
      const made = [...groups.values()].filter(({ creator }) => creator === own)
      assert.equal(made.length + plan.foreign.length, wanted.length)
      assert.deepEqual(planGroups(wanted, groups.values(), own).steps, [])
    }),
    { numRuns: 300 },
  )
})

test('the same groups in another order give the same plan', () => {
  fc.assert(
    fc.property(desired, present, (wanted, had) => {
      assert.deepEqual(planGroups(wanted.toReversed(), had.toReversed(), own), planGroups(wanted, had, own))
    }),
    { numRuns: 100 },
  )
})

test('exempt comes first, approvers before their senders, and what goes last with senders first', () => {
  const hash = 'x'
  const wanted = ['P1//1/senders', 'P1//1/approvers', 'exempt', 'P1//2/senders', 'P1//2/approvers']
  const had = ['exempt', 'P1//2/senders', 'P0//9/approvers', 'P0//9/senders']
  const { steps, same } = planGroups(
    wanted.map((name) => ({ name, hash })),
    had.map((name) => ({ name, hash: name === 'P1//2/senders' ? hash : 'old', creator: own })),
    own,
  )
  assert.equal(same, 1)
  assert.deepEqual(
    steps.map(({ kind, name }) => `${kind} ${name}`),
    [
      'overwrite exempt',
      'create P1//1/approvers',
      'create P1//2/approvers',
      'create P1//1/senders',
      'delete P0//9/senders',
      'delete P0//9/approvers',
    ],
  )
})

test('a group of somebody else is neither deleted nor overwritten, and is told of where its name is needed', () => {
  const { steps, foreign } = planGroups(
    [{ name: 'exempt', hash: 'x' }],
    [
      { name: 'exempt', hash: 'y', creator: 'hand' },
      { name: 'board', hash: 'y', creator: 'hand' },
    ],
    own,
  )
  assert.deepEqual(steps, [])
  assert.deepEqual(foreign, [{ name: 'exempt', creator: 'hand' }])
})
