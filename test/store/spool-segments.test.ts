import assert from 'node:assert/strict'
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import { checkSpool } from '../../src/store/spool-check.ts'
import { createReadings } from '../../src/store/spool-readings.ts'
import { originIn, segmentHeader, segmentHeaderSize } from '../../src/store/spool-segment-header.ts'
import { createSegments } from '../../src/store/spool-segments.ts'
import { runIn } from '../../src/store/spool-sweep.ts'
import type { Spool } from '../../src/store/spool.ts'

import { busy, mail, octetsOf, opened, temporaryFolder, textOf } from './spool-mails.ts'

const outcome = { kind: 'failed', lastReply: busy } as const

async function settle(spool: Spool, ...ids: readonly string[]): Promise<void> {
  await spool.commit({ settle: ids.map((id) => ({ id, recipients: [{ index: 0, outcome }] })) })
  // What is free is said behind the answer: another question comes after that.
  await spool.statistics()
}

function segmentsIn(folder: string): readonly string[] {
  return readdirSync(join(folder, 'segments')).map((name) => join(folder, 'segments', name))
}

function theOnly(paths: readonly string[]): string {
  assert.equal(paths.length, 1)
  return paths[0] ?? ''
}

describe('a segment that has lost its last mail', () => {
  for (const { what, octets } of [
    { what: 'shorter', octets: 500 },
    { what: 'as long', octets: 4_000 },
    { what: 'longer', octets: 200_000 },
  ]) {
    it(`is written over in its place by a group that is ${what}`, async (test) => {
      const folder = temporaryFolder(test)
      const { spool } = await opened(test, folder)
      await spool.commit({ accept: [mail('first', {}, 4_000)] })
      const segment = theOnly(segmentsIn(folder))
      const { ino } = statSync(segment)
      await settle(spool, 'first')
      await spool.commit({ accept: [mail('second', {}, octets)] })
      assert.deepEqual(segmentsIn(folder), [segment])
      assert.equal(statSync(segment).ino, ino)
      assert.ok((await octetsOf(spool, 'second')).equals(textOf('second', octets)))
      await spool.close()
      const { spool: again, events } = await opened(test, folder)
      assert.ok((await octetsOf(again, 'second')).equals(textOf('second', octets)))
      assert.deepEqual(events, [])
    })
  }

  it('is cut where it is much larger than what comes into it', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('large', {}, 250_000)] })
    await settle(spool, 'large')
    await spool.commit({ accept: [mail('small', {}, 500)] })
    assert.ok(statSync(theOnly(segmentsIn(folder))).size < 1_000)
    assert.ok((await octetsOf(spool, 'small')).equals(textOf('small', 500)))
  })

  it('is left alone where it has a second name', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('kept')] })
    const copy = join(folder, 'copy')
    const segment = theOnly(segmentsIn(folder))
    linkSync(segment, copy)
    const octets = readFileSync(segment)
    await settle(spool, 'kept')
    await spool.commit({ accept: [mail('next')] })
    assert.ok(readFileSync(copy).equals(octets))
    assert.ok((await octetsOf(spool, 'next')).equals(textOf('next', 400)))
  })

  it('is no more than missed where somebody has removed it', async (test) => {
    const folder = temporaryFolder(test)
    const { spool, events } = await opened(test, folder)
    await spool.commit({ accept: [mail('first')] })
    await settle(spool, 'first')
    rmSync(theOnly(segmentsIn(folder)))
    await spool.commit({ accept: [mail('next')] })
    assert.ok(readFileSync(theOnly(segmentsIn(folder))).includes(textOf('next', 400)))
    assert.deepEqual(events, [])
  })

  it('is one of a few: no more are kept for later, and none after the end', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const ids = Array.from({ length: 90 }, (_, index) => `m${index}`)
    for (const id of ids) await spool.commit({ accept: [mail(id)] })
    assert.equal(segmentsIn(folder).length, 90)
    await settle(spool, ...ids)
    while (segmentsIn(folder).length > 64) await setTimeout(5)
    await spool.close()
    assert.deepEqual(segmentsIn(folder), [])
  })

  it('is not written over while somebody reads it', async (test) => {
    const folder = temporaryFolder(test)
    mkdirSync(join(folder, 'segments'))
    mkdirSync(join(folder, 'incoming'))
    const readings = createReadings()
    const segments = createSegments(folder, join(folder, 'incoming'), readings)
    segments.begin({ mark: 'a', run: 'b', lastGroup: 0, lastBodies: 0 })
    const write = async (text: string): Promise<string> => {
      const file = await segments.write([Buffer.from(text)], text.length)
      const path = file.kind === 'over' ? file.name : `segments/${text}`
      if (file.kind === 'segment') renameSync(join(folder, 'incoming', file.name), join(folder, path))
      segments.committed([file], new Map([[file.name, path]]), file.group)
      return path
    }
    const path = await write('first')
    const ends = [readings.begin(path), readings.begin(path)]
    segments.leave(path)
    assert.equal(await write('second'), 'segments/second')
    ends[0]?.()
    ends[0]?.()
    assert.equal(await write('third'), 'segments/third')
    ends[1]?.()
    assert.equal(await write('fourth'), path)
    await segments.close()
  })
})

