import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'

import { at, startRunningApi, type RunningApi } from './running-api.ts'

let api: RunningApi
let ours: string
let theirs: string

before(async () => {
  api = await startRunningApi()
  ours = api.token('ours', 'groups:read', 'groups:write', 'audit:read')
  theirs = api.token('theirs', 'groups:read', 'groups:write')
})
after(async () => await api[Symbol.asyncDispose]())

const path = `/v1/groups/${encodeURIComponent('P2//%2F201/A01/senders')}`

test('a group is put whole, again without a change, and read back under its name', async () => {
  const members = ['Suzuki@example.co.jp', 'sato@example.co.jp', 'sato@EXAMPLE.co.jp']
  const first = await api.ask(ours, 'PUT', path, { members })
  assert.equal(first.status, 201)
  assert.equal(at(first.body, 'change'), 'created')
  assert.equal(at(first.body, 'name'), 'P2//%2F201/A01/senders')
  const hash = createHash('sha256').update('sato@example.co.jp\nsuzuki@example.co.jp\n').digest('hex')
  assert.equal(at(first.body, 'hash'), hash)
  const again = await api.ask(ours, 'PUT', path, { members: members.toReversed() })
  assert.equal(again.status, 200)
  assert.equal(at(again.body, 'change'), 'same')
  const read = await api.ask(ours, 'GET', path)
  assert.deepEqual(at(read.body, 'members'), ['sato@example.co.jp', 'suzuki@example.co.jp'])
  const list = await api.ask(ours, 'GET', '/v1/groups?creator=ours')
  assert.equal(at(list.body, 'groups', 0, 'hash'), hash)
  assert.equal(at(list.body, 'groups', 0, 'creator'), 'ours')
})

test('a group of another token is left alone unless it is taken over, on record', async () => {
  await api.ask(ours, 'PUT', '/v1/groups/shared', { members: ['a@example.co.jp'] })
  assert.equal((await api.ask(theirs, 'PUT', '/v1/groups/shared', { members: [] })).status, 409)
  assert.equal((await api.ask(theirs, 'DELETE', '/v1/groups/shared')).status, 409)
  assert.equal((await api.ask(theirs, 'PUT', '/v1/groups/shared?takeOver=true', { members: [] })).status, 200)
  const { body } = await api.ask(ours, 'GET', '/v1/audit?limit=1')
  assert.equal(at(body, 'lines', 0, 'who'), 'theirs')
  assert.match(String(at(body, 'lines', 0, 'why')), /ours/)
})

test('only the state that was seen is overwritten with If-Match', async () => {
  const made = await api.ask(ours, 'PUT', '/v1/groups/seen', { members: ['a@example.co.jp'] })
  const hash = String(at(made.body, 'hash'))
  const changed = await api.ask(ours, 'PUT', '/v1/groups/seen', { members: [] }, { 'If-Match': `"${hash}"` })
  assert.equal(changed.status, 200)
  const late = await api.ask(ours, 'PUT', '/v1/groups/seen', { members: [] }, { 'If-Match': `"${hash}"` })
  assert.equal(late.status, 412)
  assert.equal(
    (await api.ask(ours, 'DELETE', '/v1/groups/seen', undefined, { 'If-Match': `"${hash}"` })).status,
    412,
  )
  assert.equal((await api.ask(ours, 'DELETE', '/v1/groups/seen')).status, 204)
  assert.equal((await api.ask(ours, 'DELETE', '/v1/groups/seen')).status, 404)
})

test('what is no address is named, and nothing of the request is kept', async () => {
  const answer = await api.ask(ours, 'PUT', '/v1/groups/faulty', { members: ['a@example.co.jp', 'nobody'] })
  assert.equal(answer.status, 400)
  assert.match(String(at(answer.body, 'detail')), /nobody/)
  assert.equal((await api.ask(ours, 'GET', '/v1/groups/faulty')).status, 404)
})

test('too many requests get 429 and are told when to go on', async () => {
  await using strict = await startRunningApi({ requestsPerMinute: 3 })
  const secret = strict.token('eager', 'groups:read')
  const other = strict.token('other', 'groups:read')
  for (let request = 0; request < 3; request += 1)
    assert.equal((await strict.ask(secret, 'GET', '/v1/groups')).status, 200)
  const refused = await strict.ask(secret, 'GET', '/v1/groups')
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.equal(at(refused.body, 'code'), 'too-many-requests')
  assert.equal((await strict.ask(other, 'GET', '/v1/groups')).status, 200, 'each token by itself')
})
