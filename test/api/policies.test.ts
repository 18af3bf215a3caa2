import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { createTransport } from 'nodemailer'

import { at, listAt, startRunningApi, type RunningApi } from './running-api.ts'

let api: RunningApi
let secret: string

before(async () => {
  api = await startRunningApi()
  secret = api.token(
    'desk',
    ...(['policies:read', 'policies:write', 'policies:activate', 'lists:read', 'lists:write'] as const),
    ...(['check', 'decisions:read', 'audit:read', 'health:read', 'groups:write'] as const),
  )
})
after(async () => await api[Symbol.asyncDispose]())

const policies = `version: 1
lists:
  rivals: { domains: [rival.example] } # kept by sales
policies:
  - id: rivals
    when: { recipients: { any: { domain: { list: rivals } } } }
    action: refuse
`

const toRival = { from: 'onodera.hideki@example.co.jp', to: ['buyer@rival.example'] }

test('from a draft to what judges mails and back, each step on record', async () => {
  const draft = await api.ask(secret, 'POST', '/v1/drafts', { yaml: 'version: 1\npolicies: []\nx: 1\n' })
  assert.equal(draft.status, 201)
  const name = String(at(draft.body, 'name'))
  const number = Number(at(draft.body, 'number'))
  const faulty = await api.ask(secret, 'POST', `/v1/drafts/${number}/save`, { reason: 'first try' })
  assert.equal(faulty.status, 422)
  assert.ok(Number(at(faulty.body, 'faults', 0, 'line')) > 0)
  assert.equal((await api.ask(secret, 'PUT', `/v1/drafts/${number}`, { yaml: policies })).status, 200)
  const difference = await api.ask(secret, 'GET', `/v1/policies/default/difference/${name}`)
  assert.match(String(at(difference.body, 'difference')), /^\+ {2}rivals:/m)
  const saved = await api.ask(secret, 'POST', `/v1/drafts/${number}/save`, { reason: 'keep rivals out' })
  assert.equal(saved.status, 201)
  const revision = Number(at(saved.body, 'number'))

  const beforehand = await api.ask(secret, 'POST', '/v1/check', toRival)
  assert.deepEqual(at(beforehand.body, 'reasons'), ['no-supervisor', 'no-internal-recipient'])
  const activated = await api.ask(secret, 'POST', `/v1/revisions/${revision}/activate`, { reason: 'agreed' })
  assert.equal(at(activated.body, 'now'), at(saved.body, 'name'))
  const checked = await api.ask(secret, 'POST', '/v1/check', toRival)
  assert.equal(at(checked.body, 'passes'), false)
  assert.deepEqual(at(checked.body, 'policies'), ['rivals'])
  assert.equal(at(checked.body, 'reply', 'code'), 550)
  const late = await api.ask(secret, 'POST', `/v1/revisions/${revision}/activate`, { reason: 'x', after: 99 })
  assert.ok([200, 412].includes(late.status))

  const back = await api.ask(secret, 'POST', '/v1/revisions/roll-back', { reason: 'too strict' })
  assert.equal(back.status, 200)
  assert.equal((await api.ask(secret, 'POST', '/v1/revisions/roll-back', { reason: 'again' })).status, 409)
  const { body } = await api.ask(secret, 'GET', '/v1/audit?limit=3')
  const lines = listAt(body, 'lines')
  assert.deepEqual(
    lines.map((line) => [at(line, 'who'), at(line, 'action'), at(line, 'why')]),
    [
      ['desk', 'revision.roll-back', 'too strict'],
      ['desk', 'revision.activate', 'agreed'],
      ['desk', 'revision.save', 'keep rivals out'],
    ],
  )
})

/** The record is written a moment after the answer. */
async function recorded(path: string): Promise<unknown> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { body } = await api.ask(secret, 'GET', path)
    const decision = at(body, 'decisions', 0)
    if (decision !== undefined) return decision
    await new Promise((done) => setTimeout(done, 50))
  }
  return assert.fail(`no decision for ${path}`)
}

