import assert from 'node:assert/strict'
import { test } from 'node:test'

import { asked, world, type GivenMail } from './judged.ts'

const onBehalf: GivenMail = {
  header: ['From: takahashi@example.co.jp', 'Sender: yamamoto@example.co.jp', 'To: client@example.com'],
}

test('any identity that the mail shows is enough, unless all are asked for', () => {
  const president = { who: { role: '001' } }
  assert.equal(asked('sender', president, onBehalf), 'yes')
  assert.equal(asked('sender', { ...president, identity: 'all' }, onBehalf), 'no')
  assert.equal(asked('sender', { who: { employee: '*' }, identity: 'all' }, onBehalf), 'yes')
  assert.equal(asked('sender', president, { login: 'yamamoto@example.co.jp' }), 'yes')
})

test('a matcher on a sender looks at the main post alone', () => {
  const [found] = [...world.snapshot.people].flatMap((person) => {
    const other = person.posts.find(
      ({ units, concurrent }) => concurrent && units[1] !== person.main.units[1],
    )
    return other === undefined || person.addresses.length === 0 ? [] : [{ person, other }]
  })
  assert.ok(found !== undefined)
  const { person, other } = found
  const address = person.addresses[0] ?? ''
  const given: GivenMail = { header: [`From: ${address}`, `To: ${address}`], mailFrom: address }
  assert.equal(asked('sender', { who: { department: person.main.units[1] ?? '' } }, given), 'yes')
  assert.equal(asked('sender', { who: { department: other.units[1] ?? '' } }, given), 'no')
  assert.equal(asked('recipients', { any: { who: { department: other.units[1] ?? '' } } }, given), 'yes')
})

test('shared mailboxes are those of the rules', () => {
  const info: GivenMail = { header: ['From: info@example.co.jp'], mailFrom: 'info@example.co.jp' }
  assert.equal(asked('sender', { sharedMailbox: true }, info), 'yes')
  assert.equal(asked('sender', { sharedMailbox: true }, {}), 'no')
  assert.equal(asked('sender', { sharedMailbox: false }, {}), 'yes')
})

test('groups of the rules and of the API are both groups', () => {
  assert.equal(asked('sender', { group: 'sales' }, {}), 'yes')
  assert.equal(asked('sender', { group: 'executives' }, {}), 'no')
  assert.equal(asked('sender', { group: ['executives', 'sales'] }, {}), 'yes')
  assert.equal(asked('sender', { group: 'gone' }, {}), 'cannot-tell')
})

test('a star in the name of a group stands for any text, also for that of no group', () => {
  assert.equal(asked('sender', { group: 's*s' }, {}), 'yes')
  assert.equal(asked('sender', { group: '*' }, {}), 'yes')
  assert.equal(asked('sender', { group: 'sal*ales' }, {}), 'no', 'no letter stands for two')
  assert.equal(asked('sender', { group: 'exec*' }, {}), 'no')
  assert.equal(asked('sender', { group: '*/senders' }, {}), 'yes')
  assert.equal(asked('sender', { group: '*/approvers' }, {}), 'no')
  assert.equal(asked('sender', { group: '*/nobody' }, {}), 'no', 'there is no such group')
  assert.equal(asked('sender', { group: '*a*' }, {}), 'cannot-tell', 'one star, not two')
})

test('an author who cannot be read may be anybody', () => {
  const given: GivenMail = { header: ['From: takahashi@example.co.jp, "broken'], mailFrom: '' }
  assert.equal(asked('sender', { address: 'takahashi@example.co.jp' }, given), 'yes')
  assert.equal(asked('sender', { address: 'sato@example.co.jp' }, given), 'cannot-tell')
  assert.equal(asked('sender', { address: 'takahashi@example.co.jp', identity: 'all' }, given), 'cannot-tell')
  assert.equal(asked('sender', { outside: true }, { header: ['From: '], mailFrom: '' }), 'cannot-tell')
})
