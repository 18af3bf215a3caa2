import assert from 'node:assert/strict'
import { test } from 'node:test'

import { asked, world, type GivenMail } from './judged.ts'

function mailTo(...recipients: readonly string[]): GivenMail {
  return { header: [`To: ${recipients.join(', ')}`] }
}

// Takahashi and Suzuki are of department D10, Kato is of another.
const colleague = 'suzuki@example.co.jp'
const other = 'kato@example.co.jp'

test('sender and recipients share a department', () => {
  const same = { key: 'department' }
  assert.equal(asked('sameAttribute', same, mailTo(colleague)), 'yes')
  assert.equal(asked('sameAttribute', same, mailTo(colleague, other)), 'no')
  assert.equal(asked('sameAttribute', { ...same, recipients: 'any' }, mailTo(colleague, other)), 'yes')
})

test('sender and recipients are of different departments', () => {
  const different = { key: 'department' }
  assert.equal(asked('differentAttribute', different, mailTo(colleague)), 'no')
  assert.equal(asked('differentAttribute', different, mailTo(colleague, other)), 'yes')
  assert.equal(asked('differentAttribute', { ...different, recipients: 'all' }, mailTo(other)), 'yes')
  assert.equal(
    asked('differentAttribute', { ...different, recipients: 'all' }, mailTo(colleague, other)),
    'no',
  )
})

test('somebody outside the roster is neither the same nor different', () => {
  const outside = mailTo('client@example.com')
  assert.equal(asked('sameAttribute', { key: 'department' }, outside), 'no')
  assert.equal(asked('sameAttribute', { key: 'department' }, mailTo(colleague, 'client@example.com')), 'no')
  assert.equal(asked('differentAttribute', { key: 'department' }, outside), 'no')
})

test('who cannot be read may be the same or not', () => {
  const broken: GivenMail = { header: ['To: "broken', `Cc: ${colleague}`] }
  assert.equal(asked('sameAttribute', { key: 'department' }, broken), 'cannot-tell')
  assert.equal(asked('sameAttribute', { key: 'department', recipients: 'any' }, broken), 'yes')
  assert.equal(asked('differentAttribute', { key: 'department' }, broken), 'cannot-tell')
})

test('an attribute that the roster does not have leaves nothing to tell', () => {
  assert.equal(asked('sameAttribute', { key: 'gone' }, mailTo(colleague)), 'cannot-tell')
  assert.equal(asked('sender', { who: { gone: 'x' } }, mailTo(colleague)), 'cannot-tell')
})

test('several senders: a recipient is the same only if he is for each of them', () => {
  const given: GivenMail = { header: [`From: takahashi@example.co.jp, ${other}`, `To: ${colleague}`] }
  assert.equal(asked('sameAttribute', { key: 'department' }, given), 'no')
  assert.equal(asked('differentAttribute', { key: 'department' }, given), 'yes')
})

test('recipients to whom the sender never wrote are counted, outside ones alone', () => {
  const given = (writtenTo: readonly string[]): GivenMail => ({
    ...mailTo('client@example.com', 'b@x.example', colleague),
    facts: { writtenTo: new Set(writtenTo) },
  })
  assert.equal(asked('newRecipient', true, given(['client@example.com'])), 'yes')
  assert.equal(asked('newRecipient', true, given(['client@example.com', 'b@x.example'])), 'no')
  assert.equal(asked('newRecipient', { atLeast: 2 }, given(['client@example.com'])), 'no')
  assert.equal(asked('newRecipient', true, mailTo('client@example.com')), 'cannot-tell')
})

test('the servers of every outside recipient must take TLS', () => {
  const given = (tls: ReadonlyMap<string, 'verified' | 'offered' | 'none' | 'unknown'>): GivenMail => ({
    rcptTo: ['client@example.com', 'b@x.example', colleague],
    facts: { tls },
  })
  const both = new Map([
    ['example.com', 'verified'],
    ['x.example', 'offered'],
  ] as const)
  assert.equal(asked('recipientTls', 'offered', given(both)), 'yes')
  assert.equal(asked('recipientTls', 'verified', given(both)), 'no')
  assert.equal(
    asked('recipientTls', 'offered', given(new Map([['example.com', 'verified'] as const]))),
    'cannot-tell',
  )
  const oneUnknown = new Map([
    ['example.com', 'unknown'],
    ['x.example', 'none'],
  ] as const)
  assert.equal(asked('recipientTls', 'offered', given(oneUnknown)), 'no')
  assert.equal(asked('recipientTls', 'verified', { rcptTo: [colleague] }), 'yes')
})

test('a subaddress is the person where the configuration says so', () => {
  const given = mailTo('suzuki+x@example.co.jp')
  assert.equal(asked('recipients', { any: { who: { role: '+' } } }, given), 'no')
  const settings = { ...world.settings, subaddressing: true }
  assert.equal(asked('recipients', { any: { who: { role: '+' } } }, given, { settings }), 'yes')
})

function at(text: string): GivenMail {
  return { facts: { at: Date.parse(`${text}+09:00`), day: text.slice(0, 10) } }
}

test('time is told by the calendar, in the time zone of the company', () => {
  assert.equal(asked('time', { hours: 'working' }, at('2026-11-24T09:00:00')), 'yes')
  assert.equal(asked('time', { hours: 'working' }, at('2026-11-24T18:00:00')), 'no')
  assert.equal(asked('time', { hours: 'off' }, at('2026-11-23T10:00:00')), 'yes')
  assert.equal(asked('time', { hours: '20:00-06:00' }, at('2026-11-24T05:59:00')), 'yes')
  assert.equal(asked('time', { hours: '20:00-06:00' }, at('2026-11-24T06:00:00')), 'no')
  assert.equal(asked('time', { days: ['sat', 'sun'] }, at('2026-11-28T12:00:00')), 'yes')
  assert.equal(asked('time', { days: ['sat', 'sun'] }, at('2026-11-24T12:00:00')), 'no')
})

test('the client is told by network, TLS and login', () => {
  const client = {
    address: '192.0.2.10',
    port: 1,
    helo: 'x',
    extended: true,
    tls: undefined,
    login: 'takahashi@example.co.jp',
    listener: 'test',
  }
  const given: GivenMail = { facts: { client } }
  assert.equal(asked('client', { address: '192.0.2.0/24' }, given), 'yes')
  assert.equal(asked('client', { address: ['10.0.0.0/8', '2001:db8::/32'] }, given), 'no')
  assert.equal(asked('client', { login: true, tls: false }, given), 'yes')
  assert.equal(asked('client', { login: true, tls: true }, given), 'no')
})
