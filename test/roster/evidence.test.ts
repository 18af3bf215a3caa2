import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { approveNight } from '../../src/roster/night-run.ts'
import { changeRoster } from '../../src/store/roster-activations.ts'
import { at, listAt } from '../api/running-api.ts'
import { sekisho } from '../cli/command.ts'
import { nightCompany, withoutLastRow } from './night-company.ts'

test('the record of a run is exported as evidence that sha256sum verifies, with who let it pass and why', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('good', company.hr))
  await company.run(await company.dump('half', company.hr.split('\n').slice(0, 30).join('\n')))
  await approveNight(company.parts({ who: 'sato' }), 2, 'the company was split')
  const back = { at: Date.now(), who: 'kato', why: 'it was not' }
  await changeRoster(company.desk, { kind: 'roll-back', run: undefined, ...back })
  const output = join(company.folder, 'evidence')
  const words = ['night', 'export', '2', '--output', output, '--config', company.file]
  const { code, stdout } = await sekisho([...words, '--with-dump'])
  assert.equal(code, 0, stdout)
  const names = [
    'record.json',
    'record.txt',
    'changes.json',
    'changes.txt',
    'changes.html',
    'hr.csv',
    'rules.yaml',
  ]
  assert.deepEqual((await readdir(output)).toSorted(), ['SHA256SUMS', ...names].toSorted())
  execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: output })
  const record: unknown = JSON.parse(await readFile(join(output, 'record.json'), 'utf8'))
  assert.equal(at(record, 'dump'), 'intact')
  assert.equal(at(record, 'approval', 'why'), 'the company was split')
  assert.match(await readFile(join(output, 'record.txt'), 'utf8'), /kato +night\.roll-back .*it was not/)
  assert.deepEqual(
    listAt(record, 'decisions').map((line) => [at(line, 'action'), at(line, 'who'), at(line, 'why')]),
    [
      ['night.approve', 'sato', 'the company was split'],
      ['night.activate', 'sato', 'the company was split'],
      ['night.roll-back', 'kato', 'it was not'],
    ],
  )
  const sums = await readFile(join(output, 'SHA256SUMS'), 'utf8')
  assert.match(sums, new RegExp(`^${String(at(record, 'dumpHash'))}  hr\\.csv$`, 'm'))
  assert.equal((await stat(join(output, 'hr.csv'))).mode & 0o077, 0, 'nobody else reads it')
  const again = await sekisho(words)
  assert.equal(again.code, 2)
  assert.match(again.stderr, /never written over/)
})

test('evidence of a dump that was removed or changed says so, and is not given out as the dump', async () => {
  await using company = await nightCompany()
  await company.run(await company.dump('new', withoutLastRow(company.hr)))
  const folder = join(company.folder, 'var', 'roster', 'dumps', '1')
  await writeFile(join(folder, 'hr.csv'), company.hr)
  const ask = async (name: string, ...more: readonly string[]): Promise<number | null> => {
    const output = join(company.folder, name)
    return (await sekisho(['night', 'export', '1', '--output', output, '--config', company.file, ...more]))
      .code
  }
  const dumpIn = async (name: string): Promise<unknown> =>
    at(JSON.parse(await readFile(join(company.folder, name, 'record.json'), 'utf8')), 'dump')
  assert.equal(await ask('one', '--with-dump'), 1)
  await mkdir(join(company.folder, 'one'))
  assert.equal(await ask('one'), 0, 'an empty folder is taken')
  assert.equal(await dumpIn('one'), 'damaged')
  await rm(folder, { recursive: true })
  assert.equal(await ask('two', '--with-dump'), 1)
  assert.equal(await ask('two'), 0)
  assert.equal(await dumpIn('two'), 'removed')
  assert.deepEqual((await readdir(join(company.folder, 'two'))).toSorted(), [
    'SHA256SUMS',
    'record.json',
    'record.txt',
  ])
})
