import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { searchPage } from '../../src/store/search-page.ts'
import { decisionText, idsOf, logFolder, noon } from './decision-lines.ts'

const at = (second: number): { readonly at: string } => ({
  at: new Date(noon + second * 1_000).toISOString(),
})
const lines = Array.from({ length: 5 }, (_, index) => decisionText(`A${index}`, at(index)))

test('a page is the newest that fit, and says from where the next one goes on', async () => {
  await using log = await logFolder({ 'decisions-2026-11-24.jsonl': lines })
  const asked = { directory: log.path, limit: 3, patience: 10_000 }
  const first = await searchPage({ ...asked, filter: {} })
  assert.deepEqual(idsOf(first.found), ['A4', 'A3', 'A2'])
  assert.equal(first.next, at(1).at)
  const second = await searchPage({ ...asked, filter: { until: Date.parse(first.next ?? '') } })
  assert.deepEqual([idsOf(second.found), second.next], [['A1', 'A0'], undefined])
})

test('a search that takes too long says how far it came, also where nothing was found', async () => {
  await using log = await logFolder({
    'decisions-2026-11-24.jsonl': lines,
    'decisions-2026-11-23.jsonl': decisionText('B1', at(-86_400)),
  })
  const page = await searchPage({
    directory: log.path,
    filter: { from: 'x@example.com' },
    limit: 3,
    patience: 0,
  })
  assert.deepEqual(page, { found: [], damages: 0, next: at(0).at })
})

test('many searches at once are answered one after the other', async () => {
  await using log = await logFolder({ 'decisions-2026-11-24.jsonl': lines })
  const asked = { directory: log.path, filter: {}, limit: 9, patience: 10_000 }
  const pages = await Promise.all(Array.from({ length: 5 }, async () => await searchPage(asked)))
  assert.deepEqual(
    pages.map(({ found }) => found.length),
    [5, 5, 5, 5, 5],
  )
})

test('a log that cannot be read is told with the words of the system', async () => {
  await using log = await logFolder()
  await mkdir(join(log.path, 'decisions-2026-11-24.jsonl'))
  const asked = { directory: log.path, filter: {}, limit: 9, patience: 10_000 }
  await assert.rejects(searchPage(asked), /EISDIR/)
})
