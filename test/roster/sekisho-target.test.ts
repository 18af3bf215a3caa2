/** Groups at another gate, by its API: a real one, and one behind a network that fails in every way. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { GroupTarget } from '../../src/roster/group-target.ts'
import { usualPatience, type HttpPatience } from '../../src/roster/patient-http.ts'
import { publishGroups, verifyTarget } from '../../src/roster/publish-groups.ts'
import { openSekishoTarget } from '../../src/roster/sekisho-target.ts'
import { at, listAt, startRunningApi, type RunningApi } from '../api/running-api.ts'
import { freePort } from '../peers/free-port.ts'
import { startFailingProxy, type Failure } from './failing-proxy.ts'
import { groupOf, testGroupTarget } from './group-target.contract.ts'

let api: RunningApi
let token = ''
before(async () => {
  api = await startRunningApi()
  token = api.token('roster', 'groups:read', 'groups:write')
})
after(async () => await api[Symbol.asyncDispose]())

const quick: HttpPatience = { ...usualPatience, attempts: 4, timeout: 400, firstPause: 10, longestPause: 20 }

function openHere(): GroupTarget {
  return openSekishoTarget({ url: api.url, token })
}

async function empty(): Promise<void> {
  const { body } = await api.ask(token, 'GET', '/v1/groups?creator=roster')
  for (const group of listAt(body, 'groups'))
    await api.ask(token, 'DELETE', `/v1/groups/${encodeURIComponent(String(at(group, 'name')))}`)
}

testGroupTarget('another gate', async () => {
  await empty()
  return { target: openHere(), again: openHere }
})

const published = [
  groupOf('exempt', 'president@example.co.jp'),
  groupOf('refused'),
  ...Array.from({ length: 12 }, (_, index) => [
    groupOf(`P1//${index}/senders`, `e${index}@example.co.jp`),
    groupOf(`P1//${index}/approvers`, `chief${index}@example.co.jp`),
  ]).flat(),
]
const groups = {
  day: '2026-11-24',
  byName: new Map(published.map((group) => [group.name, group])),
  leftOut: [],
  unknownSender: 'reject',
} as const

async function publishedThrough(failureOf: (number: number, method: string) => Failure | undefined) {
  await empty()
  await using proxy = await startFailingProxy(api.url, failureOf)
  const result = await publishGroups(
    groups,
    openSekishoTarget({ url: `${proxy.url}/`, token, patience: quick }),
  )
  return { result, asked: proxy.asked }
}

for (const failure of [500, 503, 'garbage', 'page', 'hang', 'cut', 'lost'] as const)
  test(`an answer that fails now and then (${failure}) is asked for again`, async () => {
    const { result } = await publishedThrough((number) => (number % 5 === 2 ? failure : undefined))
    assert.equal(result.kind, 'complete', JSON.stringify(result))
    const verified = await verifyTarget(groups, openHere())
    assert.ok(verified.kind === 'compared')
    assert.deepEqual(verified.differences, { missing: [], different: [], unwanted: [], foreign: [] })
  })

test('a target that keeps other members than were put is not called done, and its group is named', async () => {
  const { result } = await publishedThrough((number, method) =>
    method === 'PUT' && number === 4 ? 'other' : undefined,
  )
  assert.ok(result.kind === 'unfinished')
  assert.deepEqual(
    result.applied.failed.map(({ fault }) => fault.kind),
    ['kept-differently'],
  )
})

test('who is told to wait waits as long as Retry-After says, with everything that is under way', async () => {
  const begun = performance.now()
  const { result, asked } = await publishedThrough((number) => (number === 4 ? 429 : undefined))
  assert.equal(result.kind, 'complete')
  assert.ok(performance.now() - begun >= 1000)
  assert.equal(asked.length, published.length + 3)
})

test('a target that fails half-way is given up, not called done, and finished by the next run', async () => {
  const { result, asked } = await publishedThrough((number) => (number > 12 ? 500 : undefined))
  assert.ok(result.kind === 'unfinished')
  assert.deepEqual(result.fault, { kind: 'busy', status: 500 })
  assert.ok(result.applied.done >= 5 && result.applied.left > 0, JSON.stringify(result.applied))
  assert.ok(asked.length < 60, 'the groups that are left are not tried one by one')
  const next = await publishGroups(groups, openHere())
  assert.ok(next.kind === 'complete')
  assert.equal(next.plan.steps.length, published.length - result.applied.done)
})

test('a target that is killed half-way keeps what it has confirmed, and is finished by the next run once it is back', async () => {
  let killed: Promise<void> | undefined
  const { result } = await publishedThrough((number) => {
    if (number === 12) killed = api.kill()
    return undefined
  })
  await killed
  assert.ok(result.kind === 'unfinished')
  assert.equal(result.fault?.kind, 'unreachable')
  const { done } = result.applied
  assert.ok(done >= 1 && done < published.length, String(done))
  await api.restart()
  const next = await publishGroups(groups, openHere())
  assert.ok(next.kind === 'complete', JSON.stringify(next))
  assert.ok(next.plan.steps.length > 0 && next.plan.steps.length <= published.length - done)
})

test('a read-back that fails leaves a run unfinished, though every step was done', async () => {
  const { result } = await publishedThrough((number) =>
    number > published.length + 1 ? 'garbage' : undefined,
  )
  assert.ok(result.kind === 'unfinished')
  assert.equal(result.applied.done, published.length)
  assert.deepEqual(result.fault, { kind: 'garbage', status: 200 })
})

test('nothing listens: the target is out of reach, and nothing was done', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  const result = await publishGroups(groups, openSekishoTarget({ url, token, patience: quick }))
  assert.deepEqual(result, { kind: 'target-fault', fault: { kind: 'unreachable', why: 'ECONNREFUSED' } })
})

test('a token that is not accepted is never tried again', async () => {
  await using proxy = await startFailingProxy(api.url, () => undefined)
  const result = await publishGroups(groups, openSekishoTarget({ url: proxy.url, token: 'wrong' }))
  assert.ok(result.kind === 'target-fault' && result.fault.kind === 'refused')
  assert.equal(result.fault.status, 401)
  assert.equal(proxy.asked.length, 1)
})

test('groups of others stay, and a name that somebody else has taken is no success', async () => {
  await empty()
  const other = api.token('somebody', 'groups:read', 'groups:write')
  await api.ask(other, 'PUT', '/v1/groups/board', { members: ['b@example.co.jp'] })
  const taken = `/v1/groups/${encodeURIComponent('P1//3/approvers')}`
  await api.ask(other, 'PUT', taken, { members: ['intruder@example.co.jp'] })
  const result = await publishGroups(groups, openHere())
  assert.ok(result.kind === 'unfinished')
  assert.deepEqual(result.left?.foreign, [{ name: 'P1//3/approvers', creator: 'somebody' }])
  const senders = await api.ask(token, 'GET', `/v1/groups/${encodeURIComponent('P1//3/senders')}`)
  assert.equal(senders.status, 404, 'no senders are sent to approvers that somebody else has named')
  assert.equal((await api.ask(other, 'DELETE', taken)).status, 204)
  assert.equal((await publishGroups(groups, openHere())).kind, 'complete')
  assert.equal((await api.ask(other, 'GET', '/v1/groups/board')).status, 200)
})

test('a group that the target refuses keeps its senders back, and all others go on', async () => {
  await empty()
  const bad = groupOf('P1//3/approvers', 'no address')
  const byName = new Map(groups.byName).set(bad.name, bad)
  const result = await publishGroups({ ...groups, byName }, openHere())
  assert.ok(result.kind === 'unfinished')
  assert.deepEqual(
    result.applied.failed.map(({ name, fault }) => [name, fault.kind]),
    [['P1//3/approvers', 'refused']],
  )
  assert.deepEqual([result.applied.done, result.applied.left], [published.length - 2, 1])
})

test('two runs at the same time end with every group as it should be', async () => {
  await empty()
  await Promise.all([publishGroups(groups, openHere()), publishGroups(groups, openHere())])
  assert.equal((await publishGroups(groups, openHere())).kind, 'complete')
})

test('a full re-sync puts every group again', async () => {
  const target = openHere()
  await publishGroups(groups, target)
  const result = await publishGroups(groups, target, { everything: true })
  assert.ok(result.kind === 'complete')
  assert.equal(result.applied.done, published.length)
})
