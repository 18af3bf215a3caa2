/** The same comparison through the real import: a company is written as files, read back, and asked. */

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import * as fc from 'fast-check'

import type { Person } from '../../src/people/person.ts'
import type { Rules } from '../../src/people/rules.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { assertAgree } from './agreement.ts'
import { chooserFrom } from './choose.ts'
import { addresses, days, people, rules } from './random-company.ts'
import { writeOrganization } from './write-organization.ts'

const folder = await mkdtemp(join(tmpdir(), 'sekisho-written-'))
after(() => rm(folder, { recursive: true }))

async function readBack(of: Rules, staff: readonly Person[], seed: number): Promise<Snapshot> {
  const written = writeOrganization(of, staff, chooserFrom(seed))
  await writeFile(join(folder, 'hr.csv'), written.dump)
  await writeFile(join(folder, 'rules.yaml'), written.rules)
  const organization = await loadOrganization(folder, '2026-11-24')
  if (organization.kind === 'faulty') {
    throw new Error(`${JSON.stringify(organization.problems)}\n${written.rules}`)
  }
  return organization.snapshot
}

test('a random organization written as files and read back answers as it was meant', async () => {
  await fc.assert(
    fc.asyncProperty(rules, people, fc.nat(), fc.constantFrom(...days), async (of, staff, seed, day) => {
      const snapshot = await readBack(of, staff, seed)
      assert.deepEqual(
        [...snapshot.people].map(({ employee, name, addresses: own }) => ({ employee, name, own })),
        staff.map(({ employee, name, addresses: own }) => ({ employee, name, own })),
      )
      for (const from of addresses) {
        for (const cc of ['list@example.co.jp', ...staff.flatMap((person) => person.addresses)]) {
          const question = { from, to: ['client@example.com'], cc: [cc], others: [], day }
          assertAgree(snapshot, of, staff, question)
        }
      }
    }),
    { numRuns: 400 },
  )
})
