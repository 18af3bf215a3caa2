/** Lists as nearly all programs write them are read on a shorter way. A comment in front of a list bars that way and means nothing. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'

import { readAddressList } from '../../src/mail/address-list.ts'

function read(body: string, limit?: number): object {
  const { list, twoAngles, overLimit } = readAddressList(Buffer.from(body, 'latin1'), limit)
  const members = list.map((each) => (each.kind === 'mailbox' ? each.address : undefined))
  return { members, twoAngles, overLimit }
}

const pieces = [
  'a',
  'b.c',
  '.',
  'A@B.example',
  '@',
  '<',
  '>',
  ',',
  ' ',
  '  ',
  '"',
  '"x, <y@z>"',
  '\\',
  '(',
  ')',
  ':',
  ';',
  'sato@corp.example',
  '<boss@corp.example>',
  'Name',
  '=?utf-8?B?5LiK5Y+4?=',
  '\t',
  '\r\n ',
  '\r',
  '\u00e3',
  '\u001b(B',
  '[127.0.0.1]',
  '=?',
  '?=',
  '\0',
  '`{|}~',
  "!#$%&'*+-/^_",
]
const bodies = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''))
const usual = fc.constantFrom(
  'a@b',
  ' x.y@corp.example',
  ' T. Name <a@b>',
  ' "N, <x@y>" <c@d.example>',
  '<e@f>',
  'g@h ',
  '.@i',
)
const lists = fc.array(usual, { maxLength: 6 }).map((members) => members.join(','))

test('a list means the same on the short and the long way', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        bodies,
        lists,
        fc.tuple(lists, bodies).map((both) => both.join(',')),
      ),
      (body) => {
        assert.deepEqual(read(body), read(`()${body}`), JSON.stringify(body))
      },
    ),
    { numRuns: 5_000 },
  )
})

test('a list over the bound is over it on both ways', () => {
  assert.deepEqual(read('a@b, c@d', 2), { members: ['a@b', 'c@d'], twoAngles: false, overLimit: false })
  assert.deepEqual(read('a@b, c@d, e@f', 2), read('() a@b, c@d, e@f', 2))
  assert.deepEqual(read('a@b', 0), read('() a@b', 0))
})

test('a field of many megabytes is read, and nothing is thrown', () => {
  const body = 'a '.repeat(4_194_304)
  assert.deepEqual(read(body), read(`()${body}`))
})
