import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { openSpool } from '../../src/store/open-spool.ts'
import { originIn, segmentHeader, segmentHeaderSize } from '../../src/store/spool-segment-header.ts'
import { checkSpool, repairSpool, type SpoolFindings } from '../../src/store/spool-check.ts'

import { mail, noon, octetsOf, opened, temporaryFolder, textOf } from './spool-mails.ts'

function onlyFileIn(folder: string, place: string): string {
  const [name = ''] = readdirSync(join(folder, place))
  return join(folder, place, name)
}

function flip(path: string, position: number): void {
  const bytes = readFileSync(path)
  bytes[position] = (bytes[position] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

const damages = [
  { what: 'one bit flipped', damage: (path: string) => flip(path, 514), why: /checksum/ },
  { what: 'cut short', damage: (path: string) => truncateSync(path, 664), why: /664 octets, 864 expected/ },
  { what: 'gone', damage: (path: string) => rmSync(path), why: /ENOENT/ },
]

async function findings(folder: string, work = checkSpool): Promise<SpoolFindings> {
  const checking = await work(folder)
  assert.ok(checking.kind === 'checked', JSON.stringify(checking))
  return checking.findings
}

/** Two mails in one segment: `a` in front, `b` behind. */
async function folderOfTwo(test: Parameters<typeof opened>[0]): Promise<string> {
  const folder = temporaryFolder(test)
  const { spool } = await opened(test, folder)
  await spool.commit({ accept: [mail('a'), mail('b')] })
  await spool.close()
  return folder
}

async function problemOf(directory: string): Promise<string> {
  const opening = await openSpool({ directory, report: () => undefined })
  return opening.kind === 'problem' ? opening.problem.kind : 'open'
}

describe('a damaged segment', () => {
  for (const { what, damage, why } of damages) {
    it(`${what}: the mail becomes corrupt when it is read, what is left is kept, the others go on`, async (test) => {
      const folder = await folderOfTwo(test)
      const segment = onlyFileIn(folder, 'segments')
      damage(segment)
      const remains = existsSync(segment) ? readFileSync(segment) : undefined
      const { spool, events } = await opened(test, folder)
      const reading = await spool.read('b')
      assert.ok(reading.kind === 'corrupt')
      assert.match(reading.why, why)
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ['corrupt'],
      )
      assert.equal((await spool.show('b'))?.state, 'corrupt')
      assert.ok((await spool.due(10, noon)).mails.every(({ id }) => id !== 'b'))
      assert.deepEqual(await spool.read('b'), reading)
      if (remains !== undefined) {
        assert.deepEqual(await octetsOf(spool, 'a'), textOf('a', 400))
        assert.deepEqual(await spool.drop(['a', 'b']), ['a', 'b'])
        await spool.close()
        assert.deepEqual(readFileSync(onlyFileIn(folder, 'corrupt')), remains)
        assert.deepEqual(readdirSync(join(folder, 'segments')), [])
      }
    })

    it(`${what}: check names it and changes nothing, repair lays it aside, doing so again finds nothing`, async (test) => {
      const folder = await folderOfTwo(test)
      damage(onlyFileIn(folder, 'segments'))
      const found = await findings(folder)
      assert.ok(found.damaged.some(({ id, why: said }) => id === 'b' && why.test(said)))
      assert.equal(found.corrupt, 0)
      assert.deepEqual(await findings(folder), found)
      assert.deepEqual(await findings(folder, repairSpool), found)
      const after = await findings(folder, repairSpool)
      assert.deepEqual(after.damaged, [])
      assert.equal(after.corrupt, found.damaged.length)
      assert.deepEqual(await findings(folder), after)
    })
  }

  it('is told from a mail that was settled while it was read', async (test) => {
    const folder = await folderOfTwo(test)
    const { spool, events } = await opened(test, folder)
    const readings = Promise.all(Array.from({ length: 20 }, async () => await spool.read('a')))
    await spool.drop(['a', 'b'])
    for (const { kind } of await readings) assert.ok(kind === 'content' || kind === 'gone', kind)
    assert.deepEqual(events, [])
  })
})

describe('files that no record names', () => {
  it('that may be mails are left alone at start, named by check, and kept in corrupt/ by repair', async (test) => {
    const folder = await folderOfTwo(test)
    const foreign = join(folder, 'bodies', 'deadbeef-7-0')
    writeFileSync(foreign, 'a mail of another time')
    const first = await opened(test, folder)
    assert.deepEqual(first.events, [{ kind: 'orphans', files: 1 }])
    await first.spool.close()
    assert.ok(existsSync(foreign))
    assert.deepEqual((await findings(folder)).orphans, ['bodies/deadbeef-7-0'])
    await findings(folder, repairSpool)
    assert.equal(readFileSync(join(folder, 'corrupt', 'deadbeef-7-0'), 'utf8'), 'a mail of another time')
    assert.ok(!existsSync(foreign))
    const { damaged, orphans } = await findings(folder)
    assert.deepEqual({ damaged, orphans }, { damaged: [], orphans: [] })
  })

  it('are kept when the records are lost or older than they are', async (test) => {
    const folder = await folderOfTwo(test)
    const old = readFileSync(join(folder, 'records.db'))
    const next = await opened(test, folder)
    for (const id of ['c', 'd', 'e']) await next.spool.commit({ accept: [mail(id)] })
    await next.spool.close()
    const all = readdirSync(join(folder, 'segments'))
    assert.equal(all.length, 4)
    writeFileSync(join(folder, 'records.db'), old)
    const older = await opened(test, folder)
    assert.deepEqual(older.events, [{ kind: 'orphans', files: 3 }])
    await older.spool.close()
    assert.deepEqual(readdirSync(join(folder, 'segments')), all)
    rmSync(join(folder, 'records.db'))
    const { events } = await opened(test, folder)
    assert.deepEqual(events, [{ kind: 'orphans', files: 4 }])
    assert.deepEqual(readdirSync(join(folder, 'segments')), all)
  })

  it('of a later state are neither written over nor taken for settled by what older records count from then on', async (test) => {
    const folder = await folderOfTwo(test)
    const old = readFileSync(join(folder, 'records.db'))
    const next = await opened(test, folder)
    for (const id of ['c', 'd', 'e']) await next.spool.commit({ accept: [mail(id)] })
    await next.spool.close()
    const path = (name: string): string => join(folder, 'segments', name)
    const all = readdirSync(join(folder, 'segments')).map((name) => ({
      name,
      octets: readFileSync(path(name)),
    }))
    writeFileSync(join(folder, 'records.db'), old)
    const older = await opened(test, folder)
    for (const id of ['f', 'g', 'h', 'i', 'j']) await older.spool.commit({ accept: [mail(id)] })
    await older.spool.close()
    const { events } = await opened(test, folder)
    assert.deepEqual(events, [{ kind: 'orphans', files: 3 }])
    for (const { name, octets } of all) assert.ok(readFileSync(path(name)).equals(octets), name)
  })

  it('of settled mails and of groups that were never acknowledged are taken away at start', async (test) => {
    const folder = await folderOfTwo(test)
    const name = readdirSync(join(folder, 'segments'))[0] ?? ''
    const [mark] = name.split('-')
    const origin = originIn(readFileSync(join(folder, 'segments', name)).subarray(0, segmentHeaderSize))
    assert.ok(origin !== undefined)
    writeFileSync(join(folder, 'segments', `${mark}-0`), 'x')
    writeFileSync(join(folder, 'segments', `${mark}-2.1-0.segment`), segmentHeader({ ...origin, group: 2 }))
    writeFileSync(join(folder, 'bodies', `${mark}-2-0`), 'x')
    writeFileSync(join(folder, 'incoming', 'half'), 'x')
    const { events } = await opened(test, folder)
    assert.deepEqual(events, [])
    assert.deepEqual(readdirSync(join(folder, 'segments')), [name])
    assert.deepEqual(readdirSync(join(folder, 'bodies')), [])
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
  })
})

describe('a spool that cannot be opened', () => {
  it('says that the records are damaged, and leaves them as they are', async (test) => {
    const folder = await folderOfTwo(test)
    const records = join(folder, 'records.db')
    writeFileSync(records, 'this is no database, and has not been one for a long time')
    assert.equal(await problemOf(folder), 'damaged-records')
    assert.equal(readFileSync(records, 'utf8').slice(0, 7), 'this is')
    assert.equal(readdirSync(join(folder, 'segments')).length, 1)
  })

  it('says that a later version wrote it', async (test) => {
    const folder = await folderOfTwo(test)
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(join(folder, 'records.db'))
    database.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '')")
    database.close()
    assert.equal(await problemOf(folder), 'too-new')
  })

  it('says that its folder is none', async (test) => {
    const folder = temporaryFolder(test)
    writeFileSync(join(folder, 'file'), '')
    assert.equal(await problemOf(join(folder, 'file')), 'unusable')
    assert.equal(await problemOf(join(folder, 'file', 'below')), 'unusable')
  })

  it('says that it is in use, while it goes on serving its holder', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    writeFileSync(join(spool.incoming, 'being-received'), 'x')
    assert.equal(await problemOf(folder), 'in-use')
    assert.ok(existsSync(join(spool.incoming, 'being-received')))
    await spool.commit({ accept: [mail('a')] })
  })
})