describe('octets of another mail in the place of a mail, in a segment or in a file of its own,', () => {
  for (const octets of [4_000, 400_000]) {
    it(`are never given for it: of two mails of ${octets} octets each is corrupt, however sound the other's octets are`, async (test) => {
      const folder = temporaryFolder(test)
      const { spool, events } = await opened(test, folder)
      for (const id of ['a', 'b']) await spool.commit({ accept: [mail(id, {}, octets)] })
      const files = ['segments', 'bodies'].flatMap((place) =>
        readdirSync(join(folder, place)).map((name) => join(folder, place, name)),
      )
      const [one, other] = files.map((path) => readFileSync(path))
      assert.ok(one !== undefined && other !== undefined && files.length === 2)
      assert.ok(one.length === other.length && !one.equals(other))
      // In their place, as a segment is written over: the same names, inodes and sizes.
      writeFileSync(files[0] ?? '', other)
      writeFileSync(files[1] ?? '', one)
      for (const id of ['a', 'b']) assert.equal((await spool.read(id)).kind, 'corrupt')
      assert.deepEqual(
        events.map((event) => event.kind === 'corrupt' && event.id),
        ['a', 'b'],
      )
    })
  }
})

describe('a segment that was written over after a backup of the records', () => {
  it('is kept for what it may hold, by a start and by what is counted from then on', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('a')] })
    await settle(spool, 'a')
    const backup = temporaryFolder(test)
    for (const name of ['records.db', 'records.db-wal']) copyFileSync(join(folder, name), join(backup, name))
    for (const id of ['b', 'c', 'd']) {
      await spool.commit({ accept: [mail(id)] })
      await settle(spool, id)
    }
    await spool.commit({ accept: [mail('later')] })
    cpSync(join(folder, 'segments'), join(backup, 'segments'), { recursive: true })

    const first = await opened(test, backup)
    assert.deepEqual(first.events, [{ kind: 'orphans', files: 1 }])
    for (let group = 0; group < 9; group += 1) await first.spool.commit({ accept: [mail(`new-${group}`)] })
    await first.spool.close()
    const second = await opened(test, backup)
    assert.deepEqual(second.events, [{ kind: 'orphans', files: 1 }])
    assert.ok(segmentsIn(backup).some((path) => readFileSync(path).includes(textOf('later', 400))))
  })

  it('is kept in corrupt/ where the old records name it for another mail', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('a')] })
    const backup = temporaryFolder(test)
    for (const name of ['records.db', 'records.db-wal']) copyFileSync(join(folder, name), join(backup, name))
    await settle(spool, 'a')
    await spool.commit({ accept: [mail('later')] })
    cpSync(join(folder, 'segments'), join(backup, 'segments'), { recursive: true })

    const first = await opened(test, backup)
    assert.equal((await first.spool.read('a')).kind, 'corrupt')
    await first.spool.drop(['a'])
    await first.spool.close()
    const [aside = ''] = readdirSync(join(backup, 'corrupt'))
    assert.ok(readFileSync(join(backup, 'corrupt', aside)).includes(textOf('later', 400)))
  })

  it('is kept in corrupt/ where the old records name it for a mail that is sound still', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('gone', {}, 800), mail('last', {}, 900)] })
    await settle(spool, 'gone')
    const backup = temporaryFolder(test)
    for (const name of ['records.db', 'records.db-wal']) copyFileSync(join(folder, name), join(backup, name))
    await settle(spool, 'last')
    await spool.commit({ accept: [mail('later', {}, 700)] })
    cpSync(join(folder, 'segments'), join(backup, 'segments'), { recursive: true })

    const { spool: older, events } = await opened(test, backup)
    assert.deepEqual(events, [{ kind: 'orphans', files: 1 }])
    assert.ok((await octetsOf(older, 'last')).equals(textOf('last', 900)))
    await settle(older, 'last')
    await older.commit({ accept: [mail('next', {}, 800)] })
    await older.close()
    const aside = readdirSync(join(backup, 'corrupt')).map((name) =>
      readFileSync(join(backup, 'corrupt', name)),
    )
    assert.equal(aside.length, 1)
    assert.ok(aside[0]?.includes(textOf('later', 700)))
  })

  it('shows that the records are old: the group next to theirs is not taken for one that nobody was told of', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('a')] })
    const backup = temporaryFolder(test)
    for (const name of ['records.db', 'records.db-wal']) copyFileSync(join(folder, name), join(backup, name))
    await spool.commit({ accept: [mail('next')] })
    await settle(spool, 'a')
    await spool.commit({ accept: [mail('later')] })
    cpSync(join(folder, 'segments'), join(backup, 'segments'), { recursive: true })

    const { events } = await opened(test, backup)
    assert.deepEqual(events, [{ kind: 'orphans', files: 2 }])
    assert.ok(segmentsIn(backup).some((path) => readFileSync(path).includes(textOf('next', 400))))
  })

  it('with a header that cannot be read is kept, too', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('a')] })
    await settle(spool, 'a')
    await spool.commit({ accept: [mail('b')] })
    await spool.close()
    const segment = theOnly(segmentsIn(folder))
    const [mark] = basename(segment).split('-')
    const hurt = `segments/${mark}-1-9.segment`
    writeFileSync(join(folder, hurt), readFileSync(segment).fill(0, 0, 64))
    const checking = await checkSpool(folder)
    assert.ok(checking.kind === 'checked')
    assert.deepEqual(checking.findings.orphans, [hurt])
    const again = await opened(test, folder)
    assert.deepEqual(again.events, [{ kind: 'orphans', files: 1 }])
    assert.ok((await octetsOf(again.spool, 'b')).equals(textOf('b', 400)))
  })
})

