import assert from 'node:assert/strict'
import { test } from 'node:test'

import { endOf, supervisorAnswer, type GivenMail } from './mail-to-decide.ts'

const toOutside = 'To: client@example.com'

function askedFor(given: GivenMail): readonly string[] {
  return supervisorAnswer(given).identities.map(({ source, address }) => `${source} ${address}`)
}

test('each author is asked for, and one refusal refuses', () => {
  const header = ['From: takahashi@example.co.jp, ito@example.co.jp', toOutside]
  assert.equal(endOf({ header: [...header, 'Cc: suzuki@example.co.jp, sato@example.co.jp'] }), 'deliver')
  const answer = supervisorAnswer({ header: [...header, 'Cc: suzuki@example.co.jp'] })
  assert.deepEqual(
    answer.identities.map(({ verdict }) => verdict.reason),
    ['approver-present', 'no-authority'],
  )
  assert.equal(answer.answer, 'reject')
})

test('login, envelope sender and Sender count where they are a person or mailbox', () => {
  const given: GivenMail = {
    header: [
      'From: takahashi@example.co.jp',
      'Sender: ito@example.co.jp',
      toOutside,
      'Cc: suzuki@example.co.jp',
    ],
    mailFrom: 'tanaka@example.co.jp',
    login: 'kato@example.co.jp',
  }
  assert.deepEqual(askedFor(given), [
    'from takahashi@example.co.jp',
    'login kato@example.co.jp',
    'envelope tanaka@example.co.jp',
    'sender ito@example.co.jp',
  ])
  assert.deepEqual(askedFor({ ...given, settings: { identity: 'from' } }), ['from takahashi@example.co.jp'])
})

test("a list's or VERP address in the envelope says nothing about who wrote", () => {
  const header = ['From: takahashi@example.co.jp', toOutside, 'Cc: suzuki@example.co.jp']
  const mailFrom = 'list-bounces+client=example.com@example.co.jp'
  assert.deepEqual(askedFor({ header, mailFrom, login: 'nobody' }), ['from takahashi@example.co.jp'])
  assert.equal(endOf({ header, mailFrom }), 'deliver')
})

test('an author who is in no roster is refused, however well the others are known', () => {
  const header = ['From: stranger@example.com', 'Sender: yamamoto@example.co.jp', toOutside]
  assert.equal(endOf({ header, mailFrom: 'yamamoto@example.co.jp' }), 'sender-unknown')
})

test('the exemption of one identity does not excuse another', () => {
  const staff = 'From: takahashi@example.co.jp'
  const president = 'yamamoto@example.co.jp'
  assert.equal(endOf({ header: [`From: ${president}`, toOutside], mailFrom: president }), 'deliver')
  assert.equal(
    endOf({ header: [staff, `Sender: ${president}`, toOutside], mailFrom: president }),
    'no-internal-recipient',
  )
  assert.equal(
    endOf({ header: [`From: ${president}`, toOutside], mailFrom: 'takahashi@example.co.jp' }),
    'no-internal-recipient',
  )
  assert.equal(
    endOf({ header: [`From: ${president}, takahashi@example.co.jp`, toOutside], mailFrom: president }),
    'no-internal-recipient',
  )
})

test('a null envelope sender is no exemption', () => {
  assert.equal(
    endOf({ header: ['From: takahashi@example.co.jp', toOutside], mailFrom: '' }),
    'no-internal-recipient',
  )
})

test('one address in several places is asked for once', () => {
  const header = ['From: Takahashi@example.co.jp', 'Sender: takahashi@EXAMPLE.co.jp', toOutside]
  assert.deepEqual(askedFor({ header, mailFrom: 'TAKAHASHI@example.co.jp' }), [
    'from takahashi@example.co.jp',
  ])
})

test('a plus address is the person with subaddressing only', () => {
  const header = ['From: takahashi+x@example.co.jp', toOutside, 'Cc: suzuki+mail@example.co.jp']
  assert.equal(endOf({ header }), 'sender-unknown')
  assert.equal(endOf({ header, settings: { subaddressing: true } }), 'deliver')
  const fromHimself = ['From: takahashi@example.co.jp', toOutside, 'Cc: suzuki+mail@example.co.jp']
  assert.equal(endOf({ header: fromHimself }), 'unrelated-unit')
})

test('a refusal names up to ten people who would have done, nearest first', () => {
  const [identity] = supervisorAnswer({ header: ['From: takahashi@example.co.jp', toOutside] }).identities
  assert.deepEqual(
    identity?.candidates.map(({ address }) => address),
    ['suzuki@example.co.jp', 'yoshida@example.co.jp', 'goto@example.co.jp'],
  )
})
