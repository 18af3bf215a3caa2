import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logEvents } from '../../src/log/events.ts'
import { createMetrics } from '../../src/operations/metrics.ts'

const manual = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8')

const byName = (one: string, other: string): number => one.localeCompare(other)

test('docs/operations.md lists every event of the log with its level, and no other', () => {
  const listed = [...manual.matchAll(/^\| `([a-z0-9-]+)` \| (debug|info|warn|error) \|/gm)].map(
    ([, event, level]) => [event, level],
  )
  assert.deepEqual(Object.fromEntries(listed), { ...logEvents })
  assert.equal(listed.length, Object.keys(logEvents).length)
})

test('docs/operations.md lists every metric of the gate, and no other', async () => {
  const text = await createMetrics(() => 'starting').text()
  const metrics = [...text.matchAll(/^# HELP (sekisho_\w+) /gm)].map(([, name]) => name ?? '')
  const listed = [...manual.matchAll(/^\| `(sekisho_\w+)` \|/gm)].map(([, name]) => name ?? '')
  assert.deepEqual(listed.toSorted(byName), metrics.toSorted(byName))
})

test('every metric says in its help what to look for', async () => {
  const text = await createMetrics(() => 'starting').text()
  for (const [, name = '', help = ''] of text.matchAll(/^# HELP (sekisho_\w+) (.*)$/gm))
    assert.ok(help.length > 20, name)
})
