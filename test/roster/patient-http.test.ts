/** How long a busy server asks to be left alone, and that nobody is sent elsewhere. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'

import { createPatientHttp, retryAfter, usualPatience } from '../../src/roster/patient-http.ts'

test('Retry-After is read as seconds or as a date, and anything else asks for nothing', () => {
  const now = Date.parse('Tue, 24 Nov 2026 04:00:00 GMT')
  assert.equal(retryAfter('7', now), 7_000)
  assert.equal(retryAfter('Tue, 24 Nov 2026 04:00:30 GMT', now), 30_000)
  for (const nothing of [null, '', 'soon', '-5', 'Tue, 24 Nov 2026 03:00:00 GMT'])
    assert.equal(retryAfter(nothing, now), 0, String(nothing))
})

test('a redirect is refused, not followed: the token is for one place', async (context) => {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    response.writeHead(url === '/elsewhere' ? 200 : 307, { Location: '/elsewhere' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const ask = createPatientHttp(base, {}, usualPatience)
  const answer = await ask({ method: 'PUT', path: '/v1/groups/exempt', body: '{}', read: (body) => body })
  assert.deepEqual([answer.kind, asked], ['refused', ['/v1/groups/exempt']])
})
