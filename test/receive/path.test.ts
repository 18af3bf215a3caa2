import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readPath } from '../../src/receive/path.ts'

const addressOf = (path: string): string | undefined => {
  const read = readPath(path, 0)
  return read.kind === 'path' ? read.address : undefined
}

const accepted: readonly (readonly [path: string, address: string])[] = [
  ['<sato@a.example>', 'sato@a.example'],
  ['<sato@a.example> SIZE=10', 'sato@a.example'],
  ['<>', ''],
  ['<root@localhost>', 'root@localhost'],
  ['<"sato taro"@a.example>', '"sato taro"@a.example'],
  ['<"a>b"@a.example>', '"a>b"@a.example'],
  ['<"a\\"b"@a.example>', '"a\\"b"@a.example'],
  ['<"@b.example:x"@a.example>', '"@b.example:x"@a.example'],
  ['<@one.example,@two.example:sato@a.example>', 'sato@a.example'],
  ['<sato@[192.0.2.1]>', 'sato@[192.0.2.1]'],
  ['<sato@[IPv6:2001:db8::1]>', 'sato@[IPv6:2001:db8::1]'],
  ['<a/b=c+d!e#f@a.example>', 'a/b=c+d!e#f@a.example'],
  // Given out by Japanese mobile carriers.
  ['<taro..x.@carrier.example>', 'taro..x.@carrier.example'],
  ['<root@old_server.a.example>', 'root@old_server.a.example'],
  ['<佐藤@日本.example>', '佐藤@日本.example'],
  ['<Postmaster>', 'Postmaster'],
]

const refused: readonly string[] = [
  '',
  'sato@a.example',
  '<sato@a.example',
  '<sato@a.example>>',
  '<sato@a.example><taro@a.example>',
  '<sato@a.example>x',
  '<<sato@a.example>>',
  '<sato@a.example,taro@a.example>',
  '<sato@a.example taro@a.example>',
  '<sato @a.example>',
  '<sato@a.example >',
  '< sato@a.example>',
  '< >',
  '<sato>',
  '<@a.example>',
  '<sato@>',
  '<sato@@a.example>',
  '<sato@taro@a.example>',
  '<sato@a..example>',
  '<sato@.a.example>',
  '<sato@a.example.>',
  '<sato@-a.example>',
  '<sato@a-.example>',
  '<"sato@a.example>',
  '<"sato"taro@a.example>',
  '<sato"taro"@a.example>',
  '<(comment)sato@a.example>',
  '<sato@(comment)a.example>',
  '<@one.example sato@a.example>',
  '<@one.example,two.example:sato@a.example>',
  '<sato@[192.0.2.256]>',
  '<sato@[2001:db8::1]>',
  '<sato@[IPv6:2001:db8::1%eth0]>',
  '<sato@[192.0.2.1>',
  '<sato@a.ex\u0085ample>',
  `<${'a'.repeat(256)}@a.example>`,
  `<sato@${'a'.repeat(64)}.example>`,
  `<sato@${'a.'.repeat(130)}example>`,
]

test('a path that can mean one address is read', () => {
  for (const [path, address] of accepted) assert.equal(addressOf(path), address, path)
})

test('everything else is refused with a reason', () => {
  for (const path of refused) {
    const read = readPath(path, 0)
    assert.equal(read.kind, 'no-path', path)
    if (read.kind === 'no-path') assert.match(read.fault, /^The /)
  }
})

test('what is read as an address holds no bracket, space or second "@" outside quotes', () => {
  const character = fc.constantFrom(...Array.from('<>@.,:;"\\[] ()ab1-_é'))
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 24 }), (inside) => {
      const address = addressOf(`<${inside}>`)
      if (address === undefined || address === '' || address === 'Postmaster') return
      const unquoted = address.replace(/^"(?:[^"\\]|\\.)*"/, 'q')
      assert.match(unquoted, /^[^<>@ "\\,:;()[\]]+@(?:[^<>@ "\\,:;()[\]]+|\[[0-9.]+\])$/)
    }),
    { numRuns: 5_000 },
  )
})
