/** The year of `npm run demo:night` is what it tells, and its first two days run as a whole in both gates. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { chosenDays } from '../../scripts/demo-night/choose-days.ts'
import { companyAtFirst, dumpOf, inCp932, type Company } from '../../scripts/demo-night/company.ts'
import { passedBy } from '../../scripts/demo-night/play.ts'
import { year } from '../../scripts/demo-night/year.ts'
import { compareSnapshots } from '../../src/people/compare.ts'
import type { RosterChanges } from '../../src/people/changes.ts'
import { loadOrganization } from '../../src/roster/load.ts'

const root = join(import.meta.dirname, '..', '..')

/** The company before and after one of the days. */
function around(number: number): readonly [Company, Company] {
  const before = year.slice(0, number - 1).reduce(passedBy, companyAtFirst())
  return [before, year.slice(number - 1, number).reduce(passedBy, before)]
}

async function changesOn(number: number): Promise<RosterChanges> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-demo-year-'))
  try {
    const [before, after] = await Promise.all(
      around(number).map(async (company, index) => {
        const path = mkdtempSync(join(folder, `${index}-`))
        writeFileSync(join(path, 'hr.csv'), inCp932(dumpOf(company)))
        writeFileSync(join(path, 'rules.yaml'), company.rules)
        const loaded = await loadOrganization(path)
        assert.ok(loaded.kind === 'loaded', JSON.stringify(loaded))
        return loaded.snapshot
      }),
    )
    assert.ok(before !== undefined && after !== undefined)
    return compareSnapshots(before, after, year[number - 1]?.date ?? '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the year has thirty days, in order, each with a dump that can be read', () => {
  const dates = year.map(({ date }) => date)
  assert.equal(dates.length, 30)
  assert.deepEqual(dates, dates.toSorted())
  assert.equal(new Set(year.map(({ name }) => name)).size, 30)
  // 260 of the demo company, and four colleagues for each of its 135 担当 and 15 オペレーター.
  assert.equal(companyAtFirst().members.size, 260 + 4 * (135 + 15))
  // Whoever is named on a day sits where it says.
  assert.doesNotThrow(() => year.reduce(passedBy, companyAtFirst()))
})

function codes(units: readonly { readonly codes: readonly string[] }[]): readonly string[] {
  return units.map((unit) => unit.codes.join('/')).toSorted()
}

test('the great transfer is what a hand count gives', async () => {
  const { people, units } = await changesOn(5)
  assert.equal(people.joined.length, 7, 'newcomers')
  assert.equal(people.left.length, 5 + 6 + 6, 'heads, and clerks of two sections')
  // Successors keep their sections in three of eight cases, and 93 clerks change theirs.
  assert.equal(people.moved.length, 8 - 3 + (15 + 12 * 4 + 10 * 3))
  assert.deepEqual([units.born.length, units.gone.length], [0, 0])
})

test('the reorganization dissolves, makes and renames units', async () => {
  const { units } = await changesOn(22)
  assert.deepEqual(codes(units.gone), [
    '100/D50/S52',
    '100/D60',
    '100/D60/S61',
    '100/D60/S62',
    '100/D60/S63',
    '110/D73',
    '110/D73/S731',
    '110/D73/S732',
    '110/D73/S733',
    '201//A03',
  ])
  assert.equal(units.born.length, 8)
  assert.deepEqual(codes(units.renamed), ['100/D50', '300'])
})

test('days are chosen by numbers and ranges, in order', () => {
  assert.equal(chosenDays(undefined, 30)?.size, 30)
  assert.deepEqual([...(chosenDays('1,5,20-22', 30) ?? [])], [1, 5, 20, 21, 22])
  for (const wrong of ['', '0', '31', '5,1', '3-2', '1,,2', 'x', '1-3,2'])
    assert.equal(chosenDays(wrong, 30), undefined, wrong)
})

test('two days run in both gates, on the dates that are played, and both answer as the rules say', async () => {
  const program = join(root, 'scripts', 'demo-night.ts')
  const child = spawn(process.execPath, [program, '--days', '1-2', '--language', 'en'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child, 'close')
  assert.equal(child.exitCode, 0, said)
  for (const line of [
    '━━ 1/30  2026-03-27 (Fri)  The first night',
    '04:00  night 1: done',
    'read back and compared.',
    '860 people',
    "━━ 2/30  2026-03-28 (Sat)  Yesterday's file",
    '04:00  night 2: stopped by the guard',
    'The dump is the one in force, octet for octet',
    // By the clock of Saturday: the dump of Friday is none for this night.
    'ALARM: The dump of night 2 does not look like',
    'people     no changes',
    'Both gates agree on all, as the rules say',
    'no wrong answer',
  ])
    assert.ok(said.includes(line), `${line}\n\n${said}`)
  assert.doesNotMatch(said, /WRONG/)
})
