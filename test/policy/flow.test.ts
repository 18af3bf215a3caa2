import assert from 'node:assert/strict'
import { test } from 'node:test'

import { dayIn } from '../../src/policy/day.ts'
import { revisionOf } from '../../src/policy/settings.ts'

import { decisionOn, endOf, usualSettings } from './mail-to-decide.ts'

const withChief = ['From: takahashi@example.co.jp', 'To: client@example.com', 'Cc: suzuki@example.co.jp']

function received(count: number): string[] {
  return Array.from({ length: count }, () => 'Received: from a by b; now')
}

test('every rule that was looked at stands in the decision, in order', () => {
  const { rules, action, recipients, snapshot, revision, day } = decisionOn({ header: withChief })
  assert.deepEqual(
    rules.map(({ rule, answer }) => [rule, answer]),
    [
      ['structure', 'clear'],
      ['loop', 'clear'],
      ['tenant', 'not-asked'],
      ['report', 'not-a-report'],
      ['supervisor-in-cc', 'allow'],
    ],
  )
  assert.deepEqual(action, { kind: 'deliver' })
  assert.deepEqual(recipients, [{ address: 'client@example.com', outside: true }])
  assert.match(snapshot, /^[0-9a-f]{12}$/)
  assert.deepEqual([revision, day], ['test', '2026-11-24'])
})

test('the first rule that decides ends the flow', () => {
  const { rules } = decisionOn({ header: [...withChief, 'Cc: client@example.com'] })
  assert.deepEqual(
    rules.map(({ rule, answer }) => [rule, answer]),
    [['structure', 'ambiguous']],
  )
})

test('ambiguous structure is refused whoever stands in Cc', () => {
  assert.equal(endOf({ header: [...withChief, 'From: suzuki@example.co.jp'] }), 'ambiguous')
  assert.equal(endOf({ header: withChief.slice(1) }), 'ambiguous')
  assert.equal(endOf({ header: withChief, facts: { lineFaults: [{ kind: 'bare-lf' }] } }), 'ambiguous')
})

test('a bare line end in the header is told once, though two readers see it', () => {
  const { action } = decisionOn({
    header: [...withChief, 'X-Note: a\nb: c'],
    facts: { lineFaults: [{ kind: 'bare-lf' }] },
  })
  assert.deepEqual(action, {
    kind: 'refuse',
    refusal: { kind: 'ambiguous', ambiguities: [{ kind: 'bare-lf' }] },
  })
})

test('a mail with more authors than anybody can answer for is refused, not judged for minutes', () => {
  const authors = Array.from({ length: 51 }, (_, index) => `a${index}@example.co.jp`).join(', ')
  assert.equal(endOf({ header: [`From: ${authors}`, ...withChief.slice(1)] }), 'ambiguous')
})

test('as many Received fields as the limit are a loop, one less is not', () => {
  assert.equal(endOf({ header: [...received(100), ...withChief] }), 'loop')
  assert.equal(endOf({ header: [...received(99), ...withChief] }), 'deliver')
  assert.equal(endOf({ header: [...received(5), ...withChief], settings: { receivedFields: 5 } }), 'loop')
})

test('a mail with our own mark is a loop', () => {
  assert.equal(endOf({ header: withChief, facts: { isMarked: true } }), 'loop')
})

test('a report needs a null sender and multipart/report, and its rule can be switched off', () => {
  const reportType = 'Content-Type: multipart/report; report-type=delivery-status; boundary=x'
  const header = ['From: MAILER-DAEMON@example.co.jp', 'To: client@example.com']
  const mail = { header: [...header, reportType], mailFrom: '' }
  assert.equal(endOf(mail), 'deliver')
  assert.equal(endOf({ ...mail, settings: { reports: 'judge' } }), 'sender-unknown')
  assert.equal(endOf({ header, mailFrom: '' }), 'sender-unknown', 'a null sender alone exempts nothing')
  assert.equal(endOf({ ...mail, mailFrom: 'takahashi@example.co.jp' }), 'sender-unknown')
})

test('headers under the control of the sender exempt nothing', () => {
  const header = [
    'From: takahashi@example.co.jp',
    'To: client@example.com',
    'Auto-Submitted: auto-replied',
    'X-Approved: yes',
  ]
  assert.equal(endOf({ header }), 'no-internal-recipient')
})

test("a day is the calendar day in the company's time zone", () => {
  const lateEvening = Date.UTC(2026, 10, 24, 14, 59, 59, 999)
  assert.equal(dayIn('Asia/Tokyo', lateEvening), '2026-11-24')
  assert.equal(dayIn('Asia/Tokyo', lateEvening + 1), '2026-11-25')
  assert.equal(dayIn('UTC', lateEvening + 1), '2026-11-24')
})

test('settings have the same revision only if they are the same', () => {
  assert.equal(revisionOf(usualSettings), revisionOf({ ...usualSettings }))
  assert.notEqual(revisionOf(usualSettings), revisionOf({ ...usualSettings, identity: 'from' }))
  assert.notEqual(revisionOf(usualSettings), revisionOf({ ...usualSettings, receivedFields: 99 }))
})
