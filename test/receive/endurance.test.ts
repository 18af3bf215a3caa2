import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { openDialogue } from '../peers/dialogue.ts'
import { openDoor, startMail } from './door.ts'

test('no bytes whatever hurt the listener or the client beside', async (context) => {
  const door = await openDoor(context, {
    limits: { commandLine: 100, memory: 200, messageSize: 500, headerSize: 100, mistakes: 5 },
  })
  const fragment = fc.oneof(
    fc.constantFrom('EHLO x\r\n', 'MAIL FROM:<a@a.example>\r\n', 'RCPT TO:<b@b.example>\r\n', 'DATA\r\n'),
    fc.constantFrom(
      'DATA\r\n',
      '.\r\n',
      '\r\n.\r\n',
      'RSET\r\n',
      'STARTTLS\r\n',
      'QUIT\r\n',
      '\r\n',
      '\n',
      '\r',
    ),
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => `MAIL FROM:<${text}> SMTPUTF8\r\n`),
  )
  const packets = fc.array(fc.array(fragment, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })
  const witness = await door.greeted()
  await fc.assert(
    fc.asyncProperty(packets, fc.boolean(), async (conversation, inOrder) => {
      const dialogue = await door.dialogue()
      for (const parts of conversation) {
        dialogue.send(parts.join(''))
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (inOrder) dialogue.end()
      else dialogue.socket().resetAndDestroy()
      await startMail(witness)
      await witness.askFor('Subject: x\r\n\r\nx\r\n.', /^250 /)
    }),
    { numRuns: 150 },
  )
  for (const { wire } of door.mails) assert.ok(wire.length === 0 || wire.subarray(-2).toString() === '\r\n')
})

test('running out of file descriptors ends neither the listener nor the sessions inside', async (context) => {
  const script = fileURLToPath(new URL('few-descriptors.ts', import.meta.url))
  const server = spawn('bash', ['-c', `ulimit -n 64; exec "${process.execPath}" "${script}"`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  context.after(() => server.kill())
  const [line] = await once(createInterface(server.stdout), 'line')
  const port = Number(line)

  const inside = await openDialogue({ port })
  await inside.expect(/^220 /)
  const crowd = Array.from({ length: 80 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  // The system closes those for whom there is no descriptor.
  await Promise.race(crowd.map((socket) => once(socket, 'close')))
  await inside.askFor('NOOP', /^250 /)
  for (const socket of crowd) socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const next = await openDialogue({ port })
  await next.expect(/^220 /)
  inside.destroy()
  next.destroy()
})
