import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, it } from 'node:test'

import { mail, noon, octetsOf, opened, temporaryFolder, textOf, type Opened } from './spool-mails.ts'

/** Milliseconds within which the spool looks again, with some to spare. */
const patience = 4_000

async function isReadyIn({ spool }: Opened, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!spool.isReady && performance.now() < end) await pause(20)
  return spool.isReady
}

describe('records that are removed under a running gate', () => {
  for (const { what, names } of [
    { what: 'the records', names: ['records.db'] },
    { what: 'their log', names: ['records.db-wal'] },
    { what: 'both', names: ['records.db', 'records.db-wal'] },
  ]) {
    it(`${what}: no mail is acknowledged into them, and they are put back with all that was`, async (test) => {
      const folder = temporaryFolder(test)
      const first = await opened(test, folder)
      await first.spool.commit({ accept: [mail('a'), mail('large', {}, 300_000)] })
      await first.spool.due(1, noon)
      for (const name of names) rmSync(join(folder, name))
      await assert.rejects(first.spool.commit({ accept: [mail('b')] }), /removed or replaced/)
      assert.equal(first.spool.isReady, false)
      assert.ok(await isReadyIn(first, patience))
      assert.deepEqual(
        first.events.map(({ kind }) => kind),
        ['failing', 'rescued', 'recovered'],
      )
      await first.spool.commit({ accept: [mail('c')] })
      assert.ok((await octetsOf(first.spool, 'a')).equals(textOf('a', 400)))
      // What is in delivery still is: it does not go out twice.
      assert.deepEqual(
        (await first.spool.due(9, noon)).mails.map(({ id }) => id),
        ['large', 'c'],
      )
      await first.spool.close()

      const { spool, events } = await opened(test, folder)
      assert.deepEqual(
        (await spool.list({}, 9)).map(({ id }) => id),
        ['a', 'c', 'large'],
      )
      assert.ok((await octetsOf(spool, 'large')).equals(textOf('large', 300_000)))
      assert.deepEqual(events, [])
      assert.deepEqual(
        readdirSync(folder).filter((name) => /copy|rescued/.test(name)),
        [],
      )
    })
  }

  it('with the whole folder: mail is taken again, and each that has lost its content is named', async (test) => {
    const folder = join(temporaryFolder(test), 'spool')
    const first = await opened(test, folder)
    await first.spool.commit({ accept: [mail('a'), mail('large', {}, 300_000)] })
    rmSync(folder, { recursive: true })
    await assert.rejects(first.spool.commit({ accept: [mail('b')] }), /removed or replaced|ENOENT/)
    assert.ok(await isReadyIn(first, patience))
    await first.spool.commit({ accept: [mail('c'), mail('d', {}, 300_000)] })
    assert.equal((await first.spool.read('a')).kind, 'corrupt')
    assert.equal((await first.spool.read('large')).kind, 'corrupt')
    await first.spool.close()
    const { spool } = await opened(test, folder)
    assert.deepEqual((await spool.statistics()).mails, { deferred: 2, held: 0, corrupt: 2 })
    assert.ok((await octetsOf(spool, 'd')).equals(textOf('d', 300_000)))
  })

  it('are left alone where they were only moved: nothing is taken until they are back', async (test) => {
    const folder = join(temporaryFolder(test), 'spool')
    const first = await opened(test, folder)
    await first.spool.commit({ accept: [mail('a')] })
    renameSync(folder, `${folder}.away`)
    await assert.rejects(first.spool.commit({ accept: [mail('b')] }), /removed or replaced|ENOENT/)
    assert.equal(await isReadyIn(first, 1_500), false)
    assert.equal(existsSync(folder), false)
    renameSync(`${folder}.away`, folder)
    assert.ok(await isReadyIn(first, patience))
    assert.deepEqual(
      first.events.map(({ kind }) => kind),
      ['failing', 'recovered'],
    )
    assert.ok((await octetsOf(first.spool, 'a')).equals(textOf('a', 400)))
  })

  it('are left alone where others are in their place', async (test) => {
    const other = temporaryFolder(test)
    const { spool } = await opened(test, other)
    await spool.close()
    const folder = temporaryFolder(test)
    const first = await opened(test, folder)
    await first.spool.commit({ accept: [mail('a')] })
    rmSync(join(folder, 'records.db'))
    copyFileSync(join(other, 'records.db'), join(folder, 'records.db'))
    await assert.rejects(first.spool.commit({ accept: [mail('b')] }), /removed or replaced/)
    assert.equal(await isReadyIn(first, 1_500), false)
  })

  it('are taken at a start where the process ended before they were in their place', async (test) => {
    const folder = temporaryFolder(test)
    const first = await opened(test, folder)
    await first.spool.commit({ accept: [mail('a')] })
    await first.spool.close()
    renameSync(join(folder, 'records.db'), join(folder, 'records.db.rescued'))
    const { spool } = await opened(test, folder)
    assert.ok((await octetsOf(spool, 'a')).equals(textOf('a', 400)))
    assert.equal(existsSync(join(folder, 'records.db.rescued')), false)
  })
})
