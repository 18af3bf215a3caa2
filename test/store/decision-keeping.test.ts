import assert from 'node:assert/strict'
import { readdir, readFile, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'

import { keepDecisions } from '../../src/store/decision-keeping.ts'
import { searchDecisions } from '../../src/store/decision-search.ts'
import { decisionText, idsOf, logFolder, outcomeText } from './decision-lines.ts'

const free = (): boolean => false

test('days are removed after their age, compressed before, and today stays as it is', async () => {
  await using log = await logFolder({
    'decisions-2026-11-24.jsonl': decisionText('A4'),
    'decisions-2026-11-14.jsonl': decisionText('A3'),
    'decisions-2026-11-13.jsonl': decisionText('A2'),
    'decisions-2026-11-13.7-1.jsonl': decisionText('A1'),
    'decisions-2026-10-15.jsonl': decisionText('gone'),
    'decisions-2026-10-14.jsonl.gz': 'gone',
    'reviews.jsonl': '',
    'notes.txt': 'of somebody else',
  })
  const settings = { directory: log.path, keep: 39, compressAfter: 10 }
  const kept = await keepDecisions(settings, '2026-11-24', free)
  assert.deepEqual(kept.removed.toSorted(), ['decisions-2026-10-14.jsonl.gz', 'decisions-2026-10-15.jsonl'])
  assert.deepEqual(kept.compressed.toSorted(), [
    'decisions-2026-11-13.7-1.jsonl',
    'decisions-2026-11-13.jsonl',
  ])
  assert.deepEqual((await readdir(log.path)).toSorted(), [
    'decisions-2026-11-13.7-1.jsonl.gz',
    'decisions-2026-11-13.jsonl.gz',
    'decisions-2026-11-14.jsonl',
    'decisions-2026-11-24.jsonl',
    'notes.txt',
    'reviews.jsonl',
  ])
  assert.deepEqual(idsOf(await log.find()).toSorted(), ['A1', 'A2', 'A3', 'A4'])
  assert.deepEqual(await keepDecisions(settings, '2026-11-24', free), { removed: [], compressed: [] })
})

test('a compressed day holds the same to the octet, for its owner, and its lines are found in the same order', async () => {
  const lines = Array.from({ length: 6_000 }, (_, index) =>
    index === 3_000
      ? decisionText('long', { pad: 'x'.repeat(5_000_000) })
      : decisionText(`M${index}`, { pad: '件'.repeat(index % 400) }),
  )
  await using log = await logFolder({
    'decisions-2026-11-01.jsonl': [
      ...lines,
      outcomeText('M5', [{ address: 'b@example.com', outcome: 'failed' }]),
      '{"id":"torn',
    ],
  })
  const path = join(log.path, 'decisions-2026-11-01.jsonl')
  const before = idsOf(await log.find())
  const changed = new Date('2026-11-01T12:00:00Z')
  await utimes(path, changed, changed)
  await keepDecisions({ directory: log.path, keep: 400, compressAfter: 5 }, '2026-11-24', free)
  const { mode, mtime } = await stat(`${path}.gz`)
  assert.deepEqual([mode & 0o777, mtime.getTime()], [0o600, changed.getTime()])
  const unpacked = gunzipSync(await readFile(`${path}.gz`)).toString()
  assert.ok(
    unpacked ===
      `${lines.join('')}${outcomeText('M5', [{ address: 'b@example.com', outcome: 'failed' }])}{"id":"torn`,
  )
  assert.deepEqual(idsOf(await log.find()), before)
  assert.deepEqual(idsOf(await log.find({ outcome: 'failed' })), ['M5'])
})

test('a file that a stream has still to send is not compressed', async () => {
  await using log = await logFolder({ 'decisions-2026-11-01.jsonl': decisionText('A1') })
  const settings = { directory: log.path, keep: 400, compressAfter: 1 }
  const kept = await keepDecisions(settings, '2026-11-24', (name) => name === 'decisions-2026-11-01.jsonl')
  assert.deepEqual(kept.compressed, [])
})

test('a search goes on when a day is compressed under it', async () => {
  await using log = await logFolder({
    'decisions-2026-11-24.jsonl': decisionText('A2'),
    'decisions-2026-11-01.jsonl': decisionText('A1'),
  })
  const found = searchDecisions(log.path, {})
  const first = await found.next()
  await keepDecisions({ directory: log.path, keep: 400, compressAfter: 5 }, '2026-11-24', free)
  const second = await found.next()
  const ids = [first, second].map(({ value }) => (value?.kind === 'decision' ? value.record.id : undefined))
  assert.deepEqual(ids, ['A2', 'A1'])
})

test('compression that is ended leaves the day as it was', async () => {
  await using log = await logFolder({ 'decisions-2026-11-01.jsonl': decisionText('A1') })
  const ended = AbortSignal.abort()
  await assert.rejects(
    keepDecisions({ directory: log.path, keep: 400, compressAfter: 5 }, '2026-11-24', free, ended),
  )
  assert.deepEqual(idsOf(await log.find()), ['A1'])
})
