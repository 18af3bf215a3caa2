import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { openDialogue } from '../peers/dialogue.ts'
import { openDoor, startMail } from './door.ts'

test('a bare LF or CR in a command is refused and ends the connection', async (context) => {
  const door = await openDoor(context)
  for (const bytes of [
    'NOOP\n',
    'NOOP\nNOOP\r\n',
    'NOOP\rNOOP\r\n',
    'NOOP\r\r\n',
    '\n',
    'MAIL FROM:<a@a.example>\n',
  ]) {
    const dialogue = await door.greeted()
    dialogue.send(bytes)
    await dialogue.expect(/^500 5\.5\.2 Lines end in CRLF/)
    await dialogue.closed()
  }
  assert.ok(door.events.every(({ kind }) => kind === 'line-end'))
})

test('CRLF split over packets ends a command', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  for (const bytes of ['NO', 'OP\r', '\nNOOP', '\r\n']) {
    dialogue.send(bytes)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await dialogue.expect(/^250 /)
  await dialogue.expect(/^250 /)
})

test('NUL, other controls and bytes beyond ASCII in commands are refused', async (context) => {
  const door = await openDoor(context, { limits: { mistakes: 100 } })
  const dialogue = await door.greeted()
  for (const command of [
    'NOOP \0',
    'NO\0OP',
    'NOOP\t',
    'EHLO \x7f',
    'EHLO 佐藤',
    'VRFY 佐藤',
    'NOOP 佐藤',
    'MAIL FROM:<a\0@a.example>',
    'MAIL FROM:<a\0@a.example> SMTPUTF8',
    'MAIL FROM:<a@a.example\u0085> SMTPUTF8',
  ])
    await dialogue.askFor(command, /^500 5\.5\.2/)
  // Shift_JIS is not UTF-8.
  dialogue.send(
    Buffer.from([...Buffer.from('MAIL FROM:<'), 0x8d, 0xb2, ...Buffer.from('@a.example> SMTPUTF8\r\n')]),
  )
  await dialogue.expect(/^500 5\.5\.2/)
  await dialogue.askFor('NOOP', /^250 /)
})

test('a line that is too long is thrown away and the connection stays', async (context) => {
  const door = await openDoor(context, { limits: { commandLine: 512 } })
  const dialogue = await door.greeted()
  dialogue.send(`NOOP ${'x'.repeat(505)}\r\n`)
  await dialogue.expect(/^250 /)
  dialogue.send(`NOOP ${'x'.repeat(506)}\r\n`)
  await dialogue.expect(/^500 5\.5\.2 Line too long/)
  for (let packet = 0; packet < 50; packet += 1) dialogue.send('x'.repeat(10_000))
  dialogue.send('\r')
  await new Promise((resolve) => setTimeout(resolve, 20))
  dialogue.send('\nNOOP\r\n')
  await dialogue.expect(/^500 5\.5\.2 Line too long/)
  await dialogue.expect(/^250 /)
  dialogue.send(`${'x'.repeat(600)}\nNOOP\r\n`)
  await dialogue.expect(/^500 5\.5\.2 Lines end in CRLF/)
  await dialogue.closed()
})

test('who speaks before the greeting is turned away', async (context) => {
  const door = await openDoor(context)
  const talker = spawn('bash', [
    '-c',
    `exec 3<>/dev/tcp/127.0.0.1/${door.listener.port}; printf 'EHLO early.example\\r\\n' >&3; timeout 5 cat <&3`,
  ])
  let heard = ''
  talker.stdout.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  // The event loop stands still, so the bytes are there before the connection is taken.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700)
  await once(talker, 'close')
  assert.match(heard, /^554 5\.5\.1 You spoke before the greeting\r\n$/)
  assert.equal(door.events[0]?.kind, 'early-talker')
})

test('a client that waits for the greeting gets it at once', async (context) => {
  const door = await openDoor(context)
  const started = performance.now()
  await door.dialogue()
  assert.ok(performance.now() - started < 1_000)
})

test('HTTP is shown the door', async (context) => {
  const door = await openDoor(context)
  for (const line of ['POST / HTTP/1.1', 'GET / HTTP/1.0', 'CONNECT mail.example:25 HTTP/1.1']) {
    const dialogue = await door.dialogue()
    dialogue.send(`${line}\r\nHost: x\r\n\r\nMAIL FROM:<a@a.example>\r\n`)
    await dialogue.expect(/^500 5\.5\.1 This is SMTP/)
    await dialogue.closed()
  }
})

test('too many mistakes end the session, a mail that passed forgives them', async (context) => {
  const door = await openDoor(context, { limits: { mistakes: 3 } })
  const dialogue = await door.greeted()
  for (let round = 0; round < 3; round += 1) {
    await dialogue.askFor('XYZZY', /^500 /)
    await dialogue.askFor('XYZZY', /^500 /)
    await startMail(dialogue)
    await dialogue.askFor('.', /^250 /)
  }
  dialogue.send('XYZZY\r\nXYZZY\r\nXYZZY\r\nNOOP\r\n')
  await dialogue.expect(/^500 /)
  await dialogue.expect(/^500 /)
  await dialogue.expect(/^500 /)
  await dialogue.expect(/^421 4\.7\.0 .*faulty/)
  await dialogue.closed()
})

test('bytes behind QUIT are not looked at', async (context) => {
  const door = await openDoor(context)
  const dialogue = await openDialogue({ port: door.listener.port })
  await dialogue.expect(/^220 /)
  dialogue.send('QUIT\r\nNOOP\r\n')
  await dialogue.expect(/^221 /)
  await dialogue.closed()
})
