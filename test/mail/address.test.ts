import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { canonicalAddress, domainOf, withoutSubaddress } from '../../src/mail/address.ts'
import { processorTime } from '../peers/processor-time.ts'

const same: readonly (readonly [string, string])[] = [
  ['sato@corp.example', 'sato@corp.example'],
  ['SATO@Corp.EXAMPLE', 'sato@corp.example'],
  ['"sato"@corp.example', 'sato@corp.example'],
  ['"SATO"@corp.example', 'sato@corp.example'],
  ['"sa\\to"@corp.example', 'sato@corp.example'],
  ['"taro.sato"@corp.example', 'taro.sato@corp.example'],
  ['"sato tarou"@corp.example', '"sato tarou"@corp.example'],
  ['"sato\\ tarou"@corp.example', '"sato tarou"@corp.example'],
  ['"a\\"b\\\\c"@corp.example', '"a\\"b\\\\c"@corp.example'],
  ['"boss@corp.example"@elsewhere.example', '"boss@corp.example"@elsewhere.example'],
  ['""@corp.example', '""@corp.example'],
  ['sato..taro@phone.example', 'sato..taro@phone.example'],
  ['"sato..taro"@phone.example', 'sato..taro@phone.example'],
  ['sato.@phone.example', 'sato.@phone.example'],
  ["o'brien+x=y@corp.example", "o'brien+x=y@corp.example"],
  ['sato@[192.0.2.1]', 'sato@[192.0.2.1]'],
  ['sato@[IPv6:2001:DB8::1]', 'sato@[ipv6:2001:db8::1]'],
  ['佐藤@例え.example', '佐藤@例え.example'],
  ['ÄB@corp.example', 'Äb@corp.example'],
  ['sato@xn--r8jz45g.example', 'sato@xn--r8jz45g.example'],
  // A Kelvin sign is no k, and a dotless or dotted I is no i.
  ['sato@\u212Aorp.example', 'sato@\u212Aorp.example'],
  ['\u0130@corp.example', '\u0130@corp.example'],
  // One letter in two spellings of Unicode is two addresses.
  ['e\u0301@corp.example', 'e\u0301@corp.example'],
]

const unreadable: readonly string[] = [
  '',
  'sato',
  '@corp.example',
  'sato@',
  'sato@@corp.example',
  'sato@corp.example@elsewhere.example',
  'sato @corp.example',
  ' sato@corp.example',
  'sato@corp.example ',
  'sato@corp.example.',
  'sato@.corp.example',
  'sato@corp..example',
  '<sato@corp.example>',
  '@route.example:sato@corp.example',
  'sato@corp.example,x@corp.example',
  'sato(x)@corp.example',
  '"sato@corp.example',
  '"sato"x@corp.example',
  '"sato"',
  '"sato\\"@corp.example',
  'sa"to"@corp.example',
  'sato\\@corp.example',
  'sato@"corp.example"',
  'sato@[192.0.2.1',
  'sato@[192.0.2.1]x',
  'sato@[192.0.2.1] ',
  'sato@corp.example\0',
  '"sa\0to"@corp.example',
  '"sa\r\nto"@corp.example',
  'sato\r\n@corp.example',
  'sato@corp.example\u3000',
  'sato@corp\u00A0.example',
  'sa\u202Eto@corp.example',
  '\uFEFFsato@corp.example',
  'sato@corp.example\uFFFD',
  '\uD800@corp.example',
  // Some programs decode this although nothing allows it, and see evil@evil.example.
  '=?utf-8?q?evil=40evil.example=3E?=@corp.example',
  'sato@=?utf-8?q?corp?=.example',
  '"=?utf-8?q?x?="@corp.example',
]

describe('the canonical form of an address', () => {
  for (const [text, canonical] of same) {
    it(`reads ${JSON.stringify(text)} as ${canonical}`, () => {
      assert.equal(canonicalAddress(text), canonical)
    })
  }
  for (const text of unreadable) {
    it(`cannot read ${JSON.stringify(text)}`, () => {
      assert.equal(canonicalAddress(text), undefined)
    })
  }

  it('is its own canonical form', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('aB."\\@ <>[]é佐+=?')), maxLength: 20 })
    fc.assert(
      fc.property(text, text, (local, domain) => {
        for (const address of [`${local}@${domain}`, `"${local}"@corp.example`]) {
          const canonical = canonicalAddress(address)
          if (canonical !== undefined) assert.equal(canonicalAddress(canonical), canonical)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes a long local part of half encoded words in time that grows with its length', () => {
    const { took } = processorTime(() => {
      canonicalAddress(`A${'=?'.repeat(120_000)}@corp.example`)
    })
    assert.ok(took < 200)
  })
})

describe('an address without its sub-address', () => {
  const table: readonly (readonly [string, string])[] = [
    ['sato+orders@corp.example', 'sato@corp.example'],
    ['sato+a+b@corp.example', 'sato@corp.example'],
    ['sato@corp.example', 'sato@corp.example'],
    ['+x@corp.example', '+x@corp.example'],
    ['sato@corp+x.example', 'sato@corp+x.example'],
    ['"sato taro+x"@corp.example', '"sato taro"@corp.example'],
    ['"sato+x y"@corp.example', 'sato@corp.example'],
    ['"sato+x@y"@corp.example', 'sato@corp.example'],
  ]
  for (const [address, without] of table) {
    it(`is ${without} for ${address}`, () => {
      assert.equal(withoutSubaddress(address), without)
    })
  }
})

it('the domain of an address stands behind its last @', () => {
  assert.equal(domainOf('"a@b"@corp.example'), 'corp.example')
})
