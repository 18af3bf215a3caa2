import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { runNight } from '../../src/roster/night-run.ts'
import { changeRun, findRun, stepsOf } from '../../src/store/night-runs.ts'
import { activeRoster } from '../../src/store/roster-activations.ts'
import { nightCompany, withoutLastRow } from './night-company.ts'

const toFiles = { publish: { target: 'groups' } }

test('a night publishes the groups of its dump, and says how many', async () => {
  await using company = await nightCompany(toFiles)
  const run = await company.run(await company.dump('new', withoutLastRow(company.hr)))
  assert.equal(run.state, 'done')
  const step = stepsOf(company.desk.database, 1).at(-1)
  assert.ok(Number(step?.facts['groups']) > 10)
  assert.equal(step?.facts['stepsLeft'], 0)
  assert.equal((await readdir(join(company.folder, 'groups'))).length > 0, true)
})

test('where the target fails the dump is in force all the same, and the next try publishes what is left', async () => {
  await using company = await nightCompany(toFiles)
  await writeFile(join(company.folder, 'groups'), 'in the way')
  const run = await company.run(await company.dump('new', withoutLastRow(company.hr)))
  assert.equal(run.state, 'unpublished')
  assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
  await rm(join(company.folder, 'groups'))
  await runNight(company.parts(), { source: undefined, effective: undefined })
  assert.equal(findRun(company.desk.database, 1)?.state, 'done')
  const tries = stepsOf(company.desk.database, 1).filter(({ name }) => name === 'published')
  assert.deepEqual(
    tries.map(({ outcome }) => outcome),
    ['failed', 'done'],
  )
})

test('the groups of a dump that is back in force are published again', async () => {
  await using company = await nightCompany(toFiles)
  await company.run(await company.dump('new', company.hr))
  await changeRun(company.desk, 1, { state: 'unpublished' })
  await rm(join(company.folder, 'groups'), { recursive: true })
  await runNight(company.parts(), { source: undefined, effective: undefined })
  assert.equal(findRun(company.desk.database, 1)?.state, 'done')
  assert.equal((await readdir(join(company.folder, 'groups'))).length > 0, true)
})
