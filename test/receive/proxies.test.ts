import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { assert as assertProperty, oneof, property, string, uint8Array } from 'fast-check'
import { readProxyHeader } from '../../src/receive/proxy-header.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { openDialogue, type Dialogue } from '../peers/dialogue.ts'
import { openDoor, startMail, type Door, type DoorSettings } from './door.ts'

let folder = ''
let files: { readonly certificate: string; readonly key: string }
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  files = await writeCertificate(folder)
})
after(() => rm(folder, { recursive: true }))

/** The proxy is 127.0.0.1; clients are those of 192.0.2.0/24. */
async function openBehindMailProxy(context: TestContext, settings: DoorSettings = {}): Promise<Door> {
  return await openDoor(context, {
    ...settings,
    listener: { xclient: ['127.0.0.1'], clients: ['192.0.2.0/24', '2001:db8::/32'], ...settings.listener },
  })
}

async function openBehindBalancer(context: TestContext, settings: DoorSettings = {}): Promise<Door> {
  return await openDoor(context, {
    ...settings,
    listener: {
      proxyProtocol: ['127.0.0.1'],
      clients: ['192.0.2.0/24', '2001:db8::/32'],
      ...settings.listener,
    },
  })
}

async function connect(door: Door, header: string | Buffer): Promise<Dialogue> {
  const dialogue = await openDialogue({ port: door.listener.port })
  dialogue.send(header)
  return dialogue
}

async function sendMail(dialogue: Dialogue): Promise<void> {
  await dialogue.askFor('EHLO client.example', /^250-/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
}

test('XCLIENT gives a session the rights and the name of the client it speaks for', async (context) => {
  const door = await openBehindMailProxy(context)
  const dialogue = await door.dialogue()
  assert.match(await dialogue.ask('EHLO proxy.example'), /250-XCLIENT NAME ADDR PORT PROTO HELO LOGIN/)
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^550 5\.7\.1/)
  await dialogue.askFor('XCLIENT ADDR=192.0.2.7', /^503 5\.5\.1/)
  await dialogue.askFor('RSET', /^250 /)
  await dialogue.askFor(
    'XCLIENT NAME=[UNAVAILABLE] ADDR=192.0.2.7 PORT=4711 PROTO=ESMTP HELO=pc+2Da.example LOGIN=sato+40a.example',
    /^220 gate\.example ESMTP/,
  )
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^503 /)
  await sendMail(dialogue)
  const { address, port, helo, login } = door.mails[0]?.client ?? {}
  assert.deepEqual(
    { address, port, helo, login },
    { address: '192.0.2.7', port: 4711, helo: 'pc-a.example', login: 'sato@a.example' },
  )
})

test('XCLIENT takes rights away as well, and reads IPv6', async (context) => {
  const door = await openBehindMailProxy(context, { listener: { clients: ['127.0.0.1', '2001:db8::/32'] } })
  const dialogue = await door.dialogue()
  await dialogue.askFor('XCLIENT ADDR=198.51.100.1', /^220 /)
  await dialogue.askFor('EHLO x', /^250/)
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^550 5\.7\.1 Relaying denied: 198\.51\.100\.1/)
  await dialogue.askFor('RSET', /^250 /)
  await dialogue.askFor('XCLIENT ADDR=IPV6:2001:db8::5', /^220 /)
  await sendMail(dialogue)
  assert.equal(door.mails[0]?.client.address, '2001:db8::5')
})

test('XFORWARD shows in the record of one mail and gives no rights', async (context) => {
  const door = await openBehindMailProxy(context, { listener: { clients: ['127.0.0.1'] } })
  const dialogue = await door.dialogue()
  await dialogue.askFor('EHLO proxy.example', /^250-/)
  await dialogue.askFor('XFORWARD NAME=pc ADDR=198.51.100.9 PORT=99', /^250 /)
  await dialogue.askFor('XFORWARD HELO=pc.example PROTO=SMTP SOURCE=REMOTE IDENT=1', /^250 /)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.deepEqual(
    door.mails.map(({ client }) => [client.address, client.helo]),
    [
      ['198.51.100.9', 'pc.example'],
      ['127.0.0.1', 'proxy.example'],
    ],
  )
})