/** The folder of a spool whose records are older than its last mail, and in it the file of that mail. */
async function restored(test: Parameters<typeof opened>[0], octets: number): Promise<string> {
  const folder = temporaryFolder(test)
  const { spool } = await opened(test, folder)
  await spool.commit({ accept: [mail('a')] })
  const backup = temporaryFolder(test)
  for (const name of ['records.db', 'records.db-wal']) copyFileSync(join(folder, name), join(backup, name))
  await spool.commit({ accept: [mail('later', {}, octets)] })
  await spool.close()
  for (const name of ['records.db', 'records.db-wal']) {
    rmSync(join(folder, name), { force: true })
    copyFileSync(join(backup, name), join(folder, name))
  }
  return folder
}

describe('a file that is next to what the records know', () => {
  for (const { place, octets } of [
    { place: 'segments', octets: 400 },
    { place: 'bodies', octets: 300_000 },
  ]) {
    it(`is kept in ${place} where it was acknowledged, though nothing else shows that the records are from a backup`, async (test) => {
      const folder = await restored(test, octets)
      const checking = await checkSpool(folder)
      assert.ok(checking.kind === 'checked')
      const { orphans, settled } = checking.findings
      assert.deepEqual(settled, [])
      assert.ok(readFileSync(join(folder, theOnly(orphans))).includes(textOf('later', octets)))
      for (let start = 0; start < 2; start += 1) {
        const { spool, events } = await opened(test, folder)
        assert.deepEqual(events, [{ kind: 'orphans', files: 1 }])
        await spool.commit({ accept: [mail(`new-${start}`, {}, octets)] })
        await spool.close()
      }
      assert.ok(readFileSync(join(folder, theOnly(orphans))).includes(textOf('later', octets)))
    })
  }

  it('is kept where what was acknowledged last is said by a copy, or from before a start of the system', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('a')] })
    await spool.close()
    const segment = theOnly(segmentsIn(folder))
    const origin = originIn(readFileSync(segment).subarray(0, segmentHeaderSize))
    assert.ok(origin !== undefined)
    const next = `segments/${origin.mark}-2-0.segment`
    writeFileSync(join(folder, next), segmentHeader({ ...origin, group: 2 }))
    const note = join(folder, 'acknowledged')
    const said = readFileSync(note, 'latin1')
    const orphans = async (): Promise<readonly string[]> => {
      const checking = await checkSpool(folder)
      return checking.kind === 'checked' ? checking.findings.orphans : []
    }
    assert.deepEqual(await orphans(), [])
    writeFileSync(note, said.replace(/^acknowledged ./, 'acknowledged -'), 'latin1')
    assert.deepEqual(await orphans(), [next])
    writeFileSync(note, said, 'latin1')
    assert.deepEqual(await orphans(), [])
    copyFileSync(note, `${note}.copy`)
    renameSync(`${note}.copy`, note)
    assert.deepEqual(await orphans(), [next])
  })

  it('bears the number of its group, however many mails with files of their own are committed while it is written', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const large = Array.from({ length: 6 }, (_, index) => mail(`large-${index}`, {}, 300_000))
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([
        ...large.map(async (one) => await spool.commit({ accept: [{ ...one, id: `${one.id}-${round}` }] })),
        spool.commit({ accept: [mail(`small-${round}`)] }),
      ])
    }
    await spool.close()
    const groups = segmentsIn(folder).map(
      (path) => originIn(readFileSync(path).subarray(0, segmentHeaderSize))?.group ?? 0,
    )
    const database = new DatabaseSync(join(folder, 'records.db'))
    assert.equal(runIn(database).lastGroup, Math.max(...groups))
    database.close()
    assert.deepEqual(new Set(groups), new Set([1, 2, 3, 4, 5]))
  })
})
