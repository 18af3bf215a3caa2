/** An organization that another process has read is the one that lies in the folder, or it is read here. */

import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import * as fc from 'fast-check'
import { judge } from '../../src/people/judge.ts'
import { inOneGo } from '../../src/people/steps.ts'
import { packPeople, type PeopleColumns } from '../../src/people/people-columns.ts'
import { snapshotOfColumns } from '../../src/people/snapshot.ts'
import { loadOrganizationBeside } from '../../src/start/load-beside.ts'
import { loadOrganization, type OrganizationReading } from '../../src/roster/load.ts'
import {
  form,
  lengthByPrelude,
  preludeOctets,
  readReading,
  writeReading,
} from '../../src/roster/reading-wire.ts'
import { randomOrganization } from '../people/random-organization.ts'
import { writeLargeDump } from '../roster/large-company.ts'
import { readerBeside } from '../roster/reader-beside.ts'

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
  assert.throws(() => lengthByPrelude(Buffer.from('(node:1) Warning: something')), /no organization/)
  const otherForm = Buffer.from(octets)
  otherForm.writeUInt32LE(form + 1, 4)
  assert.throws(() => lengthByPrelude(otherForm), /written in form 2/)
  assert.throws(() => readReading(otherForm, '1.0.0'), /written in form 2/)
})

test('columns that are too many, too long or of another number of people are never taken for an organization', () => {
  const reading = readingOf(7)
  const { columns } = reading
  const one = new Int32Array(1)
  const others: Readonly<Record<string, Partial<PeopleColumns>>> = {
    names: { names: { ...columns.names, starts: one } },
    mainPost: { mainPost: one },
    holders: { holders: one },
    lines: { lines: one },
    firstPost: { firstPost: columns.firstPost.map((first) => first + 1) },
    employeePlaces: { employeePlaces: columns.employeePlaces.subarray(1) },
    addresses: { addresses: { ...columns.addresses, octets: Buffer.alloc(3) } },
    role: { role: { ...columns.role, values: one } },
  }
  for (const [name, other] of Object.entries(others)) {
    const octets = received({ ...reading, columns: { ...columns, ...other } })
    assert.throws(() => readReading(octets, '1.0.0'), {
      message: `the column ${name} does not fit the others`,
    })
  }
  // As a program would read them that has a column fewer.
  const pieces = writeReading(reading, '1.0.0')
  const longer = Buffer.concat([...pieces, Buffer.alloc(4)])
  assert.throws(() => readReading(longer, '1.0.0'), /octets instead of/)
  longer.writeUInt32LE(longer.length, 12)
  assert.throws(() => readReading(longer, '1.0.0'), /more columns than/)
})

/** `name` of each column, in the order in which they are written. */
function namesIn(columns: object): readonly string[] {
  return Object.entries(columns).flatMap(([name, value]: [string, unknown]) =>
    Buffer.isBuffer(value) || value instanceof Int32Array || typeof value !== 'object' || value === null
      ? [name]
      : namesIn(value).map((inner) => `${name}.${inner}`),
  )
}

test('other columns are another form, so that no gate trusts what a program exchanged under it writes', () => {
  const again = readReading(received(readingOf(7)), '1.0.0')
  assert.ok(again.kind === 'read')
  const { units, ...others } = again.columns
  const names = namesIn({ ...others, units: units.slice(0, 1), attributes: [] })
  // Whoever changes these raises the number.
  assert.equal(form, 1)
  const people = 'employees.octets employees.starts employeePlaces names.octets names.starts'
  const addresses = 'firstAddress addresses.octets addresses.starts addressPlaces holders'
  const posts = 'firstPost mainPost personOf lines'
  const lists = 'lists.texts.octets lists.texts.starts lists.starts lists.items'
  const listsOfPost = 'unitLists unitNameLists attributeLists'
  const codes = ['role', 'units.0'].map((name) =>
    ['values', 'codes.octets', 'codes.starts', 'places'].map((part) => `${name}.${part}`).join(' '),
  )
  assert.equal(names.join(' '), [people, addresses, posts, lists, listsOfPost, ...codes].join(' '))
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

test('where the other process is stuck it is killed, the folder is read here, and somebody hears of it', async () => {
  const directory = await largeCompany('stuck')
  const faults: string[] = []
  const loading = loadOrganizationBeside(directory, (why) => faults.push(why), 1_000)
  const reader = await readerBeside(process.pid)
  process.kill(reader, 'SIGSTOP')
  assert.equal((await loading).kind, 'loaded')
  assert.deepEqual(faults, ['the reading process was not done after 1000 ms'])
  assert.throws(() => process.kill(reader, 0), { code: 'ESRCH' })
})

test('where the other process dies the folder is read here, and somebody hears of it', async (context) => {
  const directory = await largeCompany('dying')
  const before = process.env['NODE_OPTIONS']
  context.after(() => {
    if (before === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = before
  })
  for (const [options, reason] of [
    [
      '--no-such-option',
      /^the reading process ended with 9: .*--no-such-option is not allowed in NODE_OPTIONS/,
    ],
    [
      '--import=data:text/javascript,throw%20new%20RangeError(%22luck%22)',
      /^the reading process ended with 1: RangeError: luck$/,
    ],
  ] as const) {
    process.env['NODE_OPTIONS'] = options
    const faults: string[] = []
    const beside = await loadOrganizationBeside(directory, (why) => faults.push(why))
    assert.equal(beside.kind, 'loaded')
    assert.equal(faults.length, 1)
    assert.match(faults[0] ?? '', reason)
  }
})
