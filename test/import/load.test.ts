/** Loading a folder: both files at once, what lies between them, and files that are not there. */

import assert from 'node:assert/strict'
import { mkdtemp, mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadOrganization } from '../../src/roster/load.ts'
import { header, sato, tanaka } from './layouts.ts'

const folder = await mkdtemp(join(tmpdir(), 'sekisho-load-'))
after(async () => {
  await rm(folder, { recursive: true })
})

const rules = `version: 1
local_domains: [example.co.jp]
hr:
  columns: { employee: no, name: name, email: mail, aliases: alias, role: role, concurrent: kenmu }
  units: [ { key: department, column: bu }, { key: section, column: ka } ]
`

let count = 0

/** A folder with these files. */
async function organization(files: Readonly<Record<string, string>>): Promise<string> {
  count += 1
  const directory = join(folder, String(count))
  await mkdir(directory)
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content)
  return directory
}

async function faultsOf(directory: string): Promise<readonly string[]> {
  const loaded = await loadOrganization(directory)
  assert.equal(loaded.kind, 'faulty')
  return loaded.problems.map(({ place, kind }) => `${place.file}:${String(place.line)} ${kind}`)
}

const dump = `${header}\n${sato}\n${tanaka}\n`

test('a sound folder becomes a snapshot, named after its files and dated today or as asked', async () => {
  const directory = await organization({ 'hr.csv': dump, 'rules.yaml': rules })
  const loaded = await loadOrganization(directory, '2026-04-01')
  assert.equal(loaded.kind, 'loaded')
  assert.equal(loaded.snapshot.people.length, 2)
  assert.equal(loaded.snapshot.day, '2026-04-01')
  const again = await loadOrganization(await organization({ 'hr.csv': dump, 'rules.yaml': rules }))
  assert.equal(again.kind, 'loaded')
  assert.equal(again.snapshot.name, loaded.snapshot.name)
  assert.equal(again.snapshot.day, Temporal.Now.plainDateISO('Asia/Tokyo').toString())
  const other = await loadOrganization(await organization({ 'hr.csv': `${dump}\n`, 'rules.yaml': rules }))
  assert.equal(other.kind, 'loaded')
  assert.notEqual(other.snapshot.name, loaded.snapshot.name)
})

test('faults of both files are reported together, the dump first', async () => {
  const directory = await organization({
    'hr.csv': `${dump}3,a,nowhere,,D1,S1,090,0\n`,
    'rules.yaml': `${rules}noApprover: deny\nexempt: [ {} ]\n`,
  })
  assert.deepEqual(await faultsOf(directory), [
    'hr.csv:4 address-malformed',
    'rules.yaml:6 value-unknown',
    'rules.yaml:7 matcher-empty',
  ])
})

test('a mailbox that is a person of the dump is a fault of the rules, whatever its case', async () => {
  const mailboxes =
    'mailboxes:\n  - { addresses: [info@example.co.jp, Tanaka@Example.co.jp], exempt: true }\n'
  const directory = await organization({ 'hr.csv': dump, 'rules.yaml': rules + mailboxes })
  assert.deepEqual(await faultsOf(directory), ['rules.yaml:7 mailbox-address-of-person'])
})

test('a mailbox of a person is found in faulty files, too', async () => {
  const directory = await organization({
    'hr.csv': `${dump},a,,,D1,S1,090,0\n`,
    'rules.yaml': `${rules}mailboxes: [ { addresses: [sato@example.co.jp] } ]\n`,
  })
  assert.deepEqual(await faultsOf(directory), [
    'hr.csv:4 employee-blank',
    'rules.yaml:6 mailbox-says-nothing',
    'rules.yaml:6 mailbox-address-of-person',
  ])
})

test('a missing file is a fault that names it; the other one is checked all the same', async () => {
  assert.deepEqual(await faultsOf(await organization({ 'hr.csv': dump })), ['rules.yaml:1 file-missing'])
  const withoutDump = await organization({ 'rules.yaml': `${rules}exempt: [ {} ]\n` })
  assert.deepEqual(await faultsOf(withoutDump), ['hr.csv:1 file-missing', 'rules.yaml:6 matcher-empty'])
  assert.deepEqual(await faultsOf(join(folder, 'nowhere')), [
    'hr.csv:1 file-missing',
    'rules.yaml:1 file-missing',
  ])
})

test('a folder in place of a file cannot be read', async () => {
  const directory = await organization({ 'rules.yaml': rules })
  await mkdir(join(directory, 'hr.csv'))
  assert.deepEqual(await faultsOf(directory), ['hr.csv:1 file-unreadable'])
})

test('a file that is far too large is refused before it is read', async () => {
  const directory = await organization({ 'hr.csv': dump, 'rules.yaml': rules })
  await truncate(join(directory, 'rules.yaml'), 17_000_000)
  assert.deepEqual(await faultsOf(directory), ['rules.yaml:1 file-too-large'])
})
