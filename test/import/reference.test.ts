/** The example of `docs/rules.md` loads, and comes out as its table says. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { judge } from '../../src/people/judge.ts'
import { unfoldGroups } from '../../src/people/groups.ts'
import { readDump } from '../../src/people/read-dump.ts'
import { readRules } from '../../src/people/read-rules.ts'
import { createSnapshot } from '../../src/people/snapshot.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'

const reference = readFileSync(join(import.meta.dirname, '../../docs/rules.md'), 'utf8')
const day = '2026-08-01'

function blocks(language: string): readonly string[] {
  return [...reference.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  )
}

function exampleSnapshot(): Snapshot {
  const [rulesText = ''] = blocks('yaml')
  const [dump = ''] = blocks('csv')
  const reading = readRules(Buffer.from(rulesText))
  assert.equal(reading.kind, 'read', JSON.stringify(reading))
  const read = readDump(Buffer.from(dump), reading.rules.layout)
  assert.equal(read.kind, 'read', JSON.stringify(read))
  return createSnapshot(reading.rules, read.people, { name: 'example', day })
}

const snapshot = exampleSnapshot()

function addresses(cell: string): readonly string[] {
  return cell
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '')
    .map((address) => (address.includes('@') ? address : `${address}@example.co.jp`))
}

const table = reference.slice(
  reference.indexOf('| From | To | Cc | Verdict | Why |'),
  reference.indexOf('\n\n', reference.indexOf('| From | To | Cc | Verdict | Why |')),
)
const rows = table
  .split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('the table of the example has its mails', () => {
  assert.ok(rows.length >= 15)
})

for (const [, from = '', to = '', cc = '', outcome = ''] of rows)
  test(`${from} to ${to}, Cc ${cc}: ${outcome}`, () => {
    const [sender = ''] = addresses(from)
    const { verdict, reason } = judge(snapshot, {
      from: sender,
      to: addresses(to),
      cc: addresses(cc),
      others: [],
      day,
    })
    assert.equal(`${verdict}, \`${reason}\``, outcome)
  })

test('the names of groups in the reference are those that the example gives', () => {
  const names = unfoldGroups(snapshot, day).pairs.flatMap((pair) => [pair.senderGroup, pair.approverGroup])
  for (const name of ['departments//D1/S1/senders', 'departments//D1/S1/approvers']) {
    assert.ok(reference.includes(name))
    assert.ok(names.includes(name), names.join(' '))
  }
})
