import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { at, listAt, startRunningApi, type RunningApi } from './running-api.ts'

let api: RunningApi
let secret: string

before(async () => {
  api = await startRunningApi()
  secret = api.token('directory', 'roster:read')
})
after(async () => await api[Symbol.asyncDispose]())

const question = { from: 'kashiwagi.fumika@example.co.jp', to: ['client@example.com'] }

test('says whose address it is, and who somebody is by his number', async () => {
  const path = `/v1/roster/addresses/${encodeURIComponent(question.from)}`
  const found = await api.ask(secret, 'GET', path)
  assert.equal(at(found.body, 'kind'), 'person')
  const employee = String(at(found.body, 'person', 'employee'))
  const person = await api.ask(secret, 'GET', `/v1/roster/people/${employee}`)
  assert.deepEqual(at(person.body, 'addresses'), at(found.body, 'person', 'addresses'))
  const outside = await api.ask(secret, 'GET', '/v1/roster/addresses/a@example.com')
  assert.equal(at(outside.body, 'kind'), 'outside')
  assert.equal((await api.ask(secret, 'GET', '/v1/roster/people/nobody')).status, 404)
})

test('gives the verdict of the rule with who would have done, as the terminal explains it', async () => {
  const { body } = await api.ask(secret, 'POST', '/v1/roster/verdict', question)
  assert.equal(at(body, 'reason'), 'no-internal-recipient')
  const chief = at(body, 'candidates', 0, 'address')
  const allowed = await api.ask(secret, 'POST', '/v1/roster/verdict', { ...question, cc: [chief] })
  assert.equal(at(allowed.body, 'approver'), chief)
  const explained = await api.ask(secret, 'POST', '/v1/roster/explanation', question)
  assert.equal(at(explained.body, 'reason'), at(body, 'reason'))
  assert.ok(listAt(explained.body, 'entries').length > 0)
  assert.deepEqual(at(explained.body, 'addresses', 0, 'counts'), 'outside')
  assert.equal(
    at(explained.body, 'snapshot'),
    at((await api.ask(secret, 'GET', '/v1/roster')).body, 'snapshot'),
  )
})

test('a gate that takes no dumps says so', async () => {
  const writer = api.token('hr', 'roster:write')
  const refused = await api.ask(writer, 'POST', '/v1/roster/runs', {})
  assert.deepEqual([refused.status, at(refused.body, 'code')], [409, 'night-off'])
  assert.match(String(at(refused.body, 'remedy')), /night\.enabled/)
})
