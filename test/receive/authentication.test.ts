import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { createTransport } from 'nodemailer'
import type { User } from '../../src/config/listeners.ts'
import { hashPassword, isPassword, readPasswordHash } from '../../src/config/password-hash.ts'
import { createLoginBrake } from '../../src/receive/login-brake.ts'
import { createUsers } from '../../src/receive/users.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { openDialogue, type Dialogue } from '../peers/dialogue.ts'
import { openDoor, startMail, type Door, type DoorSettings } from './door.ts'

const password = '関所の合言葉 1!'
let folder = ''
let users: User[] = []
let files: { readonly certificate: string; readonly key: string }

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  files = await writeCertificate(folder)
  const passwordHash = await hashPassword(password)
  users = [
    { name: 'Sato@a.example', passwordHash },
    { name: 'erp', passwordHash, addresses: ['noreply@a.example', 'ERP@a.example'] },
  ]
})
after(() => rm(folder, { recursive: true }))

async function openAuth(context: TestContext, { listener, ...settings }: DoorSettings = {}): Promise<Door> {
  return await openDoor(context, {
    ...settings,
    users,
    listener: { tls: 'implicit', authentication: 'offered', clients: [], ...files, ...listener },
  })
}

const encode = (text: string): string => Buffer.from(text).toString('base64')
const plain = (name: string, secret = password): string => `AUTH PLAIN ${encode(`\0${name}\0${secret}`)}`

