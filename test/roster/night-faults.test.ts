import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, appendFile, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { nightPlaces, makeNightPlaces } from '../../src/roster/night-places.ts'
import { DumpChanges, takeDump } from '../../src/roster/take-dump.ts'
import { stepsOf } from '../../src/store/night-runs.ts'
import { activeRoster } from '../../src/store/roster-activations.ts'
import { mountSmallDisk } from '../torture/small-disk.ts'
import { nightCompany, withoutLastRow, type NightCompany } from './night-company.ts'

/** Imports it over a good dump, and gives the step at which it ended with what that says. */
async function outcomeOf(
  company: NightCompany,
  hr: string | Buffer,
): Promise<readonly [string, string, string]> {
  await company.run(await company.dump('good', company.hr))
  const run = await company.run(await company.dump('bad', hr))
  const step = stepsOf(company.desk.database, run.number).at(-1)
  assert.equal(activeRoster(company.desk.database)?.run?.number, 1, 'the last good dump stays in force')
  return [step?.name ?? '', run.state, step?.log.join('\n') ?? '']
}

describe('a dump that is not in order', () => {
  it('half a file: cut within a row, it is a fault at its line', async () => {
    await using company = await nightCompany()
    const [step, state, log] = await outcomeOf(company, company.hr.slice(0, company.hr.length >> 1))
    assert.deepEqual([step, state], ['checked', 'failed'])
    assert.match(log, /hr\.csv:\d+/)
  })

  it('half a file: cut between two rows, the guard keeps it', async () => {
    await using company = await nightCompany()
    const rows = company.hr.split('\n')
    const [step, state, log] = await outcomeOf(company, `${rows.slice(0, rows.length >> 1).join('\n')}\n`)
    assert.deepEqual([step, state], ['guarded', 'stopped'])
    assert.match(log, /people have vanished/)
  })

  it('no row at all', async () => {
    await using company = await nightCompany()
    const header = company.hr.slice(0, company.hr.indexOf('\n') + 1)
    const [step, state, log] = await outcomeOf(company, header)
    assert.deepEqual([step, state], ['checked', 'failed'])
    assert.match(log, /hr\.csv:1 /)
  })

  it('no octet at all', async () => {
    await using company = await nightCompany()
    const [step, state] = await outcomeOf(company, '')
    assert.deepEqual([step, state], ['checked', 'failed'])
  })

  it('another encoding', async () => {
    await using company = await nightCompany()
    const [step, state, log] = await outcomeOf(company, Buffer.from(company.hr, 'utf16le'))
    assert.deepEqual([step, state], ['checked', 'failed'])
    assert.match(log, /hr\.csv:/)
  })

  it('an address twice', async () => {
    await using company = await nightCompany()
    const [step, state, log] = await outcomeOf(
      company,
      company.hr.replace('suzuki@example.co.jp', 'sato@example.co.jp'),
    )
    assert.deepEqual([step, state], ['checked', 'failed'])
    assert.match(log, /hr\.csv:5:mail_address .*E1010/)
  })

  it('a column is missing', async () => {
    await using company = await nightCompany()
    const [step, state, log] = await outcomeOf(company, company.hr.replace('yakushoku_cd', 'yakushoku'))
    assert.deepEqual([step, state], ['checked', 'failed'])
    assert.match(log, /yakushoku_cd/)
  })

  it('the dump of yesterday', async () => {
    await using company = await nightCompany()
    const [step, state, log] = await outcomeOf(company, company.hr)
    assert.deepEqual([step, state], ['guarded', 'stopped'])
    assert.match(log, /the one in force, octet for octet/)
  })

  it('none', async () => {
    await using company = await nightCompany()
    const run = await company.run(join(company.folder, 'nowhere'))
    assert.equal(run.state, 'failed')
    assert.match(stepsOf(company.desk.database, 1).at(-1)?.log.join('') ?? '', /hr\.csv is not there/)
  })

  it('policies in force that do not fit it', async () => {
    await using company = await nightCompany()
    const run = await company.run(await company.dump('new', company.hr), {
      misfitsOf: async () => await Promise.resolve(['r3:4:2: no such unit']),
    })
    assert.equal(run.state, 'failed')
    assert.equal(activeRoster(company.desk.database), undefined)
  })

  it('a gate that does not take it: what was in force stays so for its next start', async () => {
    await using company = await nightCompany()
    await company.run(await company.dump('good', company.hr))
    const run = await company.run(await company.dump('new', withoutLastRow(company.hr)), {
      tellGate: async () => await Promise.resolve({ kind: 'refused', lines: ['no'] }),
    })
    assert.equal(run.state, 'failed')
    assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
  })
})

