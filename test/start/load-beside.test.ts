/** An organization that another process has read is the one that lies in the folder, or it is read here. */

import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import * as fc from 'fast-check'
import { judge } from '../../src/people/judge.ts'
import { inOneGo } from '../../src/people/steps.ts'
import { packPeople } from '../../src/people/people-columns.ts'
import { snapshotOfColumns } from '../../src/people/snapshot.ts'
import { loadOrganizationBeside } from '../../src/start/load-beside.ts'
import { loadOrganization, type OrganizationReading } from '../../src/roster/load.ts'
import { lengthByPrelude, preludeOctets, readReading, writeReading } from '../../src/roster/reading-wire.ts'
import { randomOrganization } from '../people/random-organization.ts'
import { writeLargeDump } from '../roster/large-company.ts'

const folder = await mkdtemp(join(tmpdir(), 'sekisho-beside-'))
after(async () => await rm(folder, { recursive: true }))

const hashes = { dump: 'a'.repeat(64), rules: 'b'.repeat(64) }

function readingOf(seed: number): OrganizationReading & { readonly kind: 'read' } {
  const { rules, people } = randomOrganization(seed, 0)
  const { units, attributes } = rules.layout
  return {
    kind: 'read',
    rules,
    columns: inOneGo(packPeople(people, units.length, attributes.length)),
    hashes,
  }
}

/** As a receiver gets them: in one piece of memory. */
function received(reading: OrganizationReading): Buffer {
  const pieces = writeReading(reading, '1.0.0')
  const octets = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const piece of pieces) end += piece.copy(octets, end)
  return octets
}

test('any organization comes over from the other process as it was, and answers alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      const reading = readingOf(seed)
      const octets = received(reading)
      assert.equal(lengthByPrelude(octets.subarray(0, preludeOctets)), octets.length)
      const again = readReading(octets, '1.0.0')
      assert.deepEqual(again, reading)
      assert.equal(again.kind, 'read')
      const identity = { name: 'random', day: '2026-11-24' }
      const here = inOneGo(snapshotOfColumns(reading.rules, reading.columns, identity))
      const beside = inOneGo(snapshotOfColumns(again.rules, again.columns, identity))
      const { people, questions } = randomOrganization(seed, 10)
      assert.deepEqual([...beside.people], people)
      for (const question of questions) assert.deepEqual(judge(beside, question), judge(here, question))
    }),
    { numRuns: 60 },
  )
})

test('octets that end early, come from another version, or are something else, are never taken for an organization', () => {
  const octets = received(readingOf(7))
  for (let length = preludeOctets; length < octets.length; length += 97)
    assert.throws(() => readReading(octets.subarray(0, length), '1.0.0'), `${length} octets`)
  assert.throws(() => readReading(octets, '1.0.1'), /written by version 1\.0\.0/)
  assert.equal(lengthByPrelude(Buffer.from('(node:1) Warning: something')), undefined)
})

async function largeCompany(name: string, row = ''): Promise<string> {
  const directory = join(folder, name)
  await cp(join(import.meta.dirname, '..', 'bank'), directory, { recursive: true })
  await writeLargeDump(directory, (hr) => `${hr}${row}`)
  return directory
}

test('a large folder is read in another process, and is the same organization', async () => {
  const directory = await largeCompany('large')
  const faults: string[] = []
  const beside = await loadOrganizationBeside(directory, (why) => faults.push(why))
  const here = await loadOrganization(directory)
  assert.deepEqual(faults, [])
  assert.ok(beside.kind === 'loaded' && here.kind === 'loaded')
  assert.deepEqual([...beside.snapshot.people], [...here.snapshot.people])
  assert.deepEqual(beside.snapshot.rules, here.snapshot.rules)
  assert.deepEqual(beside.hashes, here.hashes)
  assert.equal(beside.snapshot.name, here.snapshot.name)
})

test('a large folder with a fault has the same problems, read there or here', async () => {
  const directory = await largeCompany('faulty', 'half a row\n')
  const beside = await loadOrganizationBeside(directory, assert.fail)
  assert.equal(beside.kind, 'faulty')
  assert.deepEqual(beside, await loadOrganization(directory))
})

test('where the other process dies the folder is read here, and somebody hears of it', async (context) => {
  const directory = await largeCompany('dying')
  const before = process.env['NODE_OPTIONS']
  context.after(() => {
    if (before === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = before
  })
  process.env['NODE_OPTIONS'] = '--no-such-option'
  const faults: string[] = []
  const beside = await loadOrganizationBeside(directory, (why) => faults.push(why))
  assert.equal(beside.kind, 'loaded')
  assert.equal(faults.length, 1)
  assert.match(faults[0] ?? '', /^the reading process ended /)
})