test('who is not on the list may not speak for others', async (context) => {
  const door = await openDoor(context, { listener: { xclient: ['192.0.2.1'] } })
  const dialogue = await door.dialogue()
  assert.doesNotMatch(await dialogue.ask('EHLO x'), /XCLIENT|XFORWARD/)
  await dialogue.askFor('XCLIENT ADDR=192.0.2.7', /^550 5\.7\.0/)
  await dialogue.askFor('XFORWARD ADDR=192.0.2.7', /^550 5\.7\.0/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails[0]?.client.address, '127.0.0.1')
})

test('malformed words of a mail proxy end the connection', async (context) => {
  const door = await openBehindMailProxy(context)
  for (const faulty of [
    'XCLIENT',
    'XCLIENT ADDR',
    'XCLIENT ADDR=',
    'XCLIENT ADDR=mail.a.example',
    'XCLIENT ADDR=192.0.2.7 ADDR=192.0.2.8',
    'XCLIENT ADDR=192.0.2.7 PORT=70000',
    'XCLIENT ADDR=192.0.2.7 HELO=a+0Db',
    'XCLIENT ADDR=192.0.2.7 HELO=a+2',
    'XCLIENT COLOUR=blue',
    'XFORWARD LOGIN=sato',
    'XFORWARD ADDR=1.2.3.4.5',
  ]) {
    const dialogue = await door.dialogue()
    await dialogue.askFor(faulty, /^501 5\.5\.4/)
    await dialogue.closed()
  }
})

test('the limit of connections counts the clients behind a mail proxy, not the proxy', async (context) => {
  const door = await openBehindMailProxy(context, { limits: { connectionsPerClient: 1 } })
  const open = async (address: string): Promise<string> => {
    const dialogue = await door.dialogue()
    return await dialogue.ask(`XCLIENT ADDR=${address}`)
  }
  assert.match(await open('192.0.2.7'), /^220 /)
  assert.match(await open('192.0.2.8'), /^220 /)
  assert.match(await open('192.0.2.7'), /^421 4\.7\.0/)
})

const versionTwo = (command: number, family: number, rest: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('0d0a0d0a000d0a515549540a', 'hex'),
    Buffer.from([0x20 | command, family, rest.length >> 8, rest.length & 255]),
    rest,
  ])
const fourBytes = Buffer.from([192, 0, 2, 7, 10, 0, 0, 1, 0x12, 0x67, 0, 25])
const note = Buffer.from([4, 0, 3, 1, 2, 3])

test('a balancer names the client by either version of the PROXY protocol', async (context) => {
  const door = await openBehindBalancer(context)
  const sixteen = Buffer.concat([
    Buffer.from('20010db8000000000000000000000005', 'hex'),
    Buffer.alloc(16),
    Buffer.from([0x12, 0x67, 0, 25]),
  ])
  for (const header of [
    'PROXY TCP4 192.0.2.7 10.0.0.1 4711 25\r\n',
    'PROXY TCP6 2001:db8::5 2001:db8::1 4711 25\r\n',
    versionTwo(1, 0x11, fourBytes),
    versionTwo(1, 0x11, Buffer.concat([fourBytes, note])),
    versionTwo(1, 0x21, sixteen),
  ]) {
    const dialogue = await connect(door, header)
    await dialogue.expect(/^220 /)
    await sendMail(dialogue)
  }
  assert.deepEqual(
    door.mails.map(({ client }) => `${client.address} ${client.port}`),
    ['192.0.2.7 4711', '2001:db8::5 4711', '192.0.2.7 4711', '192.0.2.7 4711', '2001:db8::5 4711'],
  )
})

test('a balancer that speaks for itself has its own rights', async (context) => {
  const door = await openBehindBalancer(context)
  for (const header of ['PROXY UNKNOWN\r\n', versionTwo(0, 0, Buffer.alloc(0)), versionTwo(1, 0, note)]) {
    const dialogue = await connect(door, header)
    await dialogue.expect(/^220 /)
    await dialogue.askFor('EHLO x', /^250/)
    await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
    await dialogue.askFor('RCPT TO:<b@b.example>', /^550 5\.7\.1/)
  }
})

