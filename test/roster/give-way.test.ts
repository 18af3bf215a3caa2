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
giveWay(Number(process.argv[1]), 2)
const now = priorities()
const ends = Date.now() + 10_000
while (process.argv[2] === 'wait' && policies().some((policy) => policy !== '5') && Date.now() < ends) await pause(5)
console.log(JSON.stringify({ before, now, policies: policies() }))
`

function run(load: number, then: string): Record<string, readonly unknown[]> {
  const words = ['--input-type=module', '--eval', program, String(load), then]
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }))
}

test('an import has a low priority with all its threads, also those that collect garbage', () => {
  const { before = [], now = [] } = run(2, '')
  assert.ok(before.length > 1)
  assert.deepEqual([...new Set(now)], [constants.priority.PRIORITY_BELOW_NORMAL])
})

test('an import gets only the time that nobody else wants', () => {
  const schedIdle = '5'
  assert.deepEqual([...new Set(run(1.9, 'wait').policies)], [schedIdle])
})

test('an import goes on where the machine has no time to spare', () => {
  const schedOther = '0'
  assert.deepEqual([...new Set(run(2, '').policies)], [schedOther])
})
