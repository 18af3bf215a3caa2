import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const program = `
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { giveWay } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'src', 'roster', 'give-way.ts'))}
const threads = () => readdirSync('/proc/self/task')
const priorities = () => threads().map((thread) => getPriority(Number(thread)))
// The 41st field of proc(5); the second, the name, may have spaces in it.
const policies = () => threads().map((thread) => readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[38])
const before = priorities()
giveWay()
const now = priorities()
const ends = Date.now() + 10_000
while (process.argv.includes('wait') && policies().some((policy) => policy !== '5') && Date.now() < ends) await pause(5)
console.log(JSON.stringify({ before, now, policies: policies() }))
`

function run(words: readonly string[], path: string | undefined): Record<string, readonly unknown[]> {
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program, ...words], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  })
  return JSON.parse(said)
}

test('an import has the lowest priority with all its threads, also those that collect garbage', () => {
  const { before = [], now = [] } = run([], '/nowhere')
  assert.ok(before.length > 1)
  assert.deepEqual([...new Set(now)], [constants.priority.PRIORITY_LOW])
})

test('an import gets only the time that nobody else wants', () => {
  const schedIdle = '5'
  assert.deepEqual([...new Set(run(['wait'], process.env['PATH']).policies)], [schedIdle])
})
