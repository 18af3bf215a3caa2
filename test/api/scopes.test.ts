import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { routes } from '../../src/api/routes.ts'
import { scopes, type Scope } from '../../src/store/scopes.ts'

import { at, startRunningApi, type RunningApi } from './running-api.ts'

let api: RunningApi

before(async () => {
  api = await startRunningApi()
})
after(async () => await api[Symbol.asyncDispose]())

/** A path that the route takes, so that nothing but the scope decides. */
function pathOf(path: string): string {
  return path
    .replaceAll(':number', '1')
    .replaceAll(/:word|:other/g, 'default')
    .replaceAll(/:\w+/g, 'x')
}

test('every scope is the scope of a route, and every route has one', () => {
  assert.deepEqual([...new Set(routes.map(({ scope }) => scope))].toSorted(), [...scopes].toSorted())
})

test('a route says 403 to every scope but its own, and 401 to strangers', async () => {
  const secrets = new Map<Scope, string>(
    scopes.map((scope) => [scope, api.token(scope.replace(':', '.'), scope)]),
  )
  for (const { method, path, scope } of routes) {
    const url = pathOf(path)
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const stranger = await api.ask(undefined, method, url, body)
    assert.equal(stranger.status, 401, `${method} ${url} to a stranger`)
    assert.equal(stranger.headers.get('www-authenticate'), 'Bearer')
    for (const [other, secret] of secrets) {
      const { status } = await api.ask(secret, method, url, body)
      if (other === scope)
        assert.ok(status !== 401 && status !== 403, `${method} ${url} with ${scope}: ${status}`)
      else assert.equal(status, 403, `${method} ${url} with ${other}`)
    }
  }
})

test('a token that is revoked, over its date or made up opens nothing', async () => {
  const secret = api.token('short-lived', 'health:read')
  assert.equal((await api.ask(secret, 'GET', '/v1/health')).status, 200)
  assert.equal(api.terminal('token', 'revoke', 'short-lived').status, 0)
  assert.equal((await api.ask(secret, 'GET', '/v1/health')).status, 401)
  for (const wrong of ['sekisho_x', `${secret}x`, secret.toUpperCase()]) {
    assert.equal((await api.ask(wrong, 'GET', '/v1/health')).status, 401)
  }
})

test('the database holds no secret', async () => {
  const secret = api.token('kept', 'health:read')
  const { readdir, readFile } = await import('node:fs/promises')
  const { join } = await import('node:path')
  const files = (await readdir(api.gate.folder)).filter((name) => name.startsWith('sekisho.db'))
  assert.ok(files.length > 0)
  for (const file of files) {
    const bytes = await readFile(join(api.gate.folder, file))
    assert.equal(bytes.indexOf(secret), -1, file)
  }
})

test('the document names every route with its scope, and the page shows it', async () => {
  const { body } = await api.ask(undefined, 'GET', '/v1/openapi.json')
  assert.equal(at(body, 'openapi'), '3.1.0')
  for (const { method, path, scope } of routes) {
    const operation = at(body, 'paths', path.replaceAll(/:(\w+)/g, '{$1}'), method.toLowerCase())
    assert.deepEqual(at(operation, 'security'), [{ token: [scope] }], `${method} ${path}`)
  }
  const page = await api.ask(undefined, 'GET', '/v1/docs')
  assert.match(String(page.body), /groups:write/)
  const japanese = await api.ask(undefined, 'GET', '/v1/docs', undefined, { 'Accept-Language': 'ja' })
  assert.match(String(japanese.body), /スコープ/)
})

test('a request that no route takes, or that is malformed, says what to do', async () => {
  const secret = api.token('malformed', 'groups:write')
  const nowhere = await api.ask(secret, 'GET', '/v1/nothing')
  assert.equal(nowhere.status, 404)
  assert.equal(at(nowhere.body, 'code'), 'no-route')
  const malformed = await api.ask(secret, 'PUT', '/v1/groups/x', { membrs: [] })
  assert.equal(malformed.status, 400)
  assert.match(String(at(malformed.body, 'detail')), /members/)
  const noJson = await fetch(`${api.url}/v1/groups/x`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'text/plain' },
    body: 'x',
  })
  assert.equal(noJson.status, 415)
})
