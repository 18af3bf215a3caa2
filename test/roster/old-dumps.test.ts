import assert from 'node:assert/strict'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { nightCompany, withoutLastRow } from './night-company.ts'

const day = 86_400_000

function at(days: number): { readonly now: () => number } {
  return { now: () => Date.now() + days * day }
}

test('old dumps are removed, but never the one in force or before, one that may still come, or what is no dump', async () => {
  await using company = await nightCompany({ keep: 10 })
  const shorter = withoutLastRow(company.hr)
  await company.run(await company.dump('zero', withoutLastRow(withoutLastRow(shorter))), at(0))
  await company.run(await company.dump('one', company.hr), at(0))
  await company.run(await company.dump('two', shorter), at(1))
  await company.run(await company.dump('again', shorter), at(1))
  await company.run(await company.dump('april', withoutLastRow(shorter)), at(1), '2100-04-01T08:00')
  const dumps = join(company.folder, 'var', 'roster', 'dumps')
  await mkdir(join(dumps, 'mine'))
  await company.run(join(company.folder, 'nowhere'), at(20))
  assert.deepEqual((await readdir(dumps)).toSorted(), ['2', '3', '4', '5', 'mine'])
})

test('transfers that the guard keeps at their moment are kept, though nights after them have taken force', async () => {
  await using company = await nightCompany({ keep: 5 })
  const half = company.hr.split('\n').slice(0, 30).join('\n')
  await company.run(await company.dump('april', half), at(0), '2100-04-01T08:00')
  await company.run(await company.dump('usual', company.hr), at(1))
  await company.run(join(company.folder, 'nowhere'), at(20))
  assert.deepEqual((await readdir(join(company.folder, 'var', 'roster', 'dumps'))).toSorted(), ['1', '2'])
})
