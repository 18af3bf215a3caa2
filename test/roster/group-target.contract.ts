/**
 * What every driver of a target must do: run by the tests of each driver against a real target. A driver for another gateway
 * calls it in a test of its own.
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashOfMembers } from '../../src/people/group-hash.ts'
import type { PublishedGroup } from '../../src/people/published-groups.ts'
import type { GroupTarget } from '../../src/roster/group-target.ts'

export function groupOf(name: string, ...members: readonly string[]): PublishedGroup {
  const sorted = members.toSorted()
  return { name, members: sorted, hash: hashOfMembers(sorted) }
}

const done = { kind: 'done' }

async function listed(target: GroupTarget) {
  const answer = await target.list()
  assert.ok(answer.kind === 'listed', JSON.stringify(answer))
  return answer
}

async function ownHashes(target: GroupTarget): Promise<ReadonlyMap<string, string>> {
  const { self, groups } = await listed(target)
  return new Map(groups.filter(({ creator }) => creator === self).map(({ name, hash }) => [name, hash]))
}

/**
 * @param open a driver for a target without groups of its own; called once for each test. With `again`, the same target by a
 * driver that knows nothing of the first, as after a kill
 */
export function testGroupTarget(
  kind: string,
  open: () => Promise<{ readonly target: GroupTarget; readonly again: () => GroupTarget }>,
): void {
  const slashes = groupOf('P2//201/A%2F01 日本/senders', 'b@example.co.jp', 'a@example.co.jp')

  test(`${kind}: what was put and settled is listed with its hash and read back under its name`, async () => {
    const { target, again } = await open()
    assert.deepEqual(await target.put(slashes, undefined), done)
    assert.deepEqual(await target.settle(), done)
    assert.equal((await ownHashes(again())).get(slashes.name), slashes.hash)
    assert.deepEqual(await again().read(slashes.name), { kind: 'members', members: slashes.members })
  })

  test(`${kind}: a group without members is a group`, async () => {
    const { target, again } = await open()
    const empty = groupOf('refused')
    assert.deepEqual(await target.put(empty, undefined), done)
    await target.settle()
    assert.deepEqual(await again().read('refused'), { kind: 'members', members: [] })
    assert.equal((await ownHashes(again())).get('refused'), empty.hash)
  })

  test(`${kind}: the same group again is done, whatever the plan has seen`, async () => {
    const { target } = await open()
    await target.put(slashes, undefined)
    assert.deepEqual(await target.put(slashes, undefined), done)
    assert.deepEqual(await target.put(slashes, hashOfMembers(['old@example.co.jp'])), done)
  })

  test(`${kind}: all members are overwritten, and only those that the plan has seen`, async () => {
    const { target, again } = await open()
    const [first, second, third] = ['one', 'two', 'three'].map((name) =>
      groupOf('exempt', `${name}@example.co.jp`),
    )
    assert.ok(first !== undefined && second !== undefined && third !== undefined)
    await target.put(first, undefined)
    assert.deepEqual(await target.put(second, first.hash), done)
    assert.deepEqual(await target.put(third, first.hash), {
      kind: 'group-fault',
      fault: { kind: 'changed-meanwhile' },
    })
    await target.settle()
    assert.deepEqual(await again().read('exempt'), { kind: 'members', members: second.members })
  })

  test(`${kind}: what was removed is gone, and removing it again is done`, async () => {
    const { target, again } = await open()
    await target.put(slashes, undefined)
    await target.settle()
    const later = again()
    await listed(later)
    assert.deepEqual(await later.remove(slashes.name, slashes.hash), done)
    assert.deepEqual(await later.remove(slashes.name, slashes.hash), done)
    await later.settle()
    assert.deepEqual(await again().read(slashes.name), { kind: 'absent' })
    assert.equal((await ownHashes(again())).has(slashes.name), false)
  })

  test(`${kind}: a group that has changed is not removed`, async () => {
    const { target } = await open()
    await target.put(slashes, undefined)
    assert.deepEqual(await target.remove(slashes.name, hashOfMembers([])), {
      kind: 'group-fault',
      fault: { kind: 'changed-meanwhile' },
    })
  })

  test(`${kind}: many groups may be put at the same time`, async () => {
    const { target, again } = await open()
    const groups = Array.from({ length: 40 }, (_, index) =>
      groupOf(`P1//${index}/senders`, `e${index}@example.co.jp`),
    )
    const answers = await Promise.all(groups.map(async (group) => await target.put(group, undefined)))
    assert.deepEqual(new Set(answers.map(({ kind: said }) => said)), new Set(['done']))
    await target.settle()
    const hashes = await ownHashes(again())
    for (const { name, hash } of groups) assert.equal(hashes.get(name), hash)
  })
}
