import assert from 'node:assert/strict'
import {
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import type { NewMail, Spool } from '../../src/store/spool.ts'

import { busy, mail, octetsOf, opened, temporaryFolder, textOf } from './spool-mails.ts'

const outcome = { kind: 'failed', lastReply: busy } as const

async function settle(spool: Spool, id: string): Promise<void> {
  await spool.commit({ settle: [{ id, recipients: [{ index: 0, outcome }] }] })
  // Files are cleared away behind the answer: another question comes after that.
  await spool.statistics()
}

/** The one file in `bodies/`. */
function bodyIn(folder: string): string {
  const [name = '', ...others] = readdirSync(join(folder, 'bodies'))
  assert.deepEqual(others, [])
  return join(folder, 'bodies', name)
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('a file of a larger content', () => {
  for (const { what, octets } of [
    { what: 'shorter', octets: 270_000 },
    { what: 'as long', octets: 300_000 },
    { what: 'longer', octets: 400_000 },
  ]) {
    it(`is written over by the next that is ${what}, and holds that alone`, async (test) => {
      const folder = temporaryFolder(test)
      const { spool } = await opened(test, folder)
      await spool.commit({ accept: [mail('first', {}, 300_000)] })
      const { ino } = statSync(bodyIn(folder))
      await settle(spool, 'first')
      assert.deepEqual(readdirSync(join(folder, 'bodies')), [])
      await turn()
      await spool.commit({ accept: [mail('second', {}, octets)] })
      assert.equal(statSync(bodyIn(folder)).ino, ino)
      assert.ok(readFileSync(bodyIn(folder)).equals(textOf('second', octets)))
      assert.ok((await octetsOf(spool, 'second')).equals(textOf('second', octets)))
      assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
    })
  }

  it('is not written over while somebody reads it, though its mail is gone', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('read', {}, 300_000)] })
    const reading = await spool.read('read')
    assert.ok(reading.kind === 'content' && reading.content.wire.kind === 'file')
    await spool.drop(['read'])
    await spool.statistics()
    await turn()
    await spool.commit({ accept: [mail('next', {}, 300_000), mail('after', {}, 300_000)] })
    const seen = Buffer.alloc(300_000)
    readSync(reading.content.wire.descriptor, seen, 0, seen.length, 0)
    reading.content.dispose()
    assert.ok(seen.equals(textOf('read', 300_000)))
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
  })

  it('is written over once the last who read it is done', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('read', {}, 300_000)] })
    const { ino } = statSync(bodyIn(folder))
    for (let times = 0; times < 2; times += 1) {
      const reading = await spool.read('read')
      assert.ok(reading.kind === 'content')
      reading.content.dispose()
      reading.content.dispose()
    }
    await settle(spool, 'read')
    await turn()
    await spool.commit({ accept: [mail('next', {}, 300_000)] })
    assert.equal(statSync(bodyIn(folder)).ino, ino)
  })

  it('is not written over where it has a second name', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('kept', {}, 300_000)] })
    const copy = join(folder, 'copy')
    linkSync(bodyIn(folder), copy)
    await settle(spool, 'kept')
    await turn()
    await spool.commit({ accept: [mail('next', {}, 300_000)] })
    assert.ok(readFileSync(copy).equals(textOf('kept', 300_000)))
  })

  it('is not written over where it was damaged: what is left of the mail stays in corrupt/', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('hurt', {}, 300_000)] })
    truncateSync(bodyIn(folder), 200_000)
    assert.equal((await spool.read('hurt')).kind, 'corrupt')
    await spool.drop(['hurt'])
    await spool.statistics()
    await turn()
    await spool.commit({ accept: [mail('next', {}, 300_000)] })
    const [aside = ''] = readdirSync(join(folder, 'corrupt'))
    const left = readFileSync(join(folder, 'corrupt', aside))
    assert.ok(left.equals(textOf('hurt', 300_000).subarray(0, 200_000)))
  })

  it('is one of a few: no more are kept for later, and none after the end', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const ids = Array.from({ length: 40 }, (_, index) => `m${index}`)
    await Promise.all(ids.map(async (id) => await spool.commit({ accept: [mail(id, {}, 300_000)] })))
    await spool.drop(ids)
    await spool.commit({ accept: [mail('small')] })
    await spool.statistics()
    assert.ok(readdirSync(join(folder, 'incoming')).length <= 16)
    assert.deepEqual(readdirSync(join(folder, 'bodies')), [])
    await turn()
    await spool.close()
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
  })
})

describe('a mail that came in through a temporary file', () => {
  const octets = 3_000_000

  function received(
    folder: string,
    id: string,
  ): { readonly path: string; readonly content: NewMail['content'] } {
    const path = join(folder, 'incoming', `received-${id}`)
    writeFileSync(path, textOf(id, octets))
    const descriptor = openSync(path, 'r+')
    return { path, content: { wire: { kind: 'file', descriptor, path }, size: octets, dotted: false } }
  }

  it('is kept in that file: its octets are written once', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const { path, content } = received(folder, 'm')
    await spool.commit({ accept: [mail('m', { content })] })
    assert.equal(statSync(bodyIn(folder)).ino, statSync(path).ino)
    rmSync(path)
    assert.ok((await octetsOf(spool, 'm')).equals(textOf('m', octets)))
    await settle(spool, 'm')
    assert.deepEqual(readdirSync(join(folder, 'bodies')), [])
  })

  it('is copied where that file has no name on the same disk any more', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const { path, content } = received(folder, 'm')
    rmSync(path)
    await spool.commit({ accept: [mail('m', { content })] })
    assert.ok((await octetsOf(spool, 'm')).equals(textOf('m', octets)))
  })

  it('leaves its file as it is to whoever still has it, when it is settled meanwhile', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const path = join(folder, 'incoming', 'received')
    writeFileSync(path, textOf('m', 1_500_000))
    const descriptor = openSync(path, 'r+')
    const content = { wire: { kind: 'file', descriptor, path }, size: 1_500_000, dotted: false } as const
    await spool.commit({ accept: [mail('m', { content })] })
    await settle(spool, 'm')
    await turn()
    await spool.commit({ accept: [mail('next', {}, 1_500_000)] })
    assert.ok(readFileSync(path).equals(textOf('m', 1_500_000)))
  })
})