test('a header in single bytes is read, and TLS that follows it at once is kept', async (context) => {
  const door = await openBehindBalancer(context, { listener: { tls: 'implicit', ...files } })
  const socket = connectSocket(door.listener.port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.setNoDelay(true)
  for (const byte of 'PROXY TCP4 192.0.2.7 10.0.0.1 4711 2') {
    socket.write(byte)
    await new Promise((resolve) => setImmediate(resolve))
  }
  // One packet: the end of the header and the beginning of the handshake.
  socket.cork()
  socket.write('5\r\n')
  const secured = connectTls({ socket, rejectUnauthorized: false })
  setTimeout(() => socket.uncork(), 50)
  const greeting = await new Promise<string>((resolve, reject) => {
    secured.on('error', reject)
    secured.once('data', (chunk: Buffer) => resolve(chunk.toString()))
  })
  assert.match(greeting, /^220 /)
  secured.destroy()
})

test('bytes of mail behind a header are an early talker like others', async (context) => {
  const door = await openBehindBalancer(context)
  const dialogue = await connect(door, 'PROXY TCP4 192.0.2.7 10.0.0.1 4711 25\r\nEHLO x\r\n')
  await dialogue.expect(/^554 5\.5\.1/)
  await dialogue.closed()
})

test('a malformed header ends the connection, and its place is free again', async (context) => {
  const door = await openBehindBalancer(context, { limits: { connections: 1 } })
  for (const header of [
    'EHLO client.example\r\n',
    'PROXY TCP4 192.0.2.7 10.0.0.1 4711\r\n',
    'PROXY TCP4 192.0.2.777 10.0.0.1 4711 25\r\n',
    'PROXY TCP4 2001:db8::5 10.0.0.1 4711 25\r\n',
    'PROXY TCP4 192.0.2.7 10.0.0.1 04711 25\r\n',
    `PROXY TCP4 ${'1'.repeat(120)}`,
    versionTwo(1, 0x12, fourBytes),
    versionTwo(2, 0x11, fourBytes),
    versionTwo(1, 0x11, fourBytes.subarray(0, 8)),
  ]) {
    const dialogue = await connect(door, header)
    await dialogue.expect(/^550 5\.7\.0/)
    await dialogue.closed()
    dialogue.end()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const dialogue = await connect(door, 'PROXY TCP4 192.0.2.7 10.0.0.1 4711 25\r\n')
  await dialogue.expect(/^220 /)
})

test('who is not a listed balancer cannot name another client', async (context) => {
  const door = await openDoor(context, { listener: { proxyProtocol: ['192.0.2.1'] } })
  const early = await connect(door, 'PROXY TCP4 192.0.2.7 10.0.0.1 4711 25\r\n')
  await early.expect(/^554 /)
  await early.closed()
  const late = await door.dialogue()
  await late.askFor('PROXY TCP4 192.0.2.7 10.0.0.1 4711 25', /^550 5\.7\.0/)
  await late.closed()
})

test('a balancer that sends no header is cut at the deadline of the greeting, and at closing', async (context) => {
  const door = await openBehindBalancer(context, { deadlines: { greeting: 0.3 } })
  const silent = await openDialogue({ port: door.listener.port })
  await silent.closed()
  const closing = await openDialogue({ port: door.listener.port })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const started = performance.now()
  await door.listener.close()
  await closing.closed()
  assert.ok(performance.now() - started < 250)
})

test('the limit of connections counts the clients behind a balancer', async (context) => {
  const door = await openBehindBalancer(context, { limits: { connectionsPerClient: 1 } })
  const open = async (last: number): Promise<Dialogue> =>
    await connect(door, `PROXY TCP4 192.0.2.${last} 10.0.0.1 4711 25\r\n`)
  await (await open(7)).expect(/^220 /)
  await (await open(8)).expect(/^220 /)
  await (await open(7)).expect(/^421 4\.7\.0/)
})

test('no bytes make a header that is longer than they are, or throw', () => {
  assertProperty(
    property(
      oneof(
        uint8Array({ maxLength: 200 }),
        uint8Array({ maxLength: 60 }).map((rest) =>
          Buffer.concat([versionTwo(1, 0x11, fourBytes).subarray(0, 13), rest]),
        ),
        string({ maxLength: 120 }).map((rest) => Buffer.from(`PROXY TCP4 ${rest}\r\n`)),
      ),
      (bytes) => {
        const header = readProxyHeader(Buffer.from(bytes))
        if (header.kind === 'header') assert.ok(header.length <= bytes.length)
      },
    ),
    { numRuns: 2_000 },
  )
})
