import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { SMTPServer } from 'smtp-server'

import type { Credentials } from '../../src/deliver/authenticate.ts'
import type { Delivery } from '../../src/deliver/next-hop.ts'
import { writeCertificate } from '../peers/certificate.ts'

import { handover, plainHost, smartHosts } from './handover.ts'

let folder = ''
let certificate = { cert: '', key: '' }

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-auth-'))
  const made = await writeCertificate(folder)
  certificate = { cert: readFileSync(made.certificate, 'utf8'), key: readFileSync(made.key, 'utf8') }
  writeFileSync(join(folder, 'secret'), 'pass word=1\n')
})
after(() => rmSync(folder, { recursive: true }))

interface Seen {
  readonly delivery: Delivery
  readonly logins: readonly string[]
  readonly mails: number
}

/** A server of another hand that wants AUTH. */
async function deliverAs(given: Partial<Credentials>, isSecure = true): Promise<Seen> {
  const logins: string[] = []
  let mails = 0
  const server = new SMTPServer({
    ...(isSecure ? certificate : { hideSTARTTLS: true, allowInsecureAuth: true }),
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth: ({ method, username = '', password = '', accessToken = '' }, _session, answer) => {
      logins.push(`${method} ${username} ${password}${accessToken}`)
      if (password === 'pass word=1' || accessToken === 'pass word=1') answer(null, { user: username })
      else answer(new Error('Invalid'))
    },
    onData: (stream, _session, answer) => {
      mails += 1
      stream.resume().on('end', () => answer())
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  assert.ok(address !== null && typeof address === 'object')
  const credentials: Credentials = {
    method: 'plain',
    user: 'gate@example.co.jp',
    secretFile: join(folder, 'secret'),
    withoutTls: false,
    ...given,
  }
  const nextHop = smartHosts([plainHost(address.port, { credentials })], { connect: 3_000, reply: 3_000 })
  const delivery = await nextHop.deliver(handover())
  await nextHop.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return { delivery, logins, mails }
}

for (const method of ['plain', 'login', 'xoauth2'] as const) {
  test(`AUTH ${method.toUpperCase()} under TLS lets the mail in`, async () => {
    const { delivery, logins, mails } = await deliverAs({ method })
    assert.equal(delivery.kind, 'accepted', delivery.reply.lines.join(' '))
    assert.deepEqual(logins, [`${method.toUpperCase()} gate@example.co.jp pass word=1`])
    assert.equal(mails, 1)
  })
}

test('a wrong password defers the mail and loses nothing', async () => {
  writeFileSync(join(folder, 'wrong'), 'guess')
  for (const method of ['plain', 'login', 'xoauth2'] as const) {
    const { delivery, mails } = await deliverAs({ method, secretFile: join(folder, 'wrong') })
    assert.equal(delivery.kind, 'deferred')
    assert.match(delivery.reply.lines[0] ?? '', /AUTH: 535/)
    assert.equal(mails, 0)
  }
})

test('without TLS the secret does not leave, unless that is waived', async () => {
  const kept = await deliverAs({}, false)
  assert.equal(kept.delivery.kind, 'deferred')
  assert.deepEqual(kept.logins, [])
  assert.equal((await deliverAs({ withoutTls: true }, false)).delivery.kind, 'accepted')
})

test('a secret that cannot be read defers the mail and names the reason', async () => {
  const { delivery } = await deliverAs({ secretFile: join(folder, 'missing') })
  assert.match(delivery.reply.lines[0] ?? '', /secret for AUTH cannot be read \(ENOENT\)/)
})
