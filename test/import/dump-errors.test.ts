/** Every fault of `hr.csv` at its line, and nothing that merely follows from another fault. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDump } from '../../src/people/read-dump.ts'
import { processorTime } from '../peers/processor-time.ts'
import { faultsOf, header, layout, sato, tanaka, withEncoding } from './layouts.ts'

function dumpOf(...rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`
}

test('an address of two people is reported at each later row, and at the alias where it stands there', () => {
  const suzuki = '3,鈴木,suzuki@example.co.jp,TANAKA@example.co.jp;x@example.co.jp,D1,S1,090,0'
  const again = '3,鈴木,sato@example.co.jp,,D2,S2,090,1'
  assert.deepEqual(faultsOf(dumpOf(sato, tanaka, suzuki, again)), [
    '4:alias address-taken',
    '5:mail address-taken',
  ])
})

test('an address that one person has in several rows and columns is his alone', () => {
  const dump = dumpOf(sato, '1,佐藤 健,SATO@example.co.jp,sato@example.co.jp; ;,D2,S2,010,1')
  const reading = readDump(Buffer.from(dump), layout)
  assert.equal(reading.kind, 'read')
  assert.deepEqual(reading.people[0]?.addresses, ['sato@example.co.jp'])
})

test('only ASCII letters are folded: a Kelvin sign is no k, a plus address is another', () => {
  const kelvin = '2,a,ta\u212Aa@example.co.jp,,D1,S1,090,0'
  const plain = '3,b,taka@example.co.jp,taka+x@example.co.jp,D1,S1,090,0'
  const reading = readDump(Buffer.from(dumpOf(sato, kelvin, plain)), layout)
  assert.equal(reading.kind, 'read')
})

test('a malformed address is reported once for each that is, aliases by themselves', () => {
  const rows = [
    '2,a,@example.co.jp,,D1,S1,090,0',
    '3,b,a@b@c,,D1,S1,090,0',
    '4,c,ok@example.co.jp,x;y z@q;good@example.co.jp,D1,S1,090,0',
    '5,d,a\u3000b@example.co.jp,,D1,S1,090,0',
  ]
  assert.deepEqual(faultsOf(dumpOf(sato, ...rows)), [
    '3:mail address-malformed',
    '4:mail address-malformed',
    '5:alias address-malformed',
    '5:alias address-malformed',
    '6:mail address-malformed',
  ])
})

test('a person without a main post is reported at his first row, one with two at the second main post', () => {
  const rows = [
    '2,a,,,D1,S1,090,1',
    '3,b,,,D1,S1,090,1',
    '3,b,,,D1,S2,090,0',
    '3,b,,,D1,S3,090,0',
    '3,b,,,D1,S4,090,',
    '2,a,,,D1,S2,090,1',
  ]
  assert.deepEqual(faultsOf(dumpOf(sato, ...rows)), ['3:kenmu main-post-missing', '6:kenmu main-post-twice'])
})

test('without a concurrent column every row is a main post', () => {
  const by = { ...layout, columns: { ...layout.columns, concurrent: undefined } }
  assert.deepEqual(faultsOf(dumpOf(sato, sato.replace('S1', 'S2')), by), ['3 main-post-twice'])
})

test('a person with a faulty row is not checked for his main post, whatever the fault', () => {
  const faults: Readonly<Record<string, string>> = {
    '2,a,,,D1,S1,090,x': '3:kenmu concurrent-flag',
    '2,a,nowhere,,D1,S1,090,1': '3:mail address-malformed',
    '2,a,sato@example.co.jp,,D1,S1,090,1': '3:mail address-taken',
    '2,a,,,D1,S1,090': '3 field-count',
    '2,a,,,D1,S1,090,0,': '3 field-count',
    '2,a"b,,,D1,S1,090,0': '3 quote-stray',
    [`2,${'x'.repeat(65_537)},,,D1,S1,090,1`]: '3:name field-too-long',
  }
  for (const [row, fault] of Object.entries(faults))
    assert.deepEqual(faultsOf(dumpOf(sato, row, '2,a,,,D1,S2,090,1')), [fault], row.slice(0, 60))
})

test('a blank employee number does not hide the other faults of its row', () => {
  assert.deepEqual(faultsOf(dumpOf(sato, '\u3000,a,nowhere,,D1,S1,090,9')), [
    '3:no employee-blank',
    '3:mail address-malformed',
    '3:kenmu concurrent-flag',
  ])
})

test('a row that is short or long is not read for values', () => {
  assert.deepEqual(faultsOf(dumpOf(sato, '2,a,nowhere,D1', ',,,,,,,,x')), ['3 field-count', '4 field-count'])
})

test('every column that is missing or doubled is reported once, and rows are checked for the rest', () => {
  const dump = ['no,mail,mail,name,bu,bu,bu,kenmu', '1,a,b,c,d,e,f,7'].join('\n')
  assert.deepEqual(faultsOf(dump), [
    '1:mail column-twice',
    '1:alias column-missing',
    '1:role column-missing',
    '1:bu column-twice',
    '1:ka column-missing',
    '2:kenmu concurrent-flag',
  ])
})

test('a column that no rule names may stand twice', () => {
  const dump = [`${header},memo,memo`, `${sato},a,b`].join('\n')
  assert.equal(readDump(Buffer.from(dump), layout).kind, 'read')
})

test('a stray quote spoils its record only', () => {
  const rows = ['2,"a"b,,,D1,S1,090,0', '3,a"b,,,D1,S1,090,0', '4,ok,nowhere,,D1,S1,090,0']
  assert.deepEqual(faultsOf(dumpOf(sato, ...rows)), [
    '3 quote-stray',
    '4 quote-stray',
    '5:mail address-malformed',
  ])
})

test('a space before an opening quote makes it a stray one', () => {
  assert.deepEqual(faultsOf(dumpOf(sato, '2, "a",,,D1,S1,090,0')), ['3 quote-stray'])
})

test('an unclosed quote is reported at the line where its record begins', () => {
  assert.deepEqual(faultsOf(dumpOf(sato, '2,"a\nb",,,D1,S1,090,0', '3,"open,,,D1', '4,x')), [
    '5 quote-unclosed',
  ])
})

test('lines after a record with line ends inside quotes are counted on', () => {
  assert.deepEqual(faultsOf(dumpOf('1,"a\r\nb\nc",,,D1,S1,090,0', ',x,,,D1,S1,090,0')), [
    '5:no employee-blank',
  ])
})

test('a faulty record with line ends inside quotes is reported at its first line', () => {
  assert.deepEqual(faultsOf(dumpOf(sato, '2,"a\nb",nowhere,,D1,S1,090,0')), ['3:mail address-malformed'])
})

test('a faulty header is reported, and does not make columns missing', () => {
  assert.deepEqual(faultsOf(`${header.replace('name', 'na"me')}\n${sato}\n2,"open\n`), [
    '1 quote-stray',
    '3 quote-unclosed',
  ])
  assert.deepEqual(faultsOf(`"${header}\n${sato}\n`), ['1 quote-unclosed'])
})

function dumpWithName(name: string): string {
  return `${header},memo\n1,${name},,,D1,S1,090,0,x\n`
}

test('a field may have 64 KiB as UTF-8, in any column, and not one byte more', () => {
  const widest = 'あ'.repeat(21_845)
  assert.equal(readDump(Buffer.from(dumpWithName(`${widest}a`)), layout).kind, 'read')
  assert.deepEqual(faultsOf(dumpWithName(`${widest}ab`)), ['2:name field-too-long'])
  assert.deepEqual(faultsOf(`${header},memo\n${sato},${widest}あ\n`), ['2:memo field-too-long'])
})

test('an empty dump, one of blank lines and one of a header alone have no rows', () => {
  assert.deepEqual(faultsOf(''), ['1 no-rows'])
  assert.deepEqual(faultsOf('\uFEFF\r\n'), ['1 no-rows'])
  assert.deepEqual(faultsOf('\n,,\n\u3000\t\n\u001A'), ['1 no-rows'])
  assert.deepEqual(faultsOf(`${header}\n\n,,,,,,,\n`), ['1 no-rows'])
  assert.ok(faultsOf('no,mail\n').includes('1:ka column-missing'))
})

test('bytes that do not decode are reported at the physical line where they stand, once a line', () => {
  const before = Buffer.from(`${header}\n1,"a\n`)
  const after = Buffer.from('",,,D1,S1,090,0\n')
  const dump = Buffer.concat([before, Buffer.from([0xff, 0xfe, 0x41, 0xff]), after])
  assert.deepEqual(faultsOf(dump, withEncoding('utf-8')), ['3 undecodable'])
})

test('a value that does not decode is not called faulty in another way', () => {
  const row = Buffer.concat([
    Buffer.from('2,a,'),
    Buffer.from([0xff]),
    Buffer.from(',,D1,S1,090,'),
    Buffer.from([0xff]),
  ])
  const dump = Buffer.concat([Buffer.from(`${header}\n${sato}\n`), row])
  assert.deepEqual(faultsOf(dump, withEncoding('utf-8')), ['3 undecodable'])
})

test('a header that does not decode does not make columns missing', () => {
  const dump = Buffer.concat([
    Buffer.from(header.replace('name', '')),
    Buffer.from([0xff]),
    Buffer.from(`\n${sato}\n`),
  ])
  assert.ok(!faultsOf(dump, withEncoding('utf-8')).some((fault) => fault.includes('column-missing')))
})

test('in a file with thousands of faults all are reported, and quickly', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `${String(index)},a,nowhere,,D1,S1,090,7`)
  const { result, took } = processorTime(() => faultsOf(dumpOf(...rows)))
  assert.equal(result.length, 40_000)
  assert.ok(took < 2_000)
})

test('a line of a megabyte of quotes is read in good time', () => {
  const row = `1,${'"a",'.repeat(300_000)}`
  const { result, took } = processorTime(() => faultsOf(dumpOf(row)))
  assert.deepEqual(result, ['2 field-count'])
  assert.ok(took < 2_000)
})
