import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ContentIntake } from '../../src/receive/content-intake.ts'
import { createMemoryBudget } from '../../src/receive/memory-budget.ts'
import { TemporaryFile } from '../../src/receive/temporary-file.ts'
import { openDoor, startMail } from './door.ts'
import { wireOf } from './wire.ts'

const body = `Subject: x\r\n\r\n${`${'y'.repeat(70)}\r\n`.repeat(40_000)}`

function isThere(id: string): boolean {
  return readdirSync(tmpdir()).some((name) => name.includes(id))
}

test('a mail over the memory limit goes through a file that goes with it, byte for byte', async (context) => {
  const ids: string[] = []
  const door = await openDoor(context, {
    passage: async ({ id, content }) => {
      ids.push(id)
      assert.ok(content.wire.kind === 'file' && content.wire.path?.includes(id) && isThere(id))
      return { code: 250, enhanced: '2.0.0', lines: ['Delivered'] }
    },
  })
  const dialogue = await door.greeted()
  for (let round = 0; round < 3; round += 1) {
    await startMail(dialogue)
    dialogue.send(`${body}.\r\nNOOP\r\n`)
    await dialogue.expect(/^250 2\.0\.0 Delivered/)
    await dialogue.expect(/^250 2\.0\.0 Ok/)
  }
  for (const mail of door.mails) {
    assert.equal(mail.content.wire.kind, 'file')
    assert.equal(mail.wire.toString(), body)
    assert.equal(mail.content.header.toString(), 'Subject: x\r\n\r\n')
  }
  assert.equal(ids.length, 3)
  for (let tries = 0; ids.some(isThere) && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.deepEqual(ids.filter(isThere), [])
})

test('a client is let go on when the disk falls behind in the middle of a write', async () => {
  let goOn: (() => void) | undefined
  const drained = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const file = new TemporaryFile(tmpdir(), `sekisho-test-${process.pid}`, () => goOn?.())
  file.append([Buffer.alloc(200_000)])
  while (!file.behind) {
    await new Promise((resolve) => setImmediate(resolve))
    file.append([Buffer.alloc(70_000)])
  }
  await drained
  assert.equal(file.behind, false)
  file.close()
})

test('mails of any size go to files once the memory of all is used up', () => {
  const memory = createMemoryBudget()
  const limits = { messageSize: 10_000, memory: 5_000, memoryTotal: 1_000, headerSize: 1_000 }
  const take = (name: string): ContentIntake => {
    const intake = new ContentIntake({ limits, memory, folder: tmpdir() }, name, () => {})
    intake.take(Buffer.from(`Subject: x\r\n\r\n${'y'.repeat(580)}\r\n.\r\n`))
    return intake
  }
  const first = take('test-1').finish()
  assert.ok(!(first instanceof Promise) && first.kind === 'content')
  assert.equal(first.content.wire.kind, 'memory')
  const second = take('test-2')
  const spilled = second.finish()
  assert.ok(spilled instanceof Promise)
  second.abandon()
  first.content.dispose()
  first.content.dispose()
  const third = take('test-3').finish()
  assert.ok(!(third instanceof Promise), 'the memory was given back once')
  assert.ok(take('test-4').finish() instanceof Promise)
})

test('a folder for temporary files that is gone is a 452, and the next mail is taken', async (context) => {
  const folder = join(tmpdir(), `sekisho-none-${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  const intake = new ContentIntake(
    {
      limits: { messageSize: 100_000, memory: 10, memoryTotal: 1_000, headerSize: 1_000 },
      memory: createMemoryBudget(),
      folder,
    },
    'test',
    () => {},
  )
  intake.take(Buffer.from('Subject: x\r\n\r\nlong enough\r\n'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(intake.take(Buffer.from('more\r\n.\r\n')), 9)
  const intaken = await intake.finish()
  assert.equal(intaken.kind, 'no-storage')

  const kept = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  const door = await openDoor(context)
  if (kept === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = kept
  const dialogue = await door.greeted()
  await startMail(dialogue)
  dialogue.send(`${body}.\r\n`)
  await dialogue.expect(/^452 4\.3\.1/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.events[0]?.kind, 'no-storage')
  assert.equal(door.mails.length, 1)
})

test('a mail over the size limit is read to its end, then refused, and nothing is kept', async (context) => {
  const door = await openDoor(context, { limits: { messageSize: 1_000 } })
  const dialogue = await door.greeted()
  assert.match(await dialogue.ask('EHLO client.example'), /250-SIZE 1000\n/)
  const content = `Subject: x\r\n\r\n${'y'.repeat(1_000 - 16)}\r\n`
  await startMail(dialogue)
  dialogue.send(`${content}.\r\n`)
  await dialogue.expect(/^250 2\.0\.0 Delivered/)
  await startMail(dialogue)
  dialogue.send(`y${content}.\r\nNOOP\r\n`)
  await dialogue.expect(/^552 5\.3\.4/)
  await dialogue.expect(/^250 2\.0\.0 Ok/)
  await startMail(dialogue)
  dialogue.send(`${'y'.repeat(3_000_000)}\r\n.\r\n`)
  await dialogue.expect(/^552 5\.3\.4/)
  assert.equal(door.mails.length, 1)
  assert.deepEqual(
    door.events.map(({ kind }) => kind),
    ['too-large', 'too-large'],
  )
})

test('a header section over its limit is refused at the end', async (context) => {
  const door = await openDoor(context, { limits: { headerSize: 100 } })
  const dialogue = await door.greeted()
  const attempt = async (content: string, answer: RegExp): Promise<void> => {
    await startMail(dialogue)
    dialogue.send(`${content}.\r\n`)
    await dialogue.expect(answer)
  }
  await attempt(`X: ${'x'.repeat(93)}\r\n\r\nbody\r\n`, /^250 /)
  await attempt(`X: ${'x'.repeat(94)}\r\n\r\nbody\r\n`, /^554 5\.6\.0/)
  await attempt(`X: ${'x'.repeat(95)}\r\n`, /^250 /)
  await attempt(`X: ${'x'.repeat(96)}\r\n`, /^554 5\.6\.0/)
  await attempt(`${'X: x\r\n'.repeat(100_000)}\r\nbody\r\n`, /^554 5\.6\.0/)
  assert.equal(door.mails.length, 2)
})

test('a header that comes in single bytes is kept whole', () => {
  const intake = new ContentIntake(
    {
      limits: { messageSize: 100_000, memory: 100_000, memoryTotal: 100_000, headerSize: 100_000 },
      memory: createMemoryBudget(),
      folder: tmpdir(),
    },
    'test',
    () => {},
  )
  const content = `Subject: x\r\n..odd: 1\r\nX: ${'x'.repeat(20_000)}\r\n\r\nbody\r\n`
  let end = -1
  for (const byte of Buffer.from(`${content}.\r\n`)) end = intake.take(Buffer.from([byte]))
  assert.equal(end, 1)
  const intaken = intake.finish()
  assert.ok(!(intaken instanceof Promise) && intaken.kind === 'content')
  assert.equal(wireOf(intaken.content).toString(), content)
  assert.equal(intaken.content.header.toString(), content.slice(0, -6).replace('..odd', '.odd'))
})
