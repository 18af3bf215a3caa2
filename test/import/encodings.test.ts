/** The encodings of a dump, each as the WHATWG Encoding Standard says. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeLegacy } from '../../src/people/legacy-japanese.ts'
import { readDumpText } from '../../src/people/dump-text.ts'
import type { Problem } from '../../src/people/problem.ts'
import { readDump } from '../../src/people/read-dump.ts'
import type { DumpLayout, Encoding } from '../../src/people/rules.ts'
import { sayProblem } from '../../src/people/say-problem.ts'
import { faultsOf, header, layout, peopleOf, sato, withEncoding } from './layouts.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')

test('Shift_JIS: characters of Windows, half-width kana, user-defined ones, and 0x80', () => {
  assert.deepEqual(decodeLegacy(bytes('8740 fbfc b1 f040 815f 80'.replaceAll(' ', '')), 'shift_jis'), {
    text: '①髙ｱ\uE000＼\u0080',
    faults: [],
  })
})

test('Shift_JIS: control characters stand for themselves, which the platform decoder gets wrong', () => {
  assert.equal(decodeLegacy(bytes('1a1c7f5c7e'), 'shift_jis').text, '\u001A\u001C\u007F\\~')
})

test('Shift_JIS: faulty bytes are found one by one, and an ASCII byte behind a lead byte is kept', () => {
  assert.deepEqual(decodeLegacy(bytes('a0 fd 81 2c 8540 41 8e'.replaceAll(' ', '')), 'shift_jis'), {
    text: '\uFFFD\uFFFD\uFFFD,\uFFFD@A\uFFFD',
    faults: [0, 1, 2, 4, 7],
  })
})

test('EUC-JP: two and three byte characters and half-width kana', () => {
  assert.deepEqual(decodeLegacy(bytes('bab4 8fb0a1 8eb1 ada1 8fa2b7'.replaceAll(' ', '')), 'euc-jp'), {
    text: '佐丂ｱ①～',
    faults: [],
  })
})

test('EUC-JP: what only the platform decoder knows is a fault: a row of JIS X 0212, three signs, controls', () => {
  assert.deepEqual(decodeLegacy(bytes('8ee041'), 'euc-jp'), { text: '\uFFFDA', faults: [0] })
  assert.deepEqual(decodeLegacy(bytes('8541'), 'euc-jp'), { text: '\uFFFDA', faults: [0] })
  assert.deepEqual(decodeLegacy(bytes('8ff3a141'), 'euc-jp'), { text: '\uFFFDA', faults: [0] })
})

test('EUC-JP: faulty bytes are found one by one, and an ASCII byte is kept', () => {
  assert.deepEqual(decodeLegacy(bytes('80 a9a1 ba2c 8fb02c 8e41 8f41 ba'.replaceAll(' ', '')), 'euc-jp'), {
    text: '\uFFFD\uFFFD\uFFFD,\uFFFD,\uFFFDA\uFFFDA\uFFFD',
    faults: [0, 1, 3, 5, 8, 10, 12],
  })
})

test('every pair of bytes decodes alike in a whole file and beside a fault', () => {
  for (const encoding of ['shift_jis', 'euc-jp'] as const) {
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x21; trail <= 0xfe; trail += 1) {
        const alone = decodeLegacy(Buffer.from([lead, trail]), encoding)
        const beside = decodeLegacy(Buffer.from([lead, trail, 0x0a, 0xff]), encoding)
        if (alone.faults.length === 0) assert.equal(beside.text, `${alone.text}\n\uFFFD`)
        else assert.deepEqual(beside.faults.slice(0, -1), alone.faults)
      }
    }
  }
})

const cp932Sato = Buffer.concat([
  Buffer.from(`${header}\n1,`),
  bytes('8db293a120 8c92'.replaceAll(' ', '')),
  Buffer.from(',sato@example.co.jp,,D1,S1,010,0\n'),
])

test('auto takes UTF-8 where it can, CP932 otherwise, and never EUC-JP', () => {
  assert.equal(readDumpText(Buffer.from(sato), 'auto').encoding, 'utf-8')
  assert.equal(peopleOf(cp932Sato)[0]?.name, '佐藤 健')
  const eucJp = Buffer.concat([
    Buffer.from(`${header}\n1,`),
    bytes('bab4c6a3'),
    Buffer.from(',,,D1,S1,010,0\n'),
  ])
  assert.notEqual(peopleOf(eucJp)[0]?.name, '佐藤')
  assert.equal(peopleOf(eucJp, withEncoding('euc-jp'))[0]?.name, '佐藤')
})

test('a byte order mark counts for utf-8 and auto, where it decides', () => {
  const marked = Buffer.from(`\uFEFF${header}\n${sato}\n`)
  assert.equal(peopleOf(marked).length, 1)
  assert.equal(peopleOf(marked, withEncoding('utf-8')).length, 1)
  assert.ok(faultsOf(marked, withEncoding('euc-jp')).includes('1 undecodable'))
  const faulty = Buffer.concat([marked, bytes('ff')])
  assert.ok(faultsOf(faulty).includes('3 undecodable'))
})

test('a dump declared as one encoding is not read as another', () => {
  assert.deepEqual(faultsOf(cp932Sato, withEncoding('utf-8')), ['2 undecodable'])
  const utf8 = Buffer.from(`${header}\n1,\u00E9,,,D1,S1,010,0\n2,\u00A0,,,D1,S1,010,0`)
  assert.ok(faultsOf(utf8, withEncoding('cp932')).includes('3 undecodable'))
})

test('0x1A ends a file, before or after its last line end, and is a character elsewhere', () => {
  for (const end of ['\u001A', '\n\u001A', '\r\n\u001A\r\n', '\u001A\u001A'])
    assert.equal(peopleOf(`${header}\n${sato}${end}`).length, 1)
  assert.equal(peopleOf(`${header}\n1,a\u001Ab,,,D1,S1,010,0\n`)[0]?.name, 'a\u001Ab')
})

/** Characters of two bytes; all others as they are. */
function encoded(text: string, encoding: 'shift_jis' | 'euc-jp'): Buffer {
  const decoder = new TextDecoder(encoding)
  const pairs = new Map<string, Buffer>()
  for (let lead = 0x81; lead <= 0xf4; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const pair = Buffer.from([lead, trail])
      const character = decoder.decode(pair)
      if (character.length === 1 && !pairs.has(character)) pairs.set(character, pair)
    }
  return Buffer.concat(Array.from(text, (character) => pairs.get(character) ?? Buffer.from(character)))
}

