import assert from 'node:assert/strict'
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { arrivalIn, type ArrivalSettings } from '../../src/roster/arrival.ts'

async function incoming(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-incoming-'))
  context.after(async () => await rm(folder, { recursive: true }))
  return folder
}

async function look(folder: string, complete: ArrivalSettings['complete'], later = 0): Promise<string> {
  return await arrivalIn(folder, { complete, rest: 60 }, Date.now() + later)
}

test('by rename: what is written under another name does not count until it has the right one', async (context) => {
  const folder = await incoming(context)
  await writeFile(join(folder, 'hr.csv.tmp'), 'half')
  assert.equal(await look(folder, 'rename'), 'none')
  await rename(join(folder, 'hr.csv.tmp'), join(folder, 'hr.csv'))
  assert.equal(await look(folder, 'rename'), 'complete')
})

test('by rest: a dump counts once neither it nor the rules have changed for a while', async (context) => {
  const folder = await incoming(context)
  await writeFile(join(folder, 'hr.csv'), 'half')
  assert.equal(await look(folder, 'rest'), 'coming')
  assert.equal(await look(folder, 'rest', 59_000), 'coming')
  assert.equal(await look(folder, 'rest', 61_000), 'complete')
})

test('by rest: a file whose times were copied along is not taken for one at rest', async (context) => {
  const folder = await incoming(context)
  await writeFile(join(folder, 'hr.csv'), 'half')
  const yesterday = new Date(Date.now() - 86_400_000)
  await utimes(join(folder, 'hr.csv'), yesterday, yesterday)
  assert.equal(await look(folder, 'rest'), 'coming')
})

test('by mark: a dump counts with a mark, and not with the mark of the dump before', async (context) => {
  const folder = await incoming(context)
  await writeFile(join(folder, 'hr.csv.done'), '')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await writeFile(join(folder, 'hr.csv'), 'whole')
  assert.equal(await look(folder, 'done-mark'), 'coming')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await writeFile(join(folder, 'hr.csv.done'), '')
  assert.equal(await look(folder, 'done-mark'), 'complete')
})

test('a folder that is not there has nothing', async () => {
  assert.equal(await look('/nonexistent/incoming', 'rename'), 'none')
})
