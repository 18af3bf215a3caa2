import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { domainKey } from '../../../src/policy/domain-key.ts'
import { lookAlikesOf } from '../../../src/policy/look-alike.ts'
import { asked } from './judged.ts'

const looksLike = lookAlikesOf(['mitsubishi.example', 'partner.co.jp', '*.abc.example', 'paypal.com'])

for (const [domain, why] of [
  ['mitsubichi.example', 'another letter'],
  ['mitsubshi.example', 'a letter is missing'],
  ['mitsubisshi.example', 'a letter twice'],
  ['mitusbishi.example', 'two letters changed places'],
  ['mail.mitsubichi.example', 'below such a domain'],
  ['partner.com', 'another ending'],
  ['partner.jp', 'another ending'],
  ['partner-co.jp', 'a hyphen for the dot'],
  ['partner.co.jp.evil.example', 'the known domain in front'],
  ['paypa1.com', 'a digit for a letter'],
  ['раураl.com', 'Cyrillic letters'],
  ['pаypаl.com', 'two Cyrillic letters'],
  ['раyрal.com', 'Cyrillic letters among Latin ones'],
  ['páypal.com', 'a letter with a mark'],
  ['partner.co.jq', 'a slip in the ending'],
] as const) {
  test(`${domain} looks like a known one: ${why}`, () => {
    assert.notEqual(looksLike(domainKey(domain)), undefined)
  })
}

for (const domain of [
  'mitsubishi.example',
  'mail.mitsubishi.example',
  'x.abc.example',
  'other.example',
  'client.co.jp',
  'abd.example',
  'example.com',
])
  test(`${domain} is known, or looks like none`, () => {
    assert.equal(looksLike(domain), undefined)
  })

test('a domain is never taken for itself, whatever it is', () => {
  const label = fc.string({
    unit: fc.constantFrom('a', 'l', '1', 'o', '0', 'r', 'n', '-', 'é', '例'),
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(label, label, (name, ending) => {
      const domain = domainKey(`${name}.${ending}`)
      assert.equal(lookAlikesOf([domain])(domain), undefined)
      assert.equal(lookAlikesOf([domain])(`mail.${domain}`), undefined)
    }),
    { numRuns: 500 },
  )
})

test('the condition spares domains that are excepted, and inside ones', () => {
  const given = { header: ['To: x@partnar.example'] }
  assert.equal(asked('lookAlike', { of: { list: 'partners' } }, given), 'yes')
  assert.equal(asked('lookAlike', { of: { list: 'partners' }, except: 'partnar.example' }, given), 'no')
  assert.equal(asked('lookAlike', { of: 'exampla.co.jp' }, { header: ['To: sato@example.co.jp'] }), 'no')
  assert.equal(asked('lookAlike', { of: { list: 'partners' } }, { header: ['To: "broken'] }), 'cannot-tell')
})
