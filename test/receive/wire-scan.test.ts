import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { contentOf } from '../../src/mail/content-of.ts'
import { WireScan } from '../../src/mail/wire-scan.ts'
import { wireOf } from './wire.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

interface Seen {
  readonly end: number
  readonly headerSize: number
  readonly dotted: boolean
  readonly dotInHeader: boolean
  readonly faults: string
}

const seenBy = (scan: WireScan, end: number): Seen => ({
  end,
  headerSize: scan.headerSize(),
  dotted: scan.dotted(),
  dotInHeader: scan.dotInHeader(),
  faults: scan
    .lineFaults()
    .map(({ kind }) => kind)
    .join(' '),
})

/** The same questions answered by regular expressions over the whole. */
function expected(text: string): Seen {
  const match = /(?:^|\r\n)\.\r\n/.exec(text)
  const end = match === null ? -1 : match.index + match[0].length
  const content = match === null ? text : text.slice(0, end - 3)
  const empty = /(?:^|\r\n)\r\n/.exec(content)
  const headerSize = empty === null ? -1 : empty.index + empty[0].length
  // Where nothing ends the content, a dot and CR at its very end may still become the end.
  const settled = match === null ? content.replace(/(^|\r\n)\.\r?$/, '$1') : content
  const lines = settled.replace(/\r$/, match === null ? '' : '\r')
  const faults = [
    content.includes('\0') ? 'nul' : '',
    /\r(?!\n)/.test(lines) ? 'bare-cr' : '',
    /(?<!\r)\n/.test(content) ? 'bare-lf' : '',
  ]
  return {
    end,
    headerSize,
    dotted: /(?:^|\r\n)\./.test(settled),
    dotInHeader: /(?:^|\r\n)\./.test(headerSize < 0 ? settled : settled.slice(0, headerSize)),
    faults: faults.filter((fault) => fault !== '').join(' '),
  }
}

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('\r\n', '.', '\r', '\n', '\r\n.\r\n', '\r\n\r\n', '\r\n..') },
  { weight: 3, arbitrary: fc.constantFrom('a', '\t', '\0', '\x0f', '\x10', '\x8d', '\x8a', '\xff') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 70 }).map((length) => 'x'.repeat(length)) },
)
const wire = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

test('any splitting, at any place in memory, sees what the whole shows', () => {
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 })
  fc.assert(
    fc.property(wire, cuts, fc.nat({ max: 7 }), (text, places, offset) => {
      const whole = Buffer.concat([Buffer.alloc(offset), bytes(text)]).subarray(offset)
      const scan = new WireScan()
      const edges = [
        0,
        ...places.filter((place) => place < whole.length).toSorted((a, b) => a - b),
        whole.length,
      ]
      let end = -1
      for (let index = 1; index < edges.length && end < 0; index += 1) {
        const from = edges[index - 1] ?? 0
        const found = scan.push(whole.subarray(from, edges[index]))
        if (found >= 0) end = from + found
      }
      assert.deepEqual(seenBy(scan, end), expected(text))
      assert.equal(scan.size(), end < 0 ? whole.length : end)
    }),
    { numRuns: 3_000 },
  )
})

test('a dot line that stands first is the end of empty content', () => {
  const scan = new WireScan()
  assert.equal(scan.push(bytes('.\r\nQUIT\r\n')), 3)
  assert.equal(scan.dotted(), false)
})

test('every byte below 16 is looked at wherever it stands in a word', () => {
  for (let place = 0; place < 48; place += 1) {
    const chunk = Buffer.alloc(48, 0xff)
    chunk[place] = 0
    const scan = new WireScan()
    scan.push(chunk)
    assert.deepEqual(scan.lineFaults(), [{ kind: 'nul' }], `NUL at ${place}`)
  }
})

test('a message becomes content: dots doubled on the wire and single in the header', () => {
  const content = contentOf(bytes('.odd: 1\r\nSubject: x\r\n\r\n.\r\n..two\r\nend'))
  assert.equal(wireOf(content).toString('latin1'), '..odd: 1\r\nSubject: x\r\n\r\n..\r\n...two\r\nend\r\n')
  assert.equal(content.header.toString('latin1'), '.odd: 1\r\nSubject: x\r\n\r\n')
  assert.equal(content.size, wireOf(content).length)
  assert.equal(content.dotted, true)
  assert.deepEqual(content.lineFaults, [])
})

test('a message without an empty line is all header', () => {
  const content = contentOf(bytes('Subject: x\r\nTo: y\r\n'))
  assert.equal(content.header.toString('latin1'), 'Subject: x\r\nTo: y\r\n')
  assert.equal(content.dotted, false)
})

test('a message with bare line ends keeps them, and they are named', () => {
  const content = contentOf(bytes('Subject: x\n\nbody\rmore\0\r\n'))
  assert.deepEqual(
    content.lineFaults.map(({ kind }) => kind),
    ['nul', 'bare-cr', 'bare-lf'],
  )
  assert.equal(wireOf(content).toString('latin1'), 'Subject: x\n\nbody\rmore\0\r\n')
})

test('no message at all is content of no octets', () => {
  const content = contentOf(Buffer.alloc(0))
  assert.equal(content.size, 0)
  assert.equal(content.header.length, 0)
})

test('content of a message passes the receiving scan unchanged', () => {
  fc.assert(
    fc.property(wire, (text) => {
      const content = contentOf(bytes(text))
      const scan = new WireScan()
      assert.equal(scan.push(Buffer.concat([wireOf(content), bytes('.\r\n')])), content.size + 3)
    }),
    { numRuns: 500 },
  )
})
