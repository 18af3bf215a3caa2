import assert from 'node:assert/strict'
import { test } from 'node:test'

import { answerOf, asked, conditionOf, type GivenMail } from './judged.ts'

const outsideOnly: GivenMail = { header: ['To: a@rival.example, b@x.example'] }
const mixed: GivenMail = { header: ['To: a@rival.example', 'Cc: sato@example.co.jp'] }

test('any, all and none ask about each recipient', () => {
  const outside = { outside: true }
  assert.equal(asked('recipients', { any: outside }, mixed), 'yes')
  assert.equal(asked('recipients', { all: outside }, mixed), 'no')
  assert.equal(asked('recipients', { none: outside }, mixed), 'no')
  assert.equal(asked('recipients', { all: outside }, outsideOnly), 'yes')
  assert.equal(asked('recipients', { none: outside }, { header: ['To: sato@example.co.jp'] }), 'yes')
})

test('of no recipients at all, none is such and not all are', () => {
  const nobody = { header: ['To: undisclosed-recipients:;'] }
  assert.equal(asked('recipients', { all: { outside: true } }, nobody), 'no')
  assert.equal(asked('recipients', { any: { outside: true } }, nobody), 'no')
  assert.equal(asked('recipients', { none: { outside: true } }, nobody), 'yes')
})

test('a domain is itself alone, and with a star all below it', () => {
  const below = { header: ['To: a@eu.rival.example'] }
  assert.equal(asked('recipients', { any: { domain: 'rival.example' } }, below), 'no')
  assert.equal(asked('recipients', { any: { domain: '*.rival.example' } }, below), 'yes')
  assert.equal(asked('recipients', { any: { domain: '*.rival.example' } }, outsideOnly), 'no')
  assert.equal(asked('recipients', { any: { domain: { list: 'rivals' } } }, below), 'yes')
  assert.equal(asked('recipients', { any: { domain: 'RIVAL.example' } }, outsideOnly), 'yes')
  assert.equal(asked('recipients', { any: { domain: 'ival.example' } }, outsideOnly), 'no')
})

test('an internationalized domain is one in either spelling', () => {
  const wanted = { any: { domain: '例え.example' } }
  assert.equal(asked('recipients', wanted, { rcptTo: ['a@xn--r8jz45g.example'] }), 'yes')
  assert.equal(
    asked('recipients', { any: { domain: 'xn--r8jz45g.example' } }, { rcptTo: ['a@例え.example'] }),
    'yes',
  )
})

test('all that is said must hold for one and the same recipient', () => {
  const wanted = { any: { outside: true, address: ['sato@example.co.jp', 'x@rival.example'] } }
  assert.equal(asked('recipients', wanted, mixed), 'no')
  assert.equal(asked('recipients', wanted, { header: ['To: x@rival.example'] }), 'yes')
})

test('lists hold addresses or domains', () => {
  assert.equal(asked('recipients', { any: { list: ['rivals', 'vips'] } }, mixed), 'yes')
  assert.equal(asked('recipients', { any: { list: 'vips' } }, { header: ['To: CLIENT@Example.com'] }), 'yes')
  assert.equal(asked('recipients', { any: { list: 'vips' } }, outsideOnly), 'no')
})

test('a matcher holds for any one post of a recipient, and for nobody outside the roster', () => {
  const executives = { header: ['To: yamamoto@example.co.jp'] }
  assert.equal(asked('recipients', { any: { who: { role: '001' } } }, executives), 'yes')
  assert.equal(
    asked('recipients', { any: { who: { role: ['001', '002'], bureau: '100' } } }, executives),
    'no',
  )
  assert.equal(asked('recipients', { any: { group: 'executives' } }, executives), 'yes')
  assert.equal(asked('recipients', { any: { who: { role: '*' } } }, outsideOnly), 'no')
})

test('Bcc is who gets the mail without standing in To or Cc', () => {
  const bcc = { any: { outside: true, in: 'bcc' } }
  const header = ['To: client@example.com']
  assert.equal(asked('recipients', bcc, { header, rcptTo: ['client@example.com'] }), 'no')
  assert.equal(asked('recipients', bcc, { header, rcptTo: ['client@example.com', 'x@y.example'] }), 'yes')
  assert.equal(asked('recipients', bcc, { header: [...header, 'Bcc: x@y.example'] }), 'yes')
  assert.equal(asked('recipients', bcc, { header, rcptTo: ['sato@example.co.jp'] }), 'no')
})

