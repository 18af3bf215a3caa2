/** Files of a day as a target of groups. */

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { openFilesTarget } from '../../src/roster/files-target.ts'
import { verifyGroupFiles } from '../../src/roster/group-files.ts'
import { publishGroups } from '../../src/roster/publish-groups.ts'
import { groupOf, testGroupTarget } from './group-target.contract.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-target-'))
  folders.push(folder)
  return folder
}

function openAt(directory: string, day: string, keep?: number) {
  return openFilesTarget({ directory, snapshot: 'abc', groups: { day, unknownSender: 'reject' }, keep })
}

testGroupTarget('files', async () => {
  const directory = join(newFolder(), 'groups')
  const again = () => openAt(directory, '2026-11-24')
  return await Promise.resolve({ target: again(), again })
})

function groupsOf(day: string, ...groups: readonly ReturnType<typeof groupOf>[]) {
  const byName = new Map(groups.map((group) => [group.name, group]))
  return { day, byName, leftOut: [], unknownSender: 'reject' as const }
}

test('each day gets its folder whole, from the one before, and old ones go', async () => {
  const directory = newFolder()
  const exempt = groupOf('exempt', 'a@example.co.jp')
  for (const day of ['2026-11-22', '2026-11-23', '2026-11-24']) {
    const groups = groupsOf(day, exempt, groupOf('refused', `${day}@example.co.jp`))
    const published = await publishGroups(groups, openAt(directory, day, 2))
    assert.equal(published.kind, 'complete')
  }
  assert.deepEqual(readdirSync(directory).toSorted(), ['2026-11-23', '2026-11-24'])
  const { index, problems } = await verifyGroupFiles(join(directory, '2026-11-24'))
  assert.deepEqual(problems, [])
  assert.deepEqual(
    index?.groups.map(({ name }) => name),
    ['exempt', 'refused'],
  )
})

test('a file that was damaged is put again, though the plan of the index would have nothing to do', async () => {
  const directory = newFolder()
  const groups = groupsOf('2026-11-24', groupOf('exempt', 'a@example.co.jp'), groupOf('refused'))
  await publishGroups(groups, openAt(directory, '2026-11-24'))
  const folder = join(directory, '2026-11-24')
  const file = readdirSync(folder).find((name) => name.startsWith('exempt')) ?? ''
  writeFileSync(join(folder, file), 'intruder@example.co.jp\n')
  const published = await publishGroups(groups, openAt(directory, '2026-11-24'))
  assert.equal(published.kind, 'complete')
  assert.equal(published.plan.steps.length, 1)
  assert.deepEqual((await verifyGroupFiles(folder)).problems, [])
})

test('a folder that cannot be used is a fault of the target, and nothing is called done', async () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  const published = await publishGroups(
    groupsOf('2026-11-24', groupOf('exempt')),
    openAt(join(file, 'groups'), '2026-11-24'),
  )
  assert.ok(published.kind === 'target-fault')
  assert.equal(published.fault.kind, 'disk')
})
