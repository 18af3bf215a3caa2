import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileClientList, plainAddress } from '../../src/receive/client-list.ts'
import { ChunkList } from '../../src/receive/chunk-list.ts'
import { createDecisionIds } from '../../src/receive/decision-id.ts'
import { writeReply } from '../../src/receive/replies.ts'

test('the client list takes addresses and networks of both families', () => {
  const list = compileClientList([
    '192.0.2.10',
    '10.0.0.0/8',
    '2001:db8::/32',
    '::1',
    '::ffff:172.16.0.0/108',
  ])
  assert.ok('may' in list)
  for (const address of ['192.0.2.10', '10.255.0.1', '2001:db8:1::2', '::1', '::ffff:10.1.2.3', '172.16.3.4'])
    assert.equal(list.may(address), true, address)
  for (const address of ['192.0.2.11', '11.0.0.1', '2001:db9::1', '::2', '172.32.0.1', '', 'unknown'])
    assert.equal(list.may(address), false, address)
})

test('an entry of the client list that is no address is named', () => {
  for (const entry of [
    '10.0.0.0/33',
    '10',
    '10.1',
    'mail.example',
    '',
    '2001:db8::/129',
    '10.0.0.0-10.0.0.9',
  ])
    assert.deepEqual(compileClientList(['10.0.0.0/8', entry]), { faulty: entry })
})

test('an empty client list lets nobody send', () => {
  const list = compileClientList([])
  assert.ok('may' in list)
  assert.equal(list.may('127.0.0.1'), false)
})

test('IPv4 over an IPv6 socket is written as IPv4', () => {
  assert.equal(plainAddress('::ffff:192.0.2.1'), '192.0.2.1')
  assert.equal(plainAddress('fe80::1%eth0'), 'fe80::1')
  assert.equal(plainAddress('2001:db8::1'), '2001:db8::1')
})

test('decision ids ascend and never repeat, within a millisecond and where the clock steps back', () => {
  const next = createDecisionIds()
  const ids = [1_000, 1_000, 1_001, 900, 900, 1_002].map((now) => next(now + 1.7e12))
  for (let count = 0; count < 5_000; count += 1) ids.push(next(1.7e12 + 2_000))
  ids.push(next(1.7e12 + 2_001))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^[0-9A-HJKMNP-TV-Z]{14}$/)
})

test('two processes do not give the same ids', () => {
  const first = Array.from({ length: 40 }, () => createDecisionIds()(1.7e12))
  assert.ok(new Set(first).size > 30)
})

test('every line of a reply carries both codes, and only the last a space', () => {
  assert.equal(
    writeReply({ code: 550, enhanced: '5.7.1', lines: ['one', 'two', 'three'] }),
    '550-5.7.1 one\r\n550-5.7.1 two\r\n550 5.7.1 three\r\n',
  )
  assert.equal(writeReply({ code: 354, enhanced: '', lines: ['go'] }), '354 go\r\n')
  assert.equal(writeReply({ code: 250, enhanced: '2.0.0', lines: [] }), '250 2.0.0\r\n')
})

test('no text in a reply can forge a line or leave ASCII', () => {
  assert.equal(
    writeReply({ code: 550, enhanced: '5.7.1', lines: ['a\r\n250 ok\0\u0085', '佐藤'] }),
    '550-5.7.1 a  250 ok ?\r\n550 5.7.1 ??\r\n',
  )
  assert.equal(writeReply({ code: 550, enhanced: '5.7.1', lines: ['佐藤'] }, true), '550 5.7.1 佐藤\r\n')
})

test('long lines of a reply are broken below 512 octets and lose nothing', () => {
  const words = Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ')
  for (const [text, utf8] of [
    [words, false],
    ['x'.repeat(2_000), false],
    ['佐'.repeat(700), true],
    ['𠮷'.repeat(700), true],
  ] as const) {
    const reply = writeReply({ code: 550, enhanced: '5.7.1', lines: [text] }, utf8)
    const lines = reply.split('\r\n').slice(0, -1)
    assert.ok(lines.length > 1)
    for (const line of lines) assert.ok(Buffer.byteLength(line) <= 510, line)
    const said = lines.map((line) => line.slice(10)).join(text.includes(' ') ? ' ' : '')
    assert.equal(said, text)
    assert.ok(!reply.includes('\ufffd'))
  }
})

test('single bytes are gathered, large pieces are not copied, and all come back in order', () => {
  const list = new ChunkList()
  const large = Buffer.alloc(5_000, 'L')
  const pieces: Buffer[] = []
  for (let index = 0; index < 40_000; index += 1) {
    const bytes = index % 10_000 === 9_999 ? large : Buffer.from([index & 0xff])
    pieces.push(bytes)
    list.append(bytes)
  }
  const whole = Buffer.concat(pieces)
  assert.equal(list.size(), whole.length)
  const taken = list.take(whole.length - 3)
  assert.ok(Buffer.concat(taken).equals(whole.subarray(0, -3)))
  assert.ok(taken.length < 40, `${taken.length} pieces`)
  assert.equal(taken.filter((chunk) => chunk.buffer === large.buffer).length, 4)
})
