import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noticeAnswerOn, noticeOn } from '../deliver/refused-mails.ts'
import type { GivenMail } from '../policy/mail-to-decide.ts'

const usual = ['From: takahashi@example.co.jp', 'To: client@example.com', 'Subject: Proposal']

function whyNone(given: GivenMail): string {
  const answer = noticeAnswerOn(given)
  return answer.kind === 'none' ? answer.why : 'notice'
}

function languageOf(more: readonly string[], from = 'takahashi@example.co.jp'): string {
  const header = [`From: ${from}`, 'To: client@example.com', ...more]
  return noticeOn({ header, mailFrom: from.replace(/^.*<|>$/g, '') }).language
}

/** To and Cc of the mail that the link opens. */
function linked(more: readonly string[]): readonly string[] {
  const { to, cc } = noticeOn({ header: [...usual, ...more] }).refused
  return [...to, ...cc]
}

test('a refused mail of an employee is answered by a notice', () => {
  assert.equal(whyNone({ header: usual }), 'notice')
})

test('a mail that may go gets no notice', () => {
  assert.equal(whyNone({ header: [...usual, 'Cc: suzuki@example.co.jp'] }), 'delivered')
})

test('a null sender is never written to', () => {
  assert.equal(whyNone({ header: usual, mailFrom: '' }), 'null-sender')
})

test('a sender outside the company is never written to, whatever From says', () => {
  for (const mailFrom of [
    'someone@example.net',
    'takahashi@mail.example.co.jp',
    'no address',
    '@example.co.jp',
  ]) {
    assert.equal(whyNone({ header: usual, mailFrom }), 'not-of-the-company', mailFrom)
  }
})

test('a loop and another tenant get the reply', () => {
  assert.equal(whyNone({ header: usual, facts: { isMarked: true } }), 'loop')
  assert.equal(
    whyNone({ header: usual, facts: { tenant: { tenantId: 'ours', organization: undefined } } }),
    'foreign-tenant',
  )
})

test('a program is not written to: automatic mail, bulk mail, list mail', () => {
  for (const field of [
    'Auto-Submitted: auto-generated',
    'AUTO-SUBMITTED:\tauto-replied (vacation)',
    'Auto-Submitted: ',
    'Precedence: bulk',
    'Precedence: List',
    'Precedence: junk',
    'List-Id: <x.example.co.jp>',
    'List-Unsubscribe: <mailto:x@example.co.jp>',
  ]) {
    assert.equal(whyNone({ header: [...usual, field] }), 'robot', field)
  }
})

test('a person is written to whose program only says that it was a person', () => {
  for (const field of [
    'Auto-Submitted: no',
    'Auto-Submitted: No (sent by hand)',
    'Precedence: first-class',
    'Listing: x',
  ]) {
    assert.equal(whyNone({ header: [...usual, field] }), 'notice', field)
  }
})

test('an address that nobody reads is not written to', () => {
  for (const mailFrom of [
    'mailer-daemon@example.co.jp',
    'NoReply@example.co.jp',
    'noreply-tokyo@example.co.jp',
    'bounce+17=client=example.com@example.co.jp',
    'soumu-bounces@example.co.jp',
  ]) {
    assert.equal(whyNone({ header: usual, mailFrom }), 'robot', mailFrom)
  }
  assert.equal(whyNone({ header: usual, mailFrom: 'announcer@example.co.jp' }), 'notice')
})

test('Japanese words in the subject or the display name make the notice Japanese', () => {
  assert.equal(languageOf(['Subject: =?ISO-2022-JP?B?GyRCJDREczBGGyhC?=', 'Accept-Language: en-US']), 'ja')
  assert.equal(languageOf(['Subject: =?UTF-8?B?44GU5o+Q5qGI?=']), 'ja')
  assert.equal(languageOf(['Subject: x'], '=?UTF-8?B?6auY5qmL?= <os-staff1@example.co.jp>'), 'ja')
  assert.equal(languageOf(['Subject: Proposal', 'Content-Type: text/plain; charset="iso-2022-jp"']), 'ja')
})

test('without Japanese words the mail program says the language', () => {
  assert.equal(languageOf(['Subject: Proposal', 'Content-Language: en-US', 'Accept-Language: ja-JP']), 'en')
  assert.equal(languageOf(['Subject: Proposal', 'Accept-Language: ja-JP, en-US']), 'ja')
  assert.equal(languageOf(['Subject: =?GB2312?B?zOGwuA==?=', 'Accept-Language: zh-CN']), 'en')
})

test('where the mail says nothing, the name in the staff list does', () => {
  assert.equal(languageOf(['Subject: Proposal']), 'ja')
  assert.equal(languageOf(['Subject: Proposal'], 'stranger@example.co.jp'), 'en')
})

test('a setting goes over what the mail shows', () => {
  assert.equal(noticeOn({ header: usual }, 'en').language, 'en')
})

test('only outside recipients are listed, each once, with those of the envelope, and at most twenty', () => {
  const { refused } = noticeOn({
    header: [...usual, 'Cc: Client@EXAMPLE.com, tanaka@example.co.jp, second@example.com'],
    rcptTo: ['client@example.com', 'hidden@example.net', 'info@example.co.jp'],
  })
  assert.deepEqual(refused.outside, ['client@example.com', 'second@example.com', 'hidden@example.net'])
  const many = noticeOn({
    header: [...usual, `Cc: ${Array.from({ length: 500 }, (_, at) => `c${at}@example.net`).join(', ')}`],
  })
  assert.equal(many.refused.outside.length, 20)
  assert.equal(many.refused.outsideMore, 481)
})

test('of a mail that can be read in two ways only the envelope is repeated', () => {
  const { refused, approvers } = noticeOn({
    header: [...usual, 'To: other@example.net'],
    rcptTo: ['real@example.org'],
  })
  assert.deepEqual(refused.outside, ['real@example.org'])
  assert.deepEqual(approvers, [])
})

test('approvers are named with their units, the nearest first', () => {
  assert.deepEqual(noticeOn({ header: usual }).approvers[0], {
    name: '鈴木 花子',
    unit: '本部 総務部 庶務課',
    address: 'suzuki@example.co.jp',
  })
})

test('the link to open the mail anew has all recipients of the header, or there is none', () => {
  assert.deepEqual(linked(['Cc: tanaka@example.co.jp']), ['client@example.com', 'tanaka@example.co.jp'])
  assert.deepEqual(
    linked([`Cc: ${Array.from({ length: 20 }, (_, at) => `c${at}@example.net`).join(', ')}`]),
    [],
  )
  assert.deepEqual(linked(['Cc: not an address at all']), [])
})