test('a list is changed in force, with its comments, and a mail is judged by it at once', async () => {
  const saved = await api.ask(secret, 'POST', '/v1/revisions', {
    yaml: `${policies}# lists\n`,
    reason: 'lists',
  })
  await api.ask(secret, 'POST', `/v1/revisions/${String(at(saved.body, 'number'))}/activate`, {
    reason: 'lists',
  })
  const added = await api.ask(secret, 'POST', '/v1/lists/rivals/add', {
    entries: ['other.example'],
    reason: 'a new rival',
  })
  assert.equal(at(added.body, 'change'), 'done')
  const list = await api.ask(secret, 'GET', '/v1/lists/rivals')
  assert.deepEqual(at(list.body, 'entries'), ['rival.example', 'other.example'])
  const { body } = await api.ask(secret, 'GET', '/v1/policies/active')
  assert.match(String(at(body, 'yaml')), /kept by sales/)
  const client = createTransport({ host: '127.0.0.1', port: api.gate.port, ignoreTLS: true })
  await assert.rejects(
    client.sendMail({ from: toRival.from, to: 'buyer@other.example', subject: 'offer', text: 'hello' }),
    /rivals/,
  )
  const id = String(at(await recorded('/v1/decisions?policy=rivals&to=@other.example'), 'id'))
  assert.equal(at((await api.ask(secret, 'GET', `/v1/decisions/${id}`)).body, 'action'), 'refuse')
  assert.equal((await api.ask(secret, 'GET', '/v1/decisions/nothing')).status, 404)
  const empty = await api.ask(secret, 'POST', '/v1/lists/rivals/remove', {
    entries: ['rival.example', 'other.example'],
    reason: 'none left',
  })
  assert.equal(empty.status, 409)
})

test('a table is put in force, or its faults are named', async () => {
  const put = await api.ask(secret, 'PUT', '/v1/tables/clients', {
    columns: ['domain', 'client'],
    rows: [['a.example', 'A']],
    reason: 'clients',
  })
  assert.equal(put.status, 200)
  const { body } = await api.ask(secret, 'GET', '/v1/tables')
  assert.deepEqual(at(body, 'tables', 0, 'rows'), [['a.example', 'A']])
  const faulty = await api.ask(secret, 'PUT', '/v1/tables/clients', {
    columns: ['domain', 'client'],
    rows: [['a.example']],
    reason: 'too short',
  })
  assert.equal(faulty.status, 422)
})

test('policies are checked, tested and replayed without being in force', async () => {
  const doubtful = `${policies}  - { id: never, from: 2020-01-01, until: 2020-02-01, action: refuse }\n`
  const checked = await api.ask(secret, 'POST', '/v1/policies/check', { yaml: doubtful })
  assert.ok(listAt(checked.body, 'problems').length > 0)
  const saved = await api.ask(secret, 'POST', '/v1/revisions', {
    yaml: `${policies}# test\n`,
    reason: 'test',
  })
  const word = `r${String(at(saved.body, 'number'))}`
  const cases = `- name: to a rival
  from: onodera.hideki@example.co.jp
  to: buyer@rival.example
  expect: { action: refuse, policy: rivals }
- name: to a client
  from: onodera.hideki@example.co.jp
  to: buyer@client.example
  expect: { action: refuse }
`
  const tested = await api.ask(secret, 'POST', `/v1/policies/${word}/test`, { cases })
  assert.equal(tested.status, 200)
  assert.equal(at(tested.body, 'cases', 0, 'state'), 'passed')
  assert.equal(at(tested.body, 'cases', 1, 'state'), 'failed')
  const replayed = await api.ask(secret, 'POST', `/v1/policies/${word}/replay`, {
    since: new Date(Date.now() - 3_600_000).toISOString(),
  })
  assert.equal(replayed.status, 200, JSON.stringify(replayed.body))
  assert.ok(Number(at(replayed.body, 'decisions')) >= 1)
  assert.equal((await api.ask(secret, 'GET', '/v1/policies/r999')).status, 404)
})

test('a group of the API counts for policies within a second', async () => {
  await api.ask(secret, 'PUT', '/v1/groups/traders', { members: [toRival.from] })
  const yaml = `version: 1
policies:
  - { id: traders, when: { sender: { group: traders } }, action: refuse }
`
  const saved = await api.ask(secret, 'POST', '/v1/revisions', { yaml, reason: 'groups' })
  const path = `/v1/revisions/${String(at(saved.body, 'number'))}/activate`
  assert.equal((await api.ask(secret, 'POST', path, { reason: 'groups' })).status, 200)
  const inside = await api.ask(secret, 'POST', '/v1/check', { from: toRival.from, to: ['a@example.com'] })
  assert.deepEqual(at(inside.body, 'policies'), ['traders'])
  await api.ask(secret, 'PUT', '/v1/groups/traders', { members: ['somebody.else@example.co.jp'] })
  for (let tries = 0; tries < 40; tries += 1) {
    const { body } = await api.ask(secret, 'POST', '/v1/check', { from: toRival.from, to: ['a@example.com'] })
    if (at(body, 'passes') === true) return
    await new Promise((done) => setTimeout(done, 50))
  }
  assert.fail('the group that was put never counted')
})
