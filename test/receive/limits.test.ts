import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startListener } from '../../src/receive/listener.ts'
import { createMailRate } from '../../src/receive/mail-rate.ts'
import { createReception } from '../../src/receive/reception.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { delivered, listenerSettings, openDoor, receptionSettings, startMail } from './door.ts'

test('connections over the limit of one client or of all get 421, over all listeners together', async (context) => {
  const reception = createReception(
    receptionSettings({ limits: { connections: 3, connectionsPerClient: 2 } }),
  )
  const open = async (name: string): Promise<number> => {
    const listener = await startListener(
      listenerSettings({ name, clients: [] }),
      async () => delivered,
      reception,
    )
    context.after(() => listener.close(0))
    return listener.port
  }
  const ports = [await open('one'), await open('two')]
  const connect = (index: number, localAddress: string): ReturnType<typeof openDialogue> =>
    openDialogue({ port: ports[index] ?? 0, localAddress })

  const first = await connect(0, '127.0.0.1')
  await first.expect(/^220 /)
  const second = await connect(1, '127.0.0.1')
  await second.expect(/^220 /)
  const third = await connect(1, '127.0.0.1')
  await third.expect(/^421 4\.7\.0 .*Too many connections/)
  await third.closed()
  const other = await connect(0, '127.0.0.2')
  await other.expect(/^220 /)
  const fifth = await connect(0, '127.0.0.3')
  await fifth.expect(/^421 4\.7\.0/)

  await first.askFor('QUIT', /^221 /)
  await first.closed()
  first.end()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const sixth = await connect(0, '127.0.0.1')
  await sixth.expect(/^220 /)
  for (const dialogue of [second, other, sixth]) dialogue.destroy()
})

test('recipients over the limit get 452 and the mail goes to the others', async (context) => {
  const door = await openDoor(context, { limits: { recipients: 2, mistakes: 3 } })
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  for (const name of ['b', 'c']) await dialogue.askFor(`RCPT TO:<${name}@b.example>`, /^250 /)
  for (const name of ['d', 'e', 'f', 'g'])
    await dialogue.askFor(`RCPT TO:<${name}@b.example>`, /^452 4\.5\.3/)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('.', /^250 /)
  assert.equal(door.mails[0]?.envelope.recipients.length, 2)
})

test('a client that says nothing gets 421 at the deadline of the greeting', async (context) => {
  const door = await openDoor(context, { deadlines: { greeting: 0.3 } })
  const started = performance.now()
  const dialogue = await door.dialogue()
  await dialogue.expect(/^421 4\.4\.2/)
  await dialogue.closed()
  assert.ok(performance.now() - started >= 290)
  assert.deepEqual(
    door.events.map(({ kind, detail }) => [kind, detail]),
    [['timed-out', 'commands']],
  )
})

test('single bytes do not stretch the deadline of a command', async (context) => {
  const door = await openDoor(context, { deadlines: { command: 0.3 } })
  const dialogue = await door.greeted()
  const drip = setInterval(() => {
    dialogue.send('N')
  }, 30)
  const started = performance.now()
  await dialogue.expect(/^421 4\.4\.2/)
  clearInterval(drip)
  assert.ok(performance.now() - started < 2_000)
})

test('every command starts the deadline anew', async (context) => {
  const door = await openDoor(context, { deadlines: { command: 0.4 } })
  const dialogue = await door.greeted()
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    await dialogue.askFor('NOOP', /^250 /)
  }
})

test('single bytes do not stretch the deadline of content', async (context) => {
  const door = await openDoor(context, { deadlines: { content: 0.3 } })
  const dialogue = await door.greeted()
  await startMail(dialogue)
  const drip = setInterval(() => {
    dialogue.send('x\r\n')
  }, 30)
  await dialogue.expect(/^421 4\.4\.2/)
  clearInterval(drip)
  assert.equal(door.mails.length, 0)
  assert.equal(door.events[0]?.detail, 'content')
})

test('no deadline runs while the passage has the mail', async (context) => {
  const door = await openDoor(context, {
    deadlines: { command: 0.1, content: 0.1, greeting: 0.1 },
    passage: async () => {
      await new Promise((resolve) => setTimeout(resolve, 600))
      return delivered
    },
  })
  const dialogue = await door.greeted()
  await dialogue.ask('MAIL FROM:<a@a.example>')
  dialogue.send('RCPT TO:<b@b.example>\r\nDATA\r\nx\r\n.\r\n')
  await dialogue.expect(/^250 2\.1\.5/)
  await dialogue.expect(/^354 /)
  await dialogue.expect(/^250 2\.0\.0 Delivered/)
})

test('mails over the limit of one client in a minute get 450 at MAIL, those of others do not', async (context) => {
  const door = await openDoor(context, { limits: { mailsPerClient: 2 } })
  const dialogue = await door.greeted()
  for (let mail = 0; mail < 2; mail += 1) {
    await startMail(dialogue)
    await dialogue.askFor('x\r\n.', /^250 /)
  }
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^450 4\.7\.1/)
  const other = await openDialogue({ port: door.listener.port, localAddress: '127.0.0.2' })
  await other.expect(/^220 /)
  await other.askFor('EHLO x', /^250/)
  await other.askFor('MAIL FROM:<a@a.example>', /^250 /)
  assert.deepEqual(
    door.events.map(({ kind }) => kind),
    ['too-many-mails'],
  )
})

test('the budget of mails comes back over the minute, and never exceeds the limit', () => {
  let now = 0
  const rate = createMailRate(() => now)
  const burst = (): number => {
    let mails = 0
    while (rate.take('192.0.2.7', 6)) mails += 1
    return mails
  }
  assert.equal(burst(), 6)
  now = 10_000
  assert.equal(burst(), 1)
  now = 1_000_000
  assert.equal(burst(), 6)
  assert.equal(rate.take('192.0.2.7', undefined), true)
})

test('without room DATA gets 452, and the same mail is taken once there is room again', async (context) => {
  let isRoom = false
  const door = await openDoor(context, { hasRoom: () => isRoom })
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^250 /)
  await dialogue.askFor('DATA', /^452 4\.3\.1/)
  isRoom = true
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails.length, 1)
})
