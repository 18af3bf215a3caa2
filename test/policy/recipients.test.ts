import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decisionOn, endOf } from './mail-to-decide.ts'

const from = 'From: takahashi@example.co.jp'
const inside = 'tanaka@example.co.jp'

test('an outside address anywhere makes it outside mail', () => {
  const header = [from, `To: ${inside}`]
  assert.equal(endOf({ header, rcptTo: [inside] }), 'deliver')
  assert.equal(endOf({ header, rcptTo: [inside, 'client@example.com'] }), 'no-authority')
  for (const field of ['To', 'Cc', 'Bcc']) {
    const fields =
      field === 'To'
        ? [from, `To: ${inside}, client@example.com`]
        : [...header, `${field}: client@example.com`]
    assert.equal(endOf({ header: fields, rcptTo: [inside] }), 'no-authority', field)
  }
})

test('what cannot be read is outside, and never an approver', () => {
  assert.equal(
    endOf({ header: [from, `To: ${inside}`, 'Cc: suzuki@example.co.jp@'], rcptTo: [inside] }),
    'no-authority',
  )
  assert.equal(
    endOf({ header: [from, `To: ${inside}`], rcptTo: ['"unclosed@example.co.jp'] }),
    'no-authority',
  )
})

test('an inside half of a fork is outside mail unless the setting says otherwise', () => {
  const half = { header: [from, 'To: client@example.com', `Cc: ${inside}`], rcptTo: [inside] }
  assert.equal(endOf(half), 'no-authority')
  assert.equal(endOf({ ...half, settings: { insideForks: 'pass' } }), 'deliver')
  const outside = { ...half, rcptTo: [inside, 'client@example.com'] }
  assert.equal(endOf({ ...outside, settings: { insideForks: 'pass' } }), 'no-authority')
  const unreadable = { ...half, rcptTo: ['"unclosed@example.co.jp'] }
  assert.equal(endOf({ ...unreadable, settings: { insideForks: 'pass' } }), 'no-authority')
})

test('by default the approver is looked for in the header, and the envelope is not asked', () => {
  const header = [from, 'To: client@example.com', 'Cc: suzuki@example.co.jp']
  assert.equal(endOf({ header, rcptTo: ['client@example.com'] }), 'deliver')
  const blind = { header: header.slice(0, 2), rcptTo: ['client@example.com', 'suzuki@example.co.jp'] }
  assert.equal(endOf(blind), 'no-internal-recipient')
})

test('the approver may be demanded in the envelope, or in both', () => {
  const header = [from, 'To: client@example.com', 'Cc: suzuki@example.co.jp']
  const rcptTo = ['client@example.com', 'SUZUKI@example.co.jp']
  for (const place of ['envelope', 'both'] as const) {
    const settings = { approver: { in: place } }
    assert.equal(endOf({ header, rcptTo, settings }), 'deliver', place)
    assert.equal(endOf({ header, settings }), 'no-internal-recipient', `${place}: header alone`)
  }
  const blind = { header: header.slice(0, 2), rcptTo }
  assert.equal(endOf({ ...blind, settings: { approver: { in: 'both' } } }), 'no-internal-recipient')
})

test('the decision says of each recipient whether he is outside', () => {
  const rcptTo = ['client@example.com', 'Suzuki@example.co.jp', 'info@example.co.jp', 'x@sub.example.co.jp']
  assert.deepEqual(
    decisionOn({ header: [from, 'To: client@example.com'], rcptTo }).recipients.map(({ outside }) => outside),
    [true, false, false, true],
  )
})
