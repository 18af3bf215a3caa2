import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { openDoor, startMail } from './door.ts'

test('a whole group in one packet is answered in order, in one packet', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  const packets: string[] = []
  dialogue.socket().on('data', (chunk: Buffer) => packets.push(chunk.toString()))
  dialogue.send(
    'MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nRCPT TO:<bad>\r\nRCPT TO:<c@b.example>\r\nDATA\r\n',
  )
  for (const code of [/^250 2\.1\.0/, /^250 2\.1\.5/, /^501 5\.1\.3/, /^250 2\.1\.5/, /^354 /])
    await dialogue.expect(code)
  assert.equal(packets.length, 1)
})

test('what stands behind the final dot waits for the answer to the mail', async (context) => {
  const release: (() => void)[] = []
  const door = await openDoor(context, {
    passage: async () => {
      await new Promise<void>((resolve) => release.push(resolve))
      return { code: 250, enhanced: '2.0.0', lines: ['At last'] }
    },
  })
  const dialogue = await door.greeted()
  await startMail(dialogue)
  const mail = 'MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n'
  dialogue.send(`one\r\n.\r\nNOOP\r\n${mail}two\r\n.\r\nQUIT\r\n`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(release.length, 1)
  release[0]?.()
  for (const reply of [/At last/, /^250 2\.0\.0 Ok/, /^250 2\.1\.0/, /^250 2\.1\.5/, /^354/])
    await dialogue.expect(reply)
  assert.equal(release.length, 2)
  release[1]?.()
  await dialogue.expect(/At last/)
  await dialogue.expect(/^221 /)
  await dialogue.closed()
  assert.deepEqual(
    door.mails.map(({ wire }) => wire.toString()),
    ['one\r\n', 'two\r\n'],
  )
})

test('a client that floods while its mail is judged is held back, not buffered', async (context) => {
  const release: (() => void)[] = []
  const door = await openDoor(context, {
    passage: async () => {
      await new Promise<void>((resolve) => release.push(resolve))
      return { code: 250, enhanced: '2.0.0', lines: ['At last'] }
    },
  })
  const dialogue = await door.greeted()
  await startMail(dialogue)
  dialogue.send('one\r\n.\r\n')
  const flood = Buffer.from('NOOP\r\n'.repeat(2_000_000))
  dialogue.send(flood)
  await new Promise((resolve) => setTimeout(resolve, 200))
  // What has left the client is in the sockets' buffers or with us; all of it would be 12 MB.
  assert.ok(dialogue.socket().writableLength > 3_000_000, `${dialogue.socket().writableLength}`)
  dialogue.destroy()
  release[0]?.()
})

test('a client that reads no replies is held back, not buffered', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  dialogue.socket().pause()
  dialogue.send(Buffer.from('NOOP\r\n'.repeat(2_000_000)))
  await new Promise((resolve) => setTimeout(resolve, 500))
  assert.ok(dialogue.socket().writableLength > 3_000_000, `${dialogue.socket().writableLength}`)
  dialogue.destroy()
})

test('a conversation cut into any packets has the same replies and the same mails', async (context) => {
  const door = await openDoor(context, { limits: { commandLine: 64, mistakes: 50 } })
  const talk =
    'NOOP\r\nMAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n' +
    'Subject: x\r\n\r\n..dots\r\n.x\r\r\n.\r\r\n.\n\0\r\n.\r\n' +
    `NOOP ${'x'.repeat(100)}\r\nMAIL FROM:<>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n.\r\nRSET\r\nQUIT\r\n`
  const run = async (cuts: readonly number[]): Promise<readonly string[]> => {
    const before = door.mails.length
    const dialogue = await door.greeted()
    const edges = [0, ...cuts.toSorted((a, b) => a - b), talk.length]
    for (let index = 1; index < edges.length; index += 1) {
      dialogue.send(talk.slice(edges[index - 1], edges[index]))
      await new Promise((resolve) => setImmediate(resolve))
    }
    const seen: string[] = []
    while (!seen.at(-1)?.startsWith('221')) seen.push(await dialogue.reply())
    await dialogue.closed()
    for (const { content, envelope, wire } of door.mails.slice(before))
      seen.push(
        JSON.stringify([envelope, wire.toString('latin1'), content.header.toString(), content.lineFaults]),
      )
    return seen
  }
  const whole = await run([])
  assert.equal(whole.length, 14)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: talk.length - 1 }), { maxLength: 30 }),
      async (cuts) => {
        assert.deepEqual(await run(cuts), whole)
      },
    ),
    { numRuns: 60 },
  )
})
