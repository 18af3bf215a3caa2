import assert from 'node:assert/strict'
import { appendFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { array, assert as assertAll, asyncProperty, constantFrom, integer, record } from 'fast-check'

import { endOfLog, nextPiece, untakenFiles, type Position } from '../../src/store/decision-follow.ts'
import { readPosition, writePosition } from '../../src/store/stream-position.ts'
import { logFolder } from './decision-lines.ts'

const step = record({
  /** Where the log goes on; it never goes back more than a day. */
  day: integer({ min: 0, max: 2 }),
  lines: array(constantFrom('a', 'bb', '件名', 'x'.repeat(300)), { maxLength: 4 }),
  /** Octets of the next line that are there already. */
  torn: integer({ min: 0, max: 20 }),
  mostLines: integer({ min: 1, max: 3 }),
  restarts: constantFrom(true, false),
})

test('whatever the steps in which a log grows and is read, each line is taken once and in order', async () => {
  await assertAll(
    asyncProperty(array(step, { maxLength: 12 }), async (steps) => {
      await using log = await logFolder()
      let position: Position = { from: '', files: new Map() }
      const taken: string[] = []
      const written: string[] = []
      let day = 20
      let count = 0
      let begun = ''
      const read = async (mostLines: number): Promise<number> => {
        const piece = await nextPiece(log.path, position, mostLines)
        assert.deepEqual(piece.lost, [])
        taken.push(...piece.lines)
        position = piece.position
        return piece.lines.length
      }
      for (const { day: days, lines, torn, mostLines, restarts } of steps) {
        const before = day
        day += days
        // A new day begins with a line of its own; the half line of the day before stays one.
        if (day !== before) begun = ''
        const texts = lines.map((line) => `${(count += 1)} ${line}`)
        const [first = ''] = texts
        const path = join(log.path, `decisions-2026-11-${String(day)}.jsonl`)
        if (texts.length > 0) {
          // The line that was begun is ended as a restart does it, and stands again.
          const end = begun === '' ? '' : '\n'
          await appendFile(path, `${end}${texts.join('\n')}\n${first.slice(0, torn)}`)
          if (begun !== '') written.push(begun)
          written.push(...texts)
          begun = first.slice(0, torn)
        }
        await read(mostLines)
        if (restarts) {
          await writePosition(log.path, 'test', position)
          position = await readPosition(log.path, 'test')
        }
      }
      while ((await read(2)) > 0);
      assert.deepEqual(taken, written)
    }),
    { numRuns: 60 },
  )
})

test('a new stream begins at the end of the log', async () => {
  await using log = await logFolder({
    'decisions-2026-11-23.jsonl': 'old\n',
    'decisions-2026-11-24.jsonl': 'before\n',
  })
  const position = await endOfLog(log.path)
  await appendFile(join(log.path, 'decisions-2026-11-24.jsonl'), 'after\n')
  const { lines } = await nextPiece(log.path, position, 10)
  assert.deepEqual(lines, ['after'])
})

test('a file that goes on after a later one was begun is read all the same', async () => {
  await using log = await logFolder({ 'decisions-2026-11-24.jsonl': 'a\n' })
  let position: Position = { from: '', files: new Map() }
  const read = async (): Promise<readonly string[]> => {
    const piece = await nextPiece(log.path, position, 10)
    position = piece.position
    return piece.lines
  }
  assert.deepEqual(await read(), ['a'])
  await log.put('decisions-2026-11-24.7-1.jsonl', 'b\n')
  assert.deepEqual(await read(), ['b'])
  await appendFile(join(log.path, 'decisions-2026-11-24.jsonl'), 'c\n')
  assert.deepEqual(await read(), ['c'])
  await log.put('decisions-2026-11-25.jsonl', 'd\n')
  assert.deepEqual(await read(), ['d'])
  await appendFile(join(log.path, 'decisions-2026-11-24.7-1.jsonl'), 'e\n')
  assert.deepEqual(await read(), ['e'])
})

test('half a line at the end of a file is passed over once a later file is there and nobody writes on', async () => {
  await using log = await logFolder({
    'decisions-2026-11-24.jsonl': 'a\nhal',
    'decisions-2026-11-25.jsonl': 'b\n',
  })
  let position: Position = { from: '', files: new Map() }
  const taken: string[] = []
  const readAll = async (): Promise<void> => {
    for (;;) {
      const piece = await nextPiece(log.path, position, 10)
      position = piece.position
      taken.push(...piece.lines)
      if (piece.lines.length === 0) return
    }
  }
  await readAll()
  assert.deepEqual(await untakenFiles(log.path, position), ['decisions-2026-11-24.jsonl'])
  const before = new Date(Date.now() - 60_000)
  await utimes(join(log.path, 'decisions-2026-11-24.jsonl'), before, before)
  await readAll()
  assert.deepEqual(await untakenFiles(log.path, position), [])
  assert.deepEqual(taken, ['a', 'b'])
})
