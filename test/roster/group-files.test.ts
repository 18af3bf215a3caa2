/** Groups of a day as files: whole or not at all, read back, and kept for some days. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Groups } from '../../src/people/groups.ts'
import {
  daysOfGroupFiles,
  readGroupFile,
  removeOldGroupFiles,
  verifyGroupFiles,
  writeGroupFiles,
} from '../../src/roster/group-files.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sekisho-groups-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function groupsOf(day: string, ...senders: readonly string[]): Groups {
  return {
    day,
    pairs: [
      {
        senderGroup: 'P1//a%2Fb/senders',
        approverGroup: 'P1//a%2Fb/approvers',
        senders,
        approvers: ['chief@example.co.jp'],
      },
    ],
    exempt: ['z@example.co.jp', 'a@example.co.jp'],
    refused: [],
    unknownSender: 'reject',
  }
}

const today = '2026-11-24'

async function written(groups: Groups) {
  const result = await writeGroupFiles(directory, groups, 'abc')
  assert.notEqual(result.kind, 'damaged')
  assert.ok(result.kind !== 'damaged')
  return result
}

test('each group is a file of sorted addresses, and the index has its name, hash and size', async () => {
  const { folder, index } = await written(groupsOf(today, 'e1@example.co.jp'))
  assert.equal(folder, join(directory, today))
  assert.deepEqual(
    index.groups.map(({ name, members }) => [name, members]),
    [
      ['P1//a%2Fb/approvers', 1],
      ['P1//a%2Fb/senders', 1],
      ['exempt', 2],
      ['refused', 0],
    ],
  )
  for (const { file, hash, size } of index.groups) {
    const content = readFileSync(join(folder, file))
    assert.equal(content.length, size)
    assert.equal(createHash('sha256').update(content).digest('hex'), hash)
  }
  const exempt = index.groups.find(({ name }) => name === 'exempt')
  assert.ok(exempt !== undefined)
  assert.equal(readFileSync(join(folder, exempt.file), 'utf8'), 'a@example.co.jp\nz@example.co.jp\n')
  assert.deepEqual(await readGroupFile(folder, exempt), ['a@example.co.jp', 'z@example.co.jp'])
  assert.deepEqual(await verifyGroupFiles(folder), { index, problems: [] })
})

async function lines(day: string, ...senders: readonly string[]): Promise<readonly string[]> {
  const { folder } = await written(groupsOf(day, ...senders))
  return readFileSync(join(folder, 'index.json'), 'utf8').split('\n').slice(1)
}

test('a group has the same file from day to day, and its line in the index changes only with its members', async () => {
  const before = await lines('2026-11-23', 'e1@example.co.jp')
  const after = await lines(today, 'e1@example.co.jp', 'e2@example.co.jp')
  assert.deepEqual(
    after.map((line, index) => line === before[index]),
    [true, false, true, true, true, true],
  )
})

test('names that differ only in letters that a file name cannot hold have files of their own', async () => {
  const [pair] = groupsOf(today, 'e1@example.co.jp').pairs
  assert.ok(pair !== undefined)
  const long = 'x'.repeat(300)
  const named = (name: string) => ({
    ...pair,
    senderGroup: `${name}/senders`,
    approverGroup: `${name}/approvers`,
  })
  const pairs = [named('A'), named('a'), named('営業/'), named('総務/'), named(long), named(`${long}y`)]
  const { index, folder } = await written({ ...groupsOf(today), pairs })
  assert.equal(new Set(index.groups.map(({ file }) => file.toLowerCase())).size, 14)
  assert.deepEqual((await verifyGroupFiles(folder)).problems, [])
})

test('writing the same groups again touches nothing; others replace the whole day', async () => {
  const { folder } = await written(groupsOf(today, 'e1@example.co.jp'))
  const { ino } = statSync(folder)
  assert.equal((await written(groupsOf(today, 'e1@example.co.jp'))).kind, 'same')
  assert.equal(statSync(folder).ino, ino)
  assert.equal((await written(groupsOf(today, 'e2@example.co.jp'))).kind, 'written')
  assert.deepEqual(readdirSync(directory), [today])
  assert.deepEqual((await verifyGroupFiles(folder)).problems, [])
})

test('a day that was damaged is written anew, although its index is the same', async () => {
  const groups = groupsOf(today, 'e1@example.co.jp')
  const { folder, index } = await written(groups)
  writeFileSync(join(folder, index.groups[1]?.file ?? ''), 'stranger@example.com\n')
  assert.equal((await written(groups)).kind, 'written')
  assert.deepEqual((await verifyGroupFiles(folder)).problems, [])
})

test('what a killed write has left is removed by the next one, and what another running process writes is not', async () => {
  mkdirSync(join(directory, `.${today}.999999999.new`))
  mkdirSync(join(directory, `.2026-11-20.999999999.old`))
  mkdirSync(join(directory, `.${today}.${String(process.ppid)}.new`))
  await written(groupsOf(today, 'e1@example.co.jp'))
  assert.deepEqual(readdirSync(directory).toSorted(), [`.${today}.${String(process.ppid)}.new`, today])
})

test('a write that fails leaves the day as it was', async () => {
  const { folder } = await written(groupsOf(today, 'e1@example.co.jp'))
  const elsewhere = { ...groupsOf(today, 'e2@example.co.jp'), day: `${today}/no/such/folder` }
  await assert.rejects(writeGroupFiles(directory, elsewhere, 'abc'))
  assert.deepEqual(readdirSync(directory), [today])
  assert.deepEqual((await verifyGroupFiles(folder)).problems, [])
})

test('files that are missing, changed, cut off or strange are each named', async () => {
  const { folder, index } = await written(groupsOf(today, 'e1@example.co.jp'))
  const [approvers, senders, exempt] = index.groups
  assert.ok(approvers !== undefined && senders !== undefined && exempt !== undefined)
  rmSync(join(folder, approvers.file))
  writeFileSync(join(folder, senders.file), 'e9@example.co.jp\n')
  writeFileSync(join(folder, exempt.file), '')
  writeFileSync(join(folder, 'notes.txt'), '')
  const { problems } = await verifyGroupFiles(folder)
  assert.deepEqual(
    problems.map((problem) => [problem.kind, 'file' in problem ? problem.file : '']),
    [
      ['file-differs', exempt.file],
      ['file-differs', senders.file],
      ['file-missing', approvers.file],
      ['file-unknown', 'notes.txt'],
    ].toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  )
  assert.equal(await readGroupFile(folder, senders), undefined)
  assert.equal(await readGroupFile(folder, approvers), undefined)
})

test('a folder without an index, or with one that leads out of it, is not read', async () => {
  assert.deepEqual((await verifyGroupFiles(directory)).problems, [{ kind: 'index-missing' }])
  const { folder, index } = await written(groupsOf(today, 'e1@example.co.jp'))
  const file = index.groups[0]?.file ?? ''
  const text = readFileSync(join(folder, 'index.json'), 'utf8')
  writeFileSync(join(folder, 'index.json'), text.replace(file, '../secret.txt'))
  assert.deepEqual((await verifyGroupFiles(folder)).problems, [{ kind: 'index-unreadable' }])
})

test('days are kept for as long as said, the newest always, and folders of others stay', async () => {
  for (const day of ['2026-11-20', '2026-11-22', '2026-11-23', today])
    await written(groupsOf(day, 'e1@example.co.jp'))
  mkdirSync(join(directory, '2020-01-01'))
  assert.deepEqual(await removeOldGroupFiles(directory, 2, today), ['2026-11-20', '2026-11-22'])
  assert.deepEqual(await daysOfGroupFiles(directory), ['2020-01-01', '2026-11-23', today])
  assert.deepEqual(await removeOldGroupFiles(directory, 1, '2027-11-24'), ['2026-11-23'])
  assert.deepEqual(await daysOfGroupFiles(directory), ['2020-01-01', today])
})