const names = ['佐藤 健', '田中 優', '高橋 一郎', 'Smith', '鈴木 さくら', '渡邊 奈々子']
const staff = Array.from(
  { length: 300 },
  (_, index) => `${String(index + 1)},${names[index % names.length] ?? ''},,,D1,S1,010,0`,
)
const dump = `${[header, ...staff].join('\n')}\n`
/** The same with names of columns that are not ASCII. */
const kanji = dump.replace('no,name', '職番,氏名')
const kanjiLayout = (encoding: Encoding): DumpLayout => ({
  ...withEncoding(encoding),
  columns: { ...layout.columns, employee: '職番', name: '氏名' },
})

function onlyFault(file: Buffer, by: DumpLayout): Problem {
  const reading = readDump(file, by)
  assert.equal(reading.kind, 'faulty')
  const [problem, ...more] = reading.problems
  assert.ok(problem !== undefined)
  assert.deepEqual(more, [])
  return problem
}

test('a dump in another encoding is one problem that says which, at the first line that shows it', () => {
  const cp932 = encoded(dump, 'shift_jis')
  const eucJp = encoded(dump, 'euc-jp')
  const seen = [
    [Buffer.from(dump), 'cp932', 'utf-8'],
    [Buffer.from(dump), 'euc-jp', 'utf-8'],
    [cp932, 'utf-8', 'cp932'],
    [cp932, 'euc-jp', 'cp932'],
    [eucJp, 'utf-8', 'euc-jp'],
    [Buffer.from(`\uFEFF${dump}`, 'utf16le'), 'auto', 'utf-16'],
  ] as const
  for (const [file, declared, seems] of seen) {
    const { kind, detail, place } = onlyFault(file, withEncoding(declared))
    assert.deepEqual([declared, kind, 'seems' in detail && detail.seems], [declared, 'undecodable', seems])
    assert.ok(place.line <= 6, `${declared}: line ${String(place.line)}`)
  }
  const problem = onlyFault(cp932, withEncoding('utf-8'))
  assert.equal(problem.place.line, 2)
  assert.match(sayProblem(problem, 'en'), /looks like CP932 \(Shift_JIS\)\. Set "encoding: cp932"/)
  assert.match(sayProblem(problem, 'ja'), /encoding: cp932 と書くか/)
})

test('a header that only another encoding can read says so, also where every byte decodes', () => {
  const eucJp = encoded(kanji, 'euc-jp')
  const fault = onlyFault(eucJp, kanjiLayout('auto'))
  assert.deepEqual([fault.kind, fault.place.line, fault.place.column], ['column-missing', 1, '職番'])
  assert.match(sayProblem(fault, 'en'), /nor 1 more .*read as EUC-JP, it has\. Set "encoding: euc-jp"/)
  assert.match(sayProblem(fault, 'ja'), /ほか 1 列がヘッダーにありません。EUC-JP として読むと/)
  const utf8 = onlyFault(Buffer.from(kanji), kanjiLayout('cp932'))
  assert.match(sayProblem(utf8, 'en'), /Set "encoding: utf-8"/)
  assert.equal(utf8.place.line, 1)
})

test('one broken line in a dump of UTF-8 does not make every line of it a faulty one of CP932', () => {
  const broken = Buffer.concat([
    Buffer.from(dump),
    Buffer.from([0x39, 0x2c, 0xe4, 0xbd, 0x2c]),
    Buffer.from(',,D1,S1,010,0\n'),
  ])
  const { kind, detail } = onlyFault(broken, layout)
  assert.deepEqual([kind, 'seems' in detail && detail.seems], ['undecodable', 'utf-8'])
  assert.deepEqual(faultsOf(broken, withEncoding('utf-8')), ['302 undecodable'])
})

test('a dump of its encoding with a broken line is not taken for another', () => {
  for (const [encoding, declared] of [
    ['shift_jis', 'cp932'],
    ['euc-jp', 'euc-jp'],
  ] as const) {
    const broken = Buffer.concat([
      encoded(dump, encoding),
      Buffer.from([0x39, 0x2c, 0xba, 0xff, 0x2c]),
      Buffer.from(',,D1,S1,010,0\n'),
    ])
    const { kind, detail, place } = onlyFault(broken, withEncoding(declared))
    assert.deepEqual([kind, 'seems' in detail, place.line], ['undecodable', false, 302])
  }
})
