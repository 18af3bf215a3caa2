/** The published JSON Schema of `rules.yaml` says what the reader says, as far as a schema can. */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { readRules } from '../../src/people/read-rules.ts'

const root = join(import.meta.dirname, '..', '..')
const published = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(join(root, 'schema', 'rules.schema.json'), 'utf8')))
const schema = z.fromJSONSchema(published)

/** As editors read it: by YAML's core schema, where `010` is a number. */
function fits(text: string): boolean {
  return schema.safeParse(parse(text, { uniqueKeys: false, logLevel: 'silent' })).success
}

function isRead(text: string): boolean {
  return readRules(Buffer.from(text)).kind === 'read'
}

const imports = join(root, 'test', 'imports')

for (const folder of readdirSync(imports).filter((name) => name.startsWith('ok-')))
  test(`${folder} fits the schema`, () => {
    assert.ok(fits(readFileSync(join(imports, folder, 'rules.yaml'), 'utf8')))
  })

for (const path of ['test/bank/rules.yaml', 'examples/demo/rules.yaml'])
  test(`${path} fits the schema`, () => {
    const text = readFileSync(join(root, path), 'utf8')
    assert.ok(fits(text))
    assert.ok(isRead(text))
  })

const structural = [
  'rules-unknown-key',
  'rules-same-without-tier',
  'rules-empty-map-accept',
  'rules-star-in-list',
  'rules-two-forms',
  'rules-empty-exception',
]
for (const folder of structural)
  test(`${folder} does not fit the schema`, () => {
    assert.ok(!fits(readFileSync(join(imports, folder, 'rules.yaml'), 'utf8')))
  })

const base = {
  version: '1',
  local_domains: '[a.jp]',
  hr: '{ columns: { employee: a, email: b, role: c }, units: [ { key: unit, column: d } ], attributes: { boss: e } }',
}

function withSection(sections: Readonly<Record<string, string>>): string {
  return Object.entries({ ...base, ...sections })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')
}

const entry = (text: string): string =>
  `[ { id: P, when: {}, tiers: { t: ["1"] }, senders: [ { tier: "*", accept: [ ${text} ] } ] } ]`

/** Small files on which schema and reader must agree, the sound ones first. */
const sound: readonly Readonly<Record<string, string>>[] = [
  {},
  { groups: '{ a: {}, b: [ { role: 010 }, { unit: ["x", 7] } ] }' },
  { exempt: '[ { unit: "-", role: "+", boss: "*", employee: [1], email: a@b.jp } ]' },
  { mailboxes: '[ { addresses: [a@b.jp], exempt: true }, { addresses: [c@d.jp], accept: [] } ]' },
  { patterns: entry('{ same: [], tier: t }, { same: [unit], role: [1, "2"], samePattern: true }') },
  { patterns: entry('{ people: [E1] }, { attribute: boss }, { role: "1", unit: "-" }') },
  { groups: '{ g: {} }', patterns: entry('{ group: g }, { group: [g] }') },
  { exceptions: '[ { id: X, who: {}, accept: [], whenVacant: [ [] ], from: 2026-04-01 } ]' },
  { exceptions: '[ { id: X, who: { role: "1" }, exempt: true, also: [ { people: [] } ] } ]' },
  { timezone: 'UTC', unknownSender: 'allow', noApprover: 'reject' },
]
const faulty: readonly Readonly<Record<string, string>>[] = [
  { version: '2' },
  { local_domains: '[]' },
  { local_domains: '["*.a.jp"]' },
  { hr: '{ columns: { employee: a, email: b } }' },
  { hr: '{ columns: { employee: a, email: b, role: c }, encoding: sjis }' },
  { hr: '{ columns: { employee: a, email: b, role: c }, attributes: { role: d } }' },
  { hr: '{ columns: { employee: a, email: b, role: c }, units: [ { key: a } ] }' },
  { exempt: '[ {} ]' },
  { exempt: '[ { role: [] } ]' },
  { exempt: '[ { role: { a: b } } ]' },
  { mailboxes: '[ { addresses: [a@b.jp] } ]' },
  { mailboxes: '[ { addresses: [a@b.jp], exempt: true, accept: [] } ]' },
  { mailboxes: '[ { addresses: [a], exempt: true } ]' },
  { mailboxes: '[ { addresses: [a@b.jp], accept: [ { same: [], role: "1" } ] } ]' },
  { patterns: entry('{ same: [], tier: t, role: "1" }') },
  { patterns: entry('{ tier: t }') },
  { patterns: entry('{ same: [], role: "*" }') },
  { patterns: entry('{ people: "E1" }') },
  { patterns: entry('{ samePattern: true, group: g }') },
  { patterns: '[ { id: P, when: {}, tiers: { t: ["-"] }, senders: [] } ]' },
  { patterns: '[ { id: P, senders: [] } ]' },
  { patterns: '[ { id: P, when: {}, senders: [ { accept: [] } ] } ]' },
  {
    patterns:
      '[ { id: P, when: {}, senders: [ { tier: "*", accept: [], whenVacant: [ { people: [] } ] } ] } ]',
  },
  { exceptions: '[ { id: X, who: {} } ]' },
  { exceptions: '[ { who: {}, exempt: true } ]' },
  { exceptions: '[ { id: X, who: {}, also: [ { people: [E1] } ], whenVacant: [] } ]' },
  { exceptions: '[ { id: X, who: {}, exempt: yes } ]' },
  { noApprover: 'deny' },
  { unknown: '1' },
]

for (const sections of sound)
  test(`schema and reader take ${JSON.stringify(sections)}`, () => {
    assert.ok(isRead(withSection(sections)))
    assert.ok(fits(withSection(sections)))
  })

for (const sections of faulty)
  test(`schema and reader refuse ${JSON.stringify(sections)}`, () => {
    assert.ok(!isRead(withSection(sections)))
    assert.ok(!fits(withSection(sections)))
  })
