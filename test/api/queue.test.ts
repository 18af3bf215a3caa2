import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createTransport } from 'nodemailer'

import { freePort } from '../peers/free-port.ts'

import { at, listAt, startRunningApi } from './running-api.ts'

test('a mail that waits is seen, held, released and dropped, and each change is on record with its reason', async () => {
  const nobody = await freePort()
  await using api = await startRunningApi(
    {},
    { nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: nobody, tls: 'none' }] } },
  )
  const secret = api.token('operator', 'queue:read', 'queue:write', 'audit:read')
  const client = createTransport({ host: '127.0.0.1', port: api.gate.port, ignoreTLS: true })
  await client.sendMail({ from: 'aizawa.kazuma@example.co.jp', to: 'a@example.com', subject: 'x', text: 'x' })
  const { body } = await api.ask(secret, 'GET', '/v1/queue')
  const id = String(at(body, 'mails', 0, 'id'))
  assert.match(String(at((await api.ask(secret, 'GET', `/v1/queue/${id}`)).body, 'header')), /Subject: x/)
  for (const what of ['hold', 'release', 'drop']) {
    const changed = await api.ask(secret, 'POST', `/v1/queue/${what}`, { ids: [id], reason: `to ${what}` })
    assert.deepEqual(at(changed.body, 'ids'), [id], what)
  }
  assert.equal((await api.ask(secret, 'GET', `/v1/queue/${id}`)).status, 404)
  const audit = await api.ask(secret, 'GET', '/v1/audit?limit=3')
  assert.deepEqual(
    listAt(audit.body, 'lines').map((line) => [at(line, 'action'), at(line, 'subject'), at(line, 'why')]),
    [
      ['queue.drop', id, 'to drop'],
      ['queue.release', id, 'to release'],
      ['queue.hold', id, 'to hold'],
    ],
  )
})