test('header and envelope are asked apart', () => {
  const given: GivenMail = { header: ['To: sato@example.co.jp'], rcptTo: ['x@y.example'] }
  assert.equal(asked('recipients', { any: { outside: true, in: 'header' } }, given), 'no')
  assert.equal(asked('recipients', { any: { outside: true, in: 'envelope' } }, given), 'yes')
  assert.equal(asked('recipients', { any: { outside: true } }, given), 'yes')
})

test('a recipient is counted once, wherever and however often it stands', () => {
  const given: GivenMail = {
    header: ['To: a@x.example, A@X.example', 'Cc: "a"@x.example, b@x.example'],
    rcptTo: ['a@x.example', 'b@x.example'],
  }
  assert.deepEqual(answerOf('recipients', { count: { atLeast: 2 }, of: { outside: true } }, given), {
    answer: 'yes',
    evidence: [
      { kind: 'count', count: 2 },
      { kind: 'recipient', text: 'a@x.example' },
    ],
  })
  assert.equal(asked('recipients', { count: { atLeast: 3 }, of: { outside: true } }, given), 'no')
  assert.equal(asked('recipients', { count: { atLeast: 1, atMost: 1 }, of: { outside: true } }, given), 'no')
})

test('what cannot be read is outside, and may be anybody else', () => {
  const given: GivenMail = { header: ['To: "broken <x@y.example', 'Cc: sato@example.co.jp'] }
  assert.equal(asked('recipients', { any: { outside: true } }, given), 'yes')
  assert.equal(asked('recipients', { none: { outside: true } }, given), 'no')
  assert.equal(asked('recipients', { all: { outside: false } }, given), 'no')
  assert.equal(asked('recipients', { any: { domain: 'rival.example' } }, given), 'cannot-tell')
  assert.equal(asked('recipients', { none: { domain: 'rival.example' } }, given), 'cannot-tell')
  assert.equal(asked('recipients', { any: { address: 'sato@example.co.jp' } }, given), 'yes')
  assert.equal(asked('recipients', { count: { atMost: 3 }, of: { outside: true } }, given), 'cannot-tell')
  assert.equal(asked('recipients', { count: { atLeast: 1 }, of: { outside: true } }, given), 'yes')
})

test('who is in Bcc cannot be told where To cannot be read', () => {
  const given: GivenMail = { header: ['To: "broken <client@example.com'], rcptTo: ['client@example.com'] }
  assert.equal(asked('recipients', { any: { outside: true, in: 'bcc' } }, given), 'cannot-tell')
})

test('a list or group that is not there leaves nothing to tell', () => {
  assert.equal(asked('recipients', { none: { list: 'gone' } }, mixed), 'cannot-tell')
  assert.equal(asked('recipients', { none: { group: 'gone' } }, mixed), 'cannot-tell')
})

test('settings must say one thing', () => {
  const condition = conditionOf('recipients')
  const faultsOf = (written: unknown): unknown =>
    condition.faults?.(condition.schema.parse(written)).map(({ kind, path }) => [kind, path])
  assert.deepEqual(faultsOf({}), [['one-of', []]])
  assert.deepEqual(faultsOf({ any: {}, none: {} }), [['one-of', []]])
  assert.deepEqual(faultsOf({ any: {}, of: {} }), [['one-of', ['of']]])
  assert.deepEqual(faultsOf({ count: { atLeast: '5', atMost: '3' } }), [['bounds', ['count', 'atLeast']]])
  assert.deepEqual(faultsOf({ count: {} }), [['one-of', ['count']]])
})

test('distinct domains outside are counted, not addresses', () => {
  const given: GivenMail = {
    header: ['To: a@x.example, b@x.example, c@y.example'],
    rcptTo: ['sato@example.co.jp'],
  }
  assert.equal(asked('outsideDomains', { atLeast: 2 }, given), 'yes')
  assert.equal(asked('outsideDomains', { atLeast: 3 }, given), 'no')
  assert.equal(asked('outsideDomains', { atMost: 2 }, given), 'yes')
  const broken: GivenMail = { header: ['To: a@x.example, "broken'] }
  assert.equal(asked('outsideDomains', { atLeast: 1 }, broken), 'yes')
  assert.equal(asked('outsideDomains', { atMost: 1 }, broken), 'cannot-tell')
})
