import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startListener } from '../../src/receive/listener.ts'
import { createReception } from '../../src/receive/reception.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { delivered, openDoor, listenerSettings, receptionSettings, startMail } from './door.ts'

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

test('closing says 421 to the idle, lets mails past DATA finish, and takes nobody new', async (context) => {
  const release: (() => void)[] = []
  const door = await openDoor(context, {
    passage: async () => {
      await new Promise<void>((resolve) => release.push(resolve))
      return delivered
    },
  })
  const idle = await door.greeted()
  const sending = await door.greeted()
  await startMail(sending)
  sending.send('half of it')
  const judged = await door.greeted()
  await startMail(judged)
  judged.send('all of it\r\n.\r\nNOOP\r\n')
  await pause(50)

  let closed = false
  const closing = door.listener.close().then(() => {
    closed = true
    return closed
  })
  await idle.expect(/^421 4\.3\.2/)
  await idle.closed()
  idle.end()
  await assert.rejects(openDialogue({ port: door.listener.port }))

  sending.send('\r\n.\r\n')
  await pause(50)
  assert.equal(release.length, 2)
  for (const go of release) go()
  for (const dialogue of [sending, judged]) {
    await dialogue.expect(/^250 2\.0\.0 Delivered/)
    await dialogue.expect(/^421 4\.3\.2/)
    await dialogue.closed()
    assert.equal(closed, false)
  }
  sending.end()
  judged.end()
  assert.equal(await closing, true)
  assert.equal(door.mails.length, 2)
})

test('who has said QUIT holds no place any more, whether he closes his end or not', async (context) => {
  const door = await openDoor(context, { limits: { connections: 1 } })
  const first = await door.greeted()
  await first.askFor('QUIT', /^221 /)
  await first.closed()
  const second = await door.greeted()
  second.end()
  first.end()
})

test('connections still open after the grace are cut', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await startMail(dialogue)
  await door.listener.close(0.1)
  await assert.rejects(dialogue.line(), /closed/)
  assert.equal(door.mails.length, 0)
})

test('a client that vanishes while its mail is judged disturbs nobody, and closing waits for the mail', async (context) => {
  const release: (() => void)[] = []
  const door = await openDoor(context, {
    passage: async () => {
      await new Promise<void>((resolve) => release.push(resolve))
      return delivered
    },
  })
  const dialogue = await door.greeted()
  await startMail(dialogue)
  dialogue.send('x\r\n.\r\n')
  await pause(50)
  dialogue.socket().resetAndDestroy()
  await pause(50)
  let closed = false
  const closing = door.listener.close().then(() => {
    closed = true
    return closed
  })
  await pause(50)
  assert.equal(closed, false)
  release[0]?.()
  await closing
  assert.equal(door.mails.length, 1)
})

test('a client that vanishes in the middle of content leaves no mail', async (context) => {
  const door = await openDoor(context, { limits: { memory: 1_000 } })
  for (const text of ['short', 'x'.repeat(100_000)]) {
    const dialogue = await door.greeted()
    await startMail(dialogue)
    dialogue.send(text)
    await pause(30)
    dialogue.socket().resetAndDestroy()
  }
  const half = await door.greeted()
  await startMail(half)
  half.send('half\r\n.')
  half.end()
  await half.closed()
  const next = await door.greeted()
  await startMail(next)
  await next.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails.length, 1)
})

test('a client that sends FIN behind its commands still gets every answer', async (context) => {
  const door = await openDoor(context, {
    passage: async () => {
      await pause(50)
      return delivered
    },
  })
  const dialogue = await door.greeted()
  dialogue.send('MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\nx\r\n.\r\nNOOP\r\n')
  dialogue.end()
  for (const reply of [/^250 2\.1\.0/, /^250 2\.1\.5/, /^354/, /Delivered/, /^250 2\.0\.0 Ok/])
    await dialogue.expect(reply)
  await dialogue.closed()
})

test('a port that is taken is named with a remedy', async (context) => {
  const door = await openDoor(context)
  await assert.rejects(openDoor(context, { listener: { port: door.listener.port } }), {
    name: 'ListenerError',
    message: `Listener main: cannot listen on 127.0.0.1 port ${door.listener.port}: another program uses this port. Stop it, or choose another port.`,
  })
})

test('a faulty entry of clients is named', async () => {
  await assert.rejects(
    startListener(
      listenerSettings({ clients: ['10.0.0.0/8', 'mail.a.example'] }),
      async () => delivered,
      createReception(receptionSettings()),
    ),
    /"mail\.a\.example" in clients is neither an IP address nor a network/,
  )
})
