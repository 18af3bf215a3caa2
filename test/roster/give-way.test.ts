import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const program = `
import { readdirSync } from 'node:fs'
import { getPriority } from 'node:os'
import { giveWay } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'src', 'roster', 'give-way.ts'))}
const priorities = () => readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)))
const before = priorities()
giveWay()
console.log(JSON.stringify([before, priorities()]))
`

test('an import gives way with all its threads, also those that collect garbage', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  })
  const [before, now]: number[][] = JSON.parse(said)
  assert.ok(before !== undefined && now !== undefined && before.length > 1)
  assert.deepEqual([...new Set(now)], [Math.max(10, ...before)])
})
