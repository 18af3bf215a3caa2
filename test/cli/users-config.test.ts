import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { stringify } from 'yaml'
import { hashPassword } from '../../src/config/password-hash.ts'
import { readConfig, type ConfigReading } from '../../src/config/read.ts'

const bank = join(import.meta.dirname, '..', 'bank')

async function read(context: TestContext, settings: object, usersFile?: string): Promise<ConfigReading> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  context.after(() => rm(folder, { recursive: true }))
  const config = {
    organization: bank,
    listeners: [{ name: 'main', port: 0 }],
    nextHop: { kind: 'outbox' },
    ...settings,
  }
  await writeFile(join(folder, 'sekisho.yaml'), stringify(config))
  if (usersFile !== undefined) await writeFile(join(folder, 'users.yaml'), usersFile)
  return readConfig(join(folder, 'sekisho.yaml'))
}

function faultsOf(reading: ConfigReading): readonly (readonly [string, string])[] {
  assert.equal(reading.kind, 'problems')
  return reading.problems.map(({ setting, fault }) => [setting, fault.kind])
}

test('users of the configuration and of the users file count together', async (context) => {
  const passwordHash = await hashPassword('x')
  const users = [{ name: 'sato@a.example', passwordHash }]
  const usersFile = 'users.yaml'
  const reading = await read(
    context,
    { users, usersFile },
    stringify([{ name: 'erp', passwordHash, addresses: ['erp@a.example'] }]),
  )
  assert.ok(reading.kind === 'config')
  assert.deepEqual(
    reading.config.users?.map(({ name }) => name),
    ['sato@a.example', 'erp'],
  )
})

test('a password in the place of its hash is a fault and is never shown', async (context) => {
  for (const passwordHash of ['hunter2hunter2', 8_675_309_867]) {
    const reading = await read(context, { users: [{ name: 'sato@a.example', passwordHash }] })
    assert.ok(reading.kind === 'problems')
    assert.ok(!JSON.stringify(reading).includes(String(passwordHash)), JSON.stringify(reading))
    assert.equal(reading.problems[0]?.setting, 'users[0].passwordHash')
  }
})

test('a name that comes twice and a mistyped key are faults, in the users file with its own lines', async (context) => {
  const passwordHash = await hashPassword('x')
  const users = [{ name: 'Sato@a.example', passwordHash }]
  const twice = await read(
    context,
    { users, usersFile: 'users.yaml' },
    stringify([{ name: 'sato@A.example', passwordHash }]),
  )
  assert.deepEqual(faultsOf(twice), [['[0].name', 'user-twice']])
  const mistyped = await read(context, { usersFile: 'users.yaml' }, `- name: erp\n  passwordHush: x\n`)
  assert.ok(mistyped.kind === 'problems')
  assert.match(mistyped.problems[0]?.file ?? '', /users\.yaml$/)
  assert.ok(
    mistyped.problems.some(({ fault }) => fault.kind === 'unknown-key' && fault.nearest === 'passwordHash'),
  )
  const missing = await read(context, { usersFile: 'users.yaml' })
  assert.deepEqual(faultsOf(missing), [['usersFile', 'no-such-file']])
})

test('authentication without TLS and faulty networks of proxies are faults', async (context) => {
  const listeners = [
    {
      name: 'main',
      port: 0,
      authentication: 'offered',
      xclient: ['proxy.example'],
      proxyProtocol: ['10.0.0.0/99'],
    },
  ]
  const reading = await read(context, { listeners, control: { socket: `/tmp/${'x'.repeat(100)}` } })
  assert.deepEqual(
    faultsOf(reading).toSorted(([one], [other]) => one.localeCompare(other)),
    [
      ['control.socket', 'path-too-long'],
      ['listeners[0].authentication', 'authentication-needs-tls'],
      ['listeners[0].proxyProtocol[0]', 'not-a-network'],
      ['listeners[0].xclient[0]', 'not-a-network'],
    ],
  )
})
