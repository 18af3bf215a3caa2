import assert from 'node:assert/strict'
import { test } from 'node:test'

import { LineBuffer } from '../../src/store/line-buffer.ts'

test('lines keep their order and their letters, however many there are, and are gone when they are cleared', () => {
  const buffer = new LineBuffer()
  for (const round of [1, 2]) {
    const lines = Array.from(
      { length: 3_000 },
      (_, index) => `${round}.${index} ${'関所 £ x'.repeat(index % 700)}`,
    )
    for (const line of lines) buffer.add(line)
    assert.equal(buffer.lines, lines.length)
    assert.equal(buffer.bytes.toString(), `${lines.join('\n')}\n`)
    buffer.clear()
    assert.equal(buffer.lines, 0)
    assert.equal(buffer.bytes.length, 0)
  }
})

test('the lines of another stand behind its own', () => {
  const [buffer, other] = [new LineBuffer(), new LineBuffer()]
  buffer.add('one')
  other.add('two')
  other.add('x'.repeat(100_000))
  buffer.addAll(other)
  assert.equal(buffer.lines, 3)
  assert.equal(buffer.bytes.toString(), `one\ntwo\n${'x'.repeat(100_000)}\n`)
})
