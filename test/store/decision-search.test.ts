import assert from 'node:assert/strict'
import { appendFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { array, assert as assertAll, constantFrom, property, string, uint8Array } from 'fast-check'

import { foldText } from '../../src/mail/fold-text.ts'
import { DecisionLog } from '../../src/store/decision-log.ts'
import { searchDecisions } from '../../src/store/decision-search.ts'
import { holdsFolded } from '../../src/store/holds-folded.ts'
import { memberOf } from '../../src/store/gzip-blocks.ts'
import { LowerCase } from '../../src/store/lower-case.ts'
import { decisionText, idsOf, logFolder, noon, outcomeText } from './decision-lines.ts'

const byId = ([one = '']: readonly string[], [other = '']: readonly string[]): number =>
  one < other ? -1 : 1
const today = 'decisions-2026-11-24.jsonl'
const yesterday = 'decisions-2026-11-23.jsonl'

test('decisions come newest first, over all days', async () => {
  await using log = await logFolder({
    [yesterday]: [decisionText('A1'), decisionText('A2')],
    [today]: [decisionText('B1'), decisionText('B2')],
  })
  assert.deepEqual(idsOf(await log.find()), ['B2', 'B1', 'A2', 'A1'])
})

test('a folder that is not there holds no decision', async () => {
  await using log = await logFolder()
  const found = await searchDecisions(join(log.path, 'none'), {}).next()
  assert.equal(found.done, true)
})

test('every filter finds its own mail alone', async () => {
  const wanted = {
    from: 'Suzuki.Jiro@Example.co.jp',
    recipients: [
      { address: 'b@example.com', outside: true, outcome: 'delivered' },
      { address: 'Sales@Rival.Example', outside: true, outcome: 'refused' },
    ],
    subject: '御見積書の件（ﾃｽﾄ） Ｖｅｒ．２',
    reason: 'internal-only',
    at: new Date(noon + 3_600_000).toISOString(),
    policies: [
      { policy: 'rivals', mode: 'on', answer: 'match', action: 'pass', conditions: [] },
      { policy: 'large', mode: 'on', answer: 'no-match', action: 'refuse', conditions: [] },
    ],
  }
  await using log = await logFolder({
    [today]: [decisionText('A1'), decisionText('A2', wanted), decisionText('A3', { policies: [] })],
  })
  const filters = [
    { from: 'suzuki.jiro@example.co.jp' },
    { to: 'sales@rival.example' },
    { to: '@RIVAL.EXAMPLE' },
    { subject: '見積書' },
    { subject: 'テスト' },
    { subject: 'ver.2' },
    { outcome: 'refused' },
    { policy: 'rivals' },
    { reason: 'internal-only' },
    { id: 'A2' },
    { since: noon + 1 },
    { from: '@example.co.jp', to: 'b@example.com', subject: 'VER' },
  ]
  for (const filter of filters)
    assert.deepEqual(idsOf(await log.find(filter)), ['A2'], JSON.stringify(filter))
  const none = [
    { from: 'jiro@example.co.jp' },
    { to: 'rival.example' },
    { subject: '請求' },
    { policy: 'large' },
    { id: 'A' },
    { from: 'sato@example.co.jp', reason: 'internal-only' },
  ]
  for (const filter of none) assert.deepEqual(await log.find(filter), [], JSON.stringify(filter))
  assert.deepEqual(idsOf(await log.find({ until: noon })), ['A3', 'A1'])
})

test('text that JSON writes with escapes is found', async () => {
  await using log = await logFolder({
    [today]: [decisionText('A1', { subject: 'say "yes" \\ no', from: '"a b"@example.co.jp' })],
  })
  assert.deepEqual(idsOf(await log.find({ subject: 'Say "YES" \\' })), ['A1'])
  assert.deepEqual(idsOf(await log.find({ from: '"A b"@example.co.jp' })), ['A1'])
})

test('a later line changes what became of the recipients, also from another day', async () => {
  const recipients = [
    { address: 'b@example.com', outside: true, outcome: 'queued' },
    { address: 'c@example.com', outside: true, outcome: 'queued' },
  ]
  await using log = await logFolder({
    [yesterday]: [decisionText('A1', { recipients, at: new Date(noon - 86_400_000).toISOString() })],
    [today]: [
      outcomeText('A1', [{ address: 'c@example.com', outcome: 'failed' }], noon),
      outcomeText('A1', [{ address: 'b@example.com', outcome: 'delivered' }], noon + 1),
    ],
  })
  const [found] = await log.find({ outcome: 'failed' })
  assert.deepEqual(
    found?.recipients.map(({ address, outcome }) => [address, outcome]),
    [
      ['b@example.com', 'delivered'],
      ['c@example.com', 'failed'],
    ],
  )
  assert.equal(found?.outcome, 'failed')
  assert.deepEqual(
    found?.later.map(({ at }) => Date.parse(at)),
    [noon, noon + 1],
  )
  assert.deepEqual(await log.find({ outcome: 'queued' }), [])
  assert.deepEqual(idsOf(await log.find({ outcome: 'delivered', until: noon - 86_400_000 })), ['A1'])
})

test('a decision without any outcome is unknown, and found as that', async () => {
  const recipients = [{ address: 'b@example.com', outside: true }]
  await using log = await logFolder({
    [today]: [decisionText('A1', { recipients, outcome: undefined }), decisionText('A2')],
  })
  const found = await log.find({ outcome: 'unknown' })
  assert.deepEqual(idsOf(found), ['A1'])
  assert.equal(found[0]?.outcome, 'unknown')
})

test('a line that stands again after a failed write is one decision, and its outcome is found in either file', async () => {
  const recipients = [{ address: 'b@example.com', outside: true, outcome: 'queued' }]
  await using log = await logFolder({
    [today]: [decisionText('A1', { recipients }), decisionText('A2', { recipients }).slice(0, 50)],
    'decisions-2026-11-24.77-1.jsonl': [
      decisionText('A1', { recipients }),
      decisionText('A2', { recipients }),
      outcomeText('A1', [{ address: 'b@example.com', outcome: 'delivered' }]),
    ],
  })
  // A restart goes on in the first file: it was changed last.
  const after = outcomeText('A2', [{ address: 'b@example.com', outcome: 'failed' }])
  await appendFile(join(log.path, today), `\n${after}`)
  const later = new Date(Date.now() + 10_000)
  await utimes(join(log.path, today), later, later)
  const found = await log.find()
  assert.deepEqual(found.map(({ record, outcome }) => [record.id, outcome]).toSorted(byId), [
    ['A1', 'delivered'],
    ['A2', 'failed'],
  ])
})

test('what cannot be read is said with its place, and all else is found', async () => {
  const whole = decisionText('A1')
  const half = `${decisionText('A2').slice(0, 60)}\n`
  await using log = await logFolder({
    [today]: [
      whole,
      half,
      '{"something":"else"}\n',
      '\n',
      decisionText('A4', { recipients: 'none' }),
      decisionText('A5').slice(0, 80),
    ],
  })
  assert.deepEqual(idsOf(await log.find()), ['A1'])
  const size = Buffer.byteLength(whole)
  assert.deepEqual(
    (await log.damages())
      .map(({ what, offset }) => [what, offset])
      .toReversed()
      .slice(0, 2),
    [
      ['half-written', size],
      ['unreadable', size + half.length],
    ],
  )
  assert.deepEqual(
    (await log.damages()).map(({ what }) => what),
    ['half-written', 'unreadable', 'unreadable', 'half-written'],
  )
})

test('lines longer than a block, and blocks that end anywhere, lose nothing', async () => {
  const ids = Array.from({ length: 3_000 }, (_, index) => `M${String(index).padStart(5, '0')}`)
  const lines = ids.map((id, index) =>
    decisionText(id, {
      subject: 'あ'.repeat(index % 997),
      pad: index === 1_500 ? 'x'.repeat(5_000_000) : '',
    }),
  )
  await using log = await logFolder({ [today]: lines })
  assert.deepEqual(idsOf(await log.find()), ids.toReversed())
  assert.deepEqual(await log.damages(), [])
  assert.deepEqual(idsOf(await log.find({ id: 'M01500' })), ['M01500'])
})

test('compressed days are read, whoever compressed them; a damaged part loses its own lines alone', async () => {
  const lines = ['A1', 'A2', 'A3'].map((id) => decisionText(id))
  const members = await Promise.all(lines.map(async (line) => await memberOf(Buffer.from(line))))
  const broken = Buffer.concat(members)
  broken.fill(0xff, (members[0]?.length ?? 0) + 30, (members[0]?.length ?? 0) + 60)
  await using log = await logFolder({
    'decisions-2026-11-22.jsonl.gz': broken,
    'decisions-2026-11-21.jsonl.gz': gzipSync(lines.join('').replaceAll('"A', '"F')),
    'decisions-2026-11-20.jsonl.gz': gzipSync(lines.join('').replaceAll('"A', '"C').repeat(500)).subarray(
      0,
      -9,
    ),
    [yesterday]: decisionText('B1'),
    [`${yesterday}.gz`]: gzipSync(decisionText('never')),
  })
  assert.deepEqual(idsOf(await log.find()).slice(0, 6), ['B1', 'A3', 'A1', 'F3', 'F2', 'F1'])
  assert.deepEqual((await log.damages()).map(({ file, what }) => [file, what]).slice(0, 2), [
    ['decisions-2026-11-22.jsonl.gz', 'packed'],
    ['decisions-2026-11-20.jsonl.gz', 'packed'],
  ])
})

test('what the gate writes is what a search reads', async () => {
  await using folder = await logFolder()
  const lines = { directory: folder.path, dayOf: () => '2026-11-24', report: () => undefined }
  const log = new DecisionLog(lines)
  await log.start()
  log.follow({
    decisionId: 'A1',
    at: noon,
    recipients: [{ address: 'b@example.com', outcome: 'delivered', by: 'hop', answer: '250 Ok' }],
  })
  await log.close()
  await folder.put(yesterday, decisionText('A1'))
  const [found] = await folder.find()
  assert.equal(found?.later[0]?.recipients[0]?.answer, '250 Ok')
})

test('octets are put in lower case as ASCII says, and no others change', () => {
  const lower = new LowerCase()
  assertAll(
    property(uint8Array({ maxLength: 40 }), (octets) => {
      const expected = octets.map((octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 32 : octet))
      assert.deepEqual(Uint8Array.from(lower.of(Buffer.from(octets))), expected)
    }),
    { numRuns: 500 },
  )
})

const subjectLetters = [
  'a',
  'Z',
  ' ',
  '　',
  'ß',
  'ς',
  '見',
  '積',
  'が',
  'ﾃ',
  'ﾞ',
  'ス',
  'ト',
  'ゔ',
  'ヿ',
  '〆',
  '㈱',
  '①',
  'Ｖ',
  'ｅ',
  '・',
  '々',
  '鿿',
  '㍻',
  '\u304b\u3099',
  '\u3099',
  '\u200b',
  'K',
  '  ',
  'ー',
]

test('words are found in a subject just where they are in its folded form', () => {
  const text = array(constantFrom(...subjectLetters), { maxLength: 8 }).map((parts) => parts.join(''))
  assertAll(
    property(text, text, string({ unit: 'grapheme', maxLength: 6 }), (one, other, any) => {
      for (const subject of [one, any, one + any]) {
        const words = foldText(other)
        assert.equal(holdsFolded(subject, words), foldText(subject).includes(words))
        assert.ok(holdsFolded(subject + other, foldText('')))
      }
    }),
    { numRuns: 2_000 },
  )
})