describe('taking a dump', () => {
  it('never takes a mixture of two files where one is copied over another while it is read', async () => {
    await using company = await nightCompany()
    const places = nightPlaces(join(company.folder, 'roster'))
    await makeNightPlaces(places)
    const [one, other] = ['1', '2'].map((digit) => `${digit.repeat(79)}\n`.repeat(100_000))
    const source = await company.dump('replaced', one ?? '')
    // In its place, as `cp` does, and as long as before: only the content tells.
    const file = await open(join(source, 'hr.csv'), 'r+')
    const ending = new AbortController()
    let count = 0
    const replacing = (async (): Promise<void> => {
      for (; !ending.signal.aborted; count += 1) {
        const text = Buffer.from((count % 2 === 0 ? other : one) ?? '')
        for (let from = 0; from < text.length; from += 1_000_000)
          await file.write(text, from, Math.min(1_000_000, text.length - from), from)
        await pause(count % 3)
      }
    })()
    try {
      for (let run = 1; run <= 5; run += 1) {
        const taken = await takeDump(places, run, source, source).catch((fault: unknown) => fault)
        if (taken instanceof DumpChanges) continue
        const text = await readFile(join(places.dumps, String(run), 'hr.csv'), 'utf8')
        assert.ok(text === one || text === other, 'it is one of the two, whole')
      }
    } finally {
      ending.abort()
      await replacing
      await file.close()
    }
    assert.ok(count > 3, String(count))
  })

  it('never takes what a kill has left half-way', async () => {
    await using company = await nightCompany()
    const places = nightPlaces(join(company.folder, 'roster'))
    await makeNightPlaces(places)
    await mkdir(join(places.dumps, '1.new'))
    await writeFile(join(places.dumps, '1.new', 'hr.csv'), company.hr.slice(0, 500))
    const source = await company.dump('whole', company.hr)
    await takeDump(places, 1, source, source)
    assert.equal(await readFile(join(places.dumps, '1', 'hr.csv'), 'utf8'), company.hr)
    assert.deepEqual(await readdir(places.dumps), ['1'])
  })

  it('never takes a file that is written on while it is read', async () => {
    await using company = await nightCompany()
    const places = nightPlaces(join(company.folder, 'roster'))
    await makeNightPlaces(places)
    const source = await company.dump('growing', company.hr.repeat(2_000))
    const ending = new AbortController()
    const growing = (async (): Promise<void> => {
      for (let rows = 0; !ending.signal.aborted && rows < 100_000; rows += 1)
        await appendFile(join(source, 'hr.csv'), 'E9999\n')
    })()
    await assert.rejects(takeDump(places, 1, source, source), /changes while it is read/)
    ending.abort()
    await growing
    assert.deepEqual(
      (await readdir(places.dumps)).filter((name) => !name.endsWith('.new')),
      [],
    )
    const taken = await takeDump(places, 1, source, source)
    assert.match(taken.dumpHash, /^[0-9a-f]{64}$/)
  })

  it('says so where the folder of dumps is none, and takes the dump once it is one', async () => {
    await using company = await nightCompany()
    const places = nightPlaces(join(company.folder, 'roster'))
    await makeNightPlaces(places)
    await rm(places.dumps, { recursive: true })
    await writeFile(places.dumps, '')
    await assert.rejects(takeDump(places, 1, company.folder, company.folder), { code: 'ENOTDIR' })
    await rm(places.dumps)
    await mkdir(places.dumps)
    const taken = await takeDump(places, 1, company.folder, company.folder)
    assert.match(taken.dumpHash, /^[0-9a-f]{64}$/)
  })

  it('fails on a full disk and leaves nothing behind; the next run works once there is room', async (context) => {
    const disk = mountSmallDisk(context, 1)
    if (disk === undefined) return
    await using company = await nightCompany({ directory: disk })
    await company.run(await company.dump('good', company.hr))
    const large = await company.dump('large', withoutLastRow(company.hr))
    const ballast = join(disk, 'ballast')
    await writeFile(ballast, Buffer.alloc(2_000_000)).catch(() => undefined)
    const run = await company.run(large)
    assert.equal(run.state, 'failed')
    assert.match(stepsOf(company.desk.database, 2).at(-1)?.log.join('') ?? '', /ENOSPC/)
    assert.deepEqual(await readdir(join(disk, 'dumps')), ['1'])
    assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
    await rm(ballast)
    assert.equal((await company.run(large)).state, 'done')
  })

  it('works again once there is room where nothing could even be put on record', async (context) => {
    const disk = mountSmallDisk(context, 2)
    if (disk === undefined) return
    await using company = await nightCompany({ directory: join(disk, 'roster') }, join(disk, 'sekisho.db'))
    await company.run(await company.dump('good', company.hr))
    const next = await company.dump('next', withoutLastRow(company.hr))
    const ballast = join(disk, 'ballast')
    await writeFile(ballast, Buffer.alloc(4_000_000)).catch(() => undefined)
    await assert.rejects(company.run(next), /full|ENOSPC/)
    assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
    await rm(ballast)
    await company.run(next)
    assert.equal(activeRoster(company.desk.database)?.run?.state, 'done')
    const hash = createHash('sha256').update(withoutLastRow(company.hr)).digest('hex')
    assert.equal(activeRoster(company.desk.database)?.run?.dumpHash, hash)
  })
})