test('a client that is on no list may send once it has authenticated, and the mail shows its address', async (context) => {
  const door = await openAuth(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<sato@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<suzuki@b.example>', /^550 5\.7\.1/)
  await dialogue.askFor('RSET', /^250 /)
  await dialogue.askFor(plain('sato@A.example'), /^235 2\.7\.0/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails[0]?.client.login, 'Sato@a.example')
})

test('PLAIN and LOGIN work with and without an initial response, and the session goes on', async (context) => {
  const door = await openAuth(context)
  const ways: ((dialogue: Dialogue) => Promise<unknown>)[] = [
    async (dialogue) => {
      await dialogue.askFor('AUTH PLAIN', /^334 $/)
      return await dialogue.askFor(encode(`sato@a.example\0sato@a.example\0${password}`), /^235 /)
    },
    async (dialogue) => {
      await dialogue.askFor('auth login', /^334 VXNlcm5hbWU6$/)
      await dialogue.askFor(encode('sato@a.example'), /^334 UGFzc3dvcmQ6$/)
      return await dialogue.askFor(encode(password), /^235 /)
    },
    async (dialogue) => {
      await dialogue.askFor(`AUTH LOGIN ${encode('sato@a.example')}`, /^334 UGFzc3dvcmQ6$/)
      return await dialogue.askFor(encode(password), /^235 /)
    },
  ]
  for (const way of ways) {
    const dialogue = await door.greeted()
    await way(dialogue)
    await dialogue.askFor(plain('sato@a.example'), /^503 5\.5\.1/)
    await startMail(dialogue)
    await dialogue.askFor('x\r\n.', /^250 /)
  }
  assert.equal(door.mails.length, ways.length)
})

test('AUTH is announced under TLS alone and gets 538 before it', async (context) => {
  const door = await openAuth(context, { listener: { tls: 'required' } })
  const dialogue = await openDialogue({ port: door.listener.port })
  await dialogue.expect(/^220 /)
  assert.doesNotMatch(await dialogue.ask('EHLO client.example'), /AUTH/)
  await dialogue.askFor(plain('sato@a.example'), /^538 5\.7\.11/)
  await dialogue.askFor('STARTTLS', /^220 /)
  await dialogue.startTls()
  await dialogue.askFor(plain('sato@a.example'), /^503 5\.5\.1/)
  assert.match(await dialogue.ask('EHLO client.example'), /AUTH PLAIN LOGIN/)
  await dialogue.askFor(plain('sato@a.example'), /^235 /)
})

test('a wrong password and an unknown name get the same answer, in the same time', async (context) => {
  const door = await openAuth(context)
  const answers: string[] = []
  for (const name of ['sato@a.example', 'nobody@a.example']) {
    const dialogue = await door.greeted()
    answers.push(await dialogue.ask(plain(name, 'wrong')))
  }
  assert.match(answers[0] ?? '', /^535 5\.7\.8/)
  assert.equal(answers[0], answers[1])

  const { verify } = createUsers(users)
  const spent = async (name: string): Promise<number> => {
    const started = performance.now()
    assert.equal(await verify(name, 'wrong'), undefined)
    return performance.now() - started
  }
  // By turns, and the quickest of each: other work on the machine must not look like a difference.
  const known: number[] = []
  const unknown: number[] = []
  for (let round = 0; round < 10; round += 1) {
    known.push(await spent('sato@a.example'))
    unknown.push(await spent('nobody@a.example'))
  }
  const ratio = Math.min(...known) / Math.min(...unknown)
  assert.ok(ratio > 0.5 && ratio < 2, `known ${ratio} times as long as unknown`)
})

test('neither log nor answers carry a password', async (context) => {
  const door = await openAuth(context)
  const dialogue = await door.greeted()
  const answer = await dialogue.ask(plain('sato@a.example', 'hunter2'))
  const other = await door.greeted()
  await other.askFor(plain('typed-my-password-here', 'x'), /^535 /)
  await dialogue.askFor(plain('sato@a.example'), /^235 /)
  const said = JSON.stringify(door.events) + answer
  assert.match(said, /authentication-failed/)
  for (const secret of ['hunter2', 'typed-my-password-here', password, encode('hunter2'), encode(password)]) {
    assert.ok(!said.includes(secret), secret)
  }
})

test('what is no answer to AUTH is refused and the client may try again', async (context) => {
  const door = await openAuth(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('AUTH', /^501 5\.5\.4/)
  await dialogue.askFor('AUTH GSSAPI', /^504 5\.5\.4/)
  await dialogue.askFor('AUTH PLAIN', /^334/)
  await dialogue.askFor('*', /^501 5\.7\.0/)
  await dialogue.askFor('AUTH LOGIN', /^334/)
  await dialogue.askFor('*', /^501 5\.7\.0/)
  for (const faulty of [
    '=',
    '!!!',
    'AA',
    encode('sato'),
    encode('\0a\0b\0c'),
    Buffer.from([0, 0xff, 0]).toString('base64'),
  ])
    await dialogue.askFor(`AUTH PLAIN ${faulty}`, /^501 5\.5\.2/)
  await dialogue.askFor(
    `AUTH PLAIN ${encode(`tanaka@a.example\0sato@a.example\0${password}`)}`,
    /^535 5\.7\.8/,
  )
  await dialogue.askFor('AUTH PLAIN', /^334/)
  await dialogue.askFor('A'.repeat(5_000), /^500 5\.5\.6/)
  await dialogue.askFor('MAIL FROM:<sato@a.example>', /^250 /)
  await dialogue.askFor(plain('sato@a.example'), /^503 5\.5\.1/)
  await dialogue.askFor('RSET', /^250 /)
  await dialogue.askFor(plain('sato@a.example'), /^235 /)
})

test('where authentication is required nobody sends without it, listed clients neither', async (context) => {
  const door = await openAuth(context, {
    listener: { authentication: 'required', clients: ['127.0.0.0/8'] },
  })
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<sato@a.example>', /^530 5\.7\.0/)
  await dialogue.askFor(plain('sato@a.example'), /^235 /)
  await dialogue.askFor('MAIL FROM:<sato@a.example>', /^250 /)
})

test('a user with addresses sends with these alone, and the first is the login', async (context) => {
  const door = await openAuth(context)
  const dialogue = await door.greeted()
  await dialogue.askFor(plain('ERP'), /^235 /)
  await dialogue.askFor('MAIL FROM:<sato@a.example>', /^553 5\.7\.1/)
  await dialogue.askFor('MAIL FROM:<>', /^250 /)
  await dialogue.askFor('RSET', /^250 /)
  await dialogue.askFor('MAIL FROM:<erp@A.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<suzuki@b.example>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails[0]?.client.login, 'noreply@a.example')
  assert.deepEqual(
    door.events.map(({ kind }) => kind),
    ['authenticated', 'foreign-sender'],
  )
})

test('failures are answered later each time, then AUTH gets 421 from that address and from no other', async (context) => {
  const door = await openAuth(context, { limits: { authenticationFailures: 2 } })
  const dialogue = await door.greeted()
  const started = performance.now()
  await dialogue.askFor(plain('sato@a.example', 'wrong'), /^535 /)
  const first = performance.now() - started
  await dialogue.askFor(plain('sato@a.example', 'wrong'), /^535 /)
  const second = performance.now() - started - first
  assert.ok(first >= 490 && second >= 990, `${first} ms, then ${second} ms`)
  await dialogue.askFor(plain('sato@a.example'), /^421 4\.7\.0/)
  await dialogue.closed()
  const elsewhere = await openDialogue({ port: door.listener.port, tls: true, localAddress: '127.0.0.9' })
  await elsewhere.expect(/^220 /)
  await elsewhere.askFor('EHLO client.example', /^250/)
  await elsewhere.askFor(plain('sato@a.example'), /^235 /)
})

test('many connections at once do not buy many guesses', async (context) => {
  const door = await openAuth(context, { limits: { authenticationFailures: 2 } })
  const dialogues = await Promise.all(Array.from({ length: 20 }, () => door.greeted()))
  const answers = await Promise.all(
    dialogues.map((dialogue, index) => dialogue.ask(plain('sato@a.example', `guess ${index}`))),
  )
  const looked = answers.filter((answer) => answer.startsWith('535')).length
  assert.ok(looked <= 3, `${looked} guesses were looked at`)
  assert.equal(answers.filter((answer) => answer.startsWith('421')).length, answers.length - looked)
})

test('a client that leaves while its password is looked at leaves nothing behind', async (context) => {
  const door = await openAuth(context, { limits: { connectionsPerClient: 1 } })
  const dialogue = await door.greeted()
  dialogue.send(`${plain('sato@a.example')}\r\n`)
  dialogue.destroy()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const next = await door.greeted()
  await next.askFor('NOOP', /^250 /)
})

test('nodemailer authenticates', async (context) => {
  const door = await openAuth(context, { listener: { tls: 'offered' } })
  for (const method of ['PLAIN', 'LOGIN']) {
    const sender = createTransport({
      host: '127.0.0.1',
      port: door.listener.port,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
      auth: { user: 'sato@a.example', pass: password },
      authMethod: method,
    })
    await sender.sendMail({ from: 'sato@a.example', to: 'suzuki@b.example', subject: 'x', text: 'x' })
    sender.close()
  }
  assert.deepEqual(
    door.mails.map(({ client }) => client.login),
    ['Sato@a.example', 'Sato@a.example'],
  )
})

test('a hash fits its password in either form of its characters, and no other', async () => {
  const text = await hashPassword('ガgé')
  assert.match(text, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/)
  const hash = readPasswordHash(text)
  assert.ok(hash !== undefined)
  assert.equal(await isPassword('ガgé'.normalize('NFD'), hash), true)
  assert.equal(await isPassword('ガge', hash), false)
  assert.notEqual(text, await hashPassword('ガgé'), 'each hash has a salt of its own')
})

test('hashes of another kind or out of bounds are no hashes', () => {
  const rest = 'c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g'
  assert.ok(readPasswordHash(`$argon2id$v=19$m=19456,t=2,p=1$${rest}`) !== undefined)
  for (const faulty of [
    'secret',
    `$argon2i$v=19$m=19456,t=2,p=1$${rest}`,
    `$argon2id$v=19$m=9999999,t=2,p=1$${rest}`,
    `$argon2id$v=19$m=19456,t=99,p=1$${rest}`,
    `$argon2id$v=19$m=19456,t=2,p=0$${rest}`,
    `$argon2id$v=19$m=4,t=2,p=1$${rest}`,
    '$2b$12$abcdefghijklmnopqrstuv',
  ])
    assert.equal(readPasswordHash(faulty), undefined, faulty)
})

test('failures are forgotten after ten minutes, and one IPv6 network counts as one client', () => {
  let now = 0
  const brake = createLoginBrake(() => now)
  brake.failed('2001:db8::1')
  brake.failed('2001:db8::2')
  assert.equal(brake.isBlocked('2001:db8::3', 2), true)
  assert.equal(brake.isBlocked('2001:db8:0:1::3', 2), false)
  now = 600_000
  assert.equal(brake.isBlocked('2001:db8::3', 2), false)
})
