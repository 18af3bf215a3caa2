/** The same comparison through the real import: a company is written as files, read back, and asked. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'

import type { Person } from '../../src/people/person.ts'
import { readDump } from '../../src/people/read-dump.ts'
import { readRules } from '../../src/people/read-rules.ts'
import type { Rules } from '../../src/people/rules.ts'
import { createSnapshot } from '../../src/people/snapshot.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import { assertAgree } from './agreement.ts'
import { chooserFrom } from './choose.ts'
import { addresses, days, people, rules } from './random-company.ts'
import { writeOrganization } from './write-organization.ts'

function readBack(of: Rules, staff: readonly Person[], seed: number): Snapshot {
  const written = writeOrganization(of, staff, chooserFrom(seed))
  const read = readRules(Buffer.from(written.rules))
  assert.equal(read.kind, 'read', `${JSON.stringify(read)}\n${written.rules}`)
  if (read.kind !== 'read') throw new Error('unreachable')
  const dump = readDump(Buffer.from(written.dump), read.rules.layout)
  assert.equal(dump.kind, 'read', JSON.stringify(dump))
  if (dump.kind !== 'read') throw new Error('unreachable')
  return createSnapshot(read.rules, dump.people, { name: 'written', day: '2026-11-24' })
}

test('a random organisation written as files and read back answers as it was meant', () => {
  fc.assert(
    fc.property(rules, people, fc.nat(), fc.constantFrom(...days), (of, staff, seed, day) => {
      const snapshot = readBack(of, staff, seed)
      assert.deepEqual(
        snapshot.people.map(({ employee, name, addresses: own }) => ({ employee, name, own })),
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
