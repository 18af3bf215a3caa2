import assert from 'node:assert/strict'
import { test } from 'node:test'

import { conditions } from '../../../src/policy/conditions/list.ts'
import { readPolicies } from '../../../src/policy/read-policies.ts'
import { sayPolicyProblem } from '../../../src/policy/say-policy-problem.ts'
import { asked, type GivenMail } from './judged.ts'

function mailTo(...recipients: readonly string[]): GivenMail {
  return { header: [`To: ${recipients.join(', ')}`] }
}

test('recipients of two clients are told from two of one', () => {
  const clients = { table: 'clients', domain: 'domain', value: 'client' }
  assert.equal(asked('tableValues', clients, mailTo('a@rival.example', 'b@partner.example')), 'yes')
  assert.equal(asked('tableValues', clients, mailTo('a@rival.example', 'b@eu.rival.example')), 'no')
  assert.equal(asked('tableValues', clients, mailTo('a@rival.example', 'b@unknown.example')), 'no')
  assert.equal(asked('tableValues', clients, mailTo('a@rival.example', 'client@example.com')), 'yes')
  assert.equal(asked('tableValues', clients, mailTo('a@rival.example', '"broken')), 'cannot-tell')
})

test('a recipient must be in a row for the department of the sender', () => {
  const territories = { table: 'territories', domain: 'domain', sender: { department: 'department' } }
  assert.equal(asked('notInTable', territories, mailTo('b@partner.example')), 'no')
  assert.equal(asked('notInTable', territories, mailTo('b@partner.example', 'a@rival.example')), 'yes')
  assert.equal(asked('notInTable', territories, mailTo('x@example.com', 'sato@example.co.jp')), 'no')
  const stranger: GivenMail = { header: ['From: x@y.example', 'To: b@partner.example'], mailFrom: '' }
  assert.equal(asked('notInTable', territories, stranger), 'yes')
  assert.equal(asked('notInTable', territories, mailTo('sato@example.co.jp')), 'no')
})

test('without a sender any row will do', () => {
  const clients = { table: 'clients', domain: 'domain' }
  assert.equal(asked('notInTable', clients, mailTo('a@eu.rival.example')), 'no')
  assert.equal(asked('notInTable', clients, mailTo('a@other.example')), 'yes')
  assert.equal(asked('notInTable', clients, mailTo('"broken')), 'cannot-tell')
})

test('a table or column that is not there leaves nothing to tell', () => {
  assert.equal(asked('notInTable', { table: 'gone', domain: 'domain' }, {}), 'cannot-tell')
  assert.equal(asked('notInTable', { table: 'clients', domain: 'gone' }, {}), 'cannot-tell')
})

test('a column that the table does not have is a fault of the file', () => {
  const reading = readPolicies(
    [
      'version: 1',
      'tables: { clients: { columns: [domain, client], rows: [[a.example, A]] } }',
      'policies:',
      '  - id: a',
      '    action: refuse',
      '    when: { tableValues: { table: clients, domain: domain, value: clint } }',
    ].join('\n'),
    conditions,
  )
  assert.equal(reading.kind, 'faulty')
  const [problem] = reading.problems
  assert.ok(problem !== undefined)
  assert.equal(problem.line, 6)
  assert.match(sayPolicyProblem(problem, 'en'), /no column "clint".*"client"/)
})
