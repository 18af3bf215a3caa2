/** What examples/README.md promises of its commands is what the rule answers, today and in years. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { judge } from '../../src/people/judge.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { today } from './situation.ts'

const readme = readFileSync(fileURLToPath(new URL('../../examples/README.md', import.meta.url)), 'utf8')
const folder = fileURLToPath(new URL('../../examples/demo', import.meta.url))

/** Commands with `--from`, in order, and what the text beside each says. */
const promised = [
  'send 1: no-internal-recipient',
  'send 2: approver-present',
  'explain 4: no-authority',
  'send 5: only-self',
  'send 5: approver-present',
  'send 6: approver-present',
  'send 6: approver-present',
  'send 7: approver-present',
  'send 7: unrelated-unit',
  'explain 8: exempt',
  'explain 8: no-internal-recipient',
  'send 9: only-self',
  'send 9: approver-present',
  'send 9: exempt',
]

/** Changes of a command that the text offers beside it: sender, Cc, reason. */
const variants = [
  ['kashiwagi.fumika', 'aizawa.kazuma', 'unrelated-unit'],
  ['kashiwagi.fumika', 'onodera.hideki', 'no-authority'],
  ['okamoto.kengo', 'miura.chihiro', 'no-authority'],
  ['kashiwagi.fumika', 'okamoto.kengo', 'unrelated-unit'],
] as const

function option(command: string, name: string): readonly string[] {
  const value = new RegExp(`--${name} (\\S+)`).exec(command)?.[1]
  return value === undefined ? [] : value.split(',')
}

for (const day of [today, '2031-04-01']) {
  test(`the ten things to try turn out as the README says, on ${day}`, async () => {
    const organization = await loadOrganization(folder, day)
    if (organization.kind === 'faulty') throw new Error(JSON.stringify(organization.problems))
    const { snapshot } = organization
    const reasonOf = (from: string, cc: readonly string[], on: string): string =>
      judge(snapshot, { from, to: ['client@example.com'], cc, others: [], day: on }).reason

    const answers: string[] = []
    for (const [, number = '', text = ''] of readme.matchAll(/^\*\*(\d+)\. ([\s\S]*?)(?=^\*\*\d|^## )/gm)) {
      for (const [command, verb = ''] of text.matchAll(/^npx sekisho (\w+) .*--from .*$/gm)) {
        assert.deepEqual(option(command, 'to'), ['client@example.com'], command)
        const [from = ''] = option(command, 'from')
        const reason = reasonOf(from, option(command, 'cc'), option(command, 'date')[0] ?? day)
        answers.push(`${verb} ${number}: ${reason}`)
      }
    }
    assert.deepEqual(answers, promised)

    for (const [from, cc, reason] of variants) {
      assert.ok(readme.includes(`--cc ${cc}@example.co.jp`), `${cc} is not in the README`)
      assert.equal(reasonOf(`${from}@example.co.jp`, [`${cc}@example.co.jp`], day), reason)
    }
  })
}

test('every address and every number of people in the README is of the demo company', async () => {
  const organization = await loadOrganization(folder, today)
  if (organization.kind === 'faulty') throw new Error(JSON.stringify(organization.problems))
  const { people, rules } = organization.snapshot
  const known = new Set([
    ...[...people].flatMap(({ addresses }) => addresses),
    ...rules.mailboxes.flatMap(({ addresses }) => addresses),
  ])
  for (const [local] of readme.matchAll(/\b[a-z]+\.[a-z]+(?=@example\.co\.jp|[ ,(;\n])/g)) {
    if (/\.(eml|csv|yaml|md|jp|com)$/.test(local)) continue
    assert.ok(known.has(`${local}@example.co.jp`), local)
  }
  assert.ok(readme.includes(`${people.length} people`))
})
