/** A dump is read block by block: what it means, and what is wrong with it, does not depend on where blocks end. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readDumpInSteps, type DumpReading } from '../../src/people/read-dump.ts'
import type { DumpLayout } from '../../src/people/rules.ts'
import { inOneGo } from '../../src/people/steps.ts'
import { header, layout, withEncoding } from './layouts.ts'

const all = 2 ** 30

function readInBlocks(bytes: Buffer, by: DumpLayout, octets: number): DumpReading {
  return inOneGo(readDumpInSteps(bytes, by, octets))
}

/** Pieces of rows, sound and not: quotes with line ends, half characters, tabs, the end mark. */
const piece = fc
  .constantFrom(
    '1,a,a@example.co.jp,,D1,S1,010,0',
    '2,b,,,D1,,,1',
    '"1","a\n""b""\n",c@example.co.jp,,D1,,,0',
    ',,,,,,,',
    '\n',
    '\r\n',
    '\n\n',
    '"',
    '""',
    ',',
    '\t',
    ' ',
    '\u3000',
    'x',
    'a@example.co.jp',
    '\u001A',
    header,
    `\n${header}\n`,
  )
  .map((text) => Buffer.from(text))
const octet = fc.constantFrom(0x81, 0x8f, 0x8e, 0xa4, 0xe6, 0xff, 0x0a).map((byte) => Buffer.from([byte]))
const dump = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 6, arbitrary: piece }, { weight: 1, arbitrary: octet }), { maxLength: 40 }),
  )
  .map(([isHeaded, pieces]) => Buffer.concat([Buffer.from(isHeaded ? `${header}\n` : ''), ...pieces]))

test('blocks of one line read like the whole, sound or faulty, in every encoding', () => {
  fc.assert(
    fc.property(
      dump,
      fc.constantFrom('auto', 'utf-8', 'cp932', 'euc-jp'),
      fc.integer({ min: 1, max: 90 }),
      (bytes, encoding, octets) => {
        const by = withEncoding(encoding)
        assert.deepEqual(readInBlocks(bytes, by, octets), readInBlocks(bytes, by, all))
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a quote that is never closed is found once, at its line, however many blocks follow', () => {
  const row = '7,a,,,D1,S1,010,0\n'
  const reading = readInBlocks(Buffer.from(`${header}\n${row}"8,${row.repeat(5_000)}`), layout, 100)
  assert.ok(reading.kind === 'faulty')
  assert.deepEqual(
    reading.problems.map(({ kind, place }) => [kind, place.line]),
    [['quote-unclosed', 3]],
  )
})

test('a large dump is read in short steps, between which a gate takes mail', () => {
  const rows = Array.from({ length: 20_000 }, (_, number) => `${number},a,,,D1,S1,010,0\n`)
  const steps = readDumpInSteps(Buffer.from(`${header}\n${rows.join('')}`), layout)
  let count = 1
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) count += 1
  assert.ok(step.value.kind === 'read')
  assert.equal(step.value.people.length, rows.length)
  assert.ok(count > 10, `${count} steps`)
})
