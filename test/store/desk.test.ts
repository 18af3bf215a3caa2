import assert from 'node:assert/strict'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, beforeEach, describe, test } from 'node:test'

import { listAudit, writeAudit } from '../../src/store/audit.ts'
import { openDesk, type Desk } from '../../src/store/desk.ts'
import { isDeskThere } from '../../src/store/desk-file.ts'

let folder = ''
let path = ''
let count = 0
before(async () => (folder = await mkdtemp(join(tmpdir(), 'sekisho-desk-'))))
beforeEach(() => {
  count += 1
  path = join(folder, `var-${count}`, 'sekisho.db')
})
after(async () => await rm(folder, { recursive: true }))

async function opened(): Promise<Desk> {
  const opening = await openDesk(path)
  if (opening.kind === 'problem') throw new Error(opening.problem.kind)
  return opening.desk
}

function note(desk: Desk, who: string): void {
  writeAudit(desk.database, {
    at: 1,
    who,
    action: 'test.note',
    subject: 's',
    before: undefined,
    after: 'a',
    why: '',
  })
}

describe('the desk database', () => {
  test('is made with its folder, for its owner alone', async () => {
    const desk = await opened()
    desk.close()
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.equal((await stat(join(path, '..'))).mode & 0o777, 0o700)
  })

  test('two writes of one connection that meet follow one another', async () => {
    const desk = await opened()
    await Promise.all([desk.write(() => note(desk, 'first')), desk.write(() => note(desk, 'second'))])
    const { length } = listAudit(desk.database, 10)
    desk.close()
    assert.equal(length, 2)
  })

  test('a write that throws leaves nothing behind, and the next one goes on', async () => {
    const desk = await opened()
    await assert.rejects(
      desk.write(() => {
        note(desk, 'lost')
        throw new Error('no')
      }),
      /no/,
    )
    await desk.write(() => note(desk, 'kept'))
    assert.deepEqual(
      listAudit(desk.database, 10).map(({ number, who, before: earlier, after: later }) => [
        number,
        who,
        earlier,
        later,
      ]),
      [[1, 'kept', undefined, 'a']],
    )
    desk.close()
  })

  test('lines of the audit log are numbered without a gap, and come in pages from the newest on', async () => {
    const desk = await opened()
    for (const who of ['a', 'b', 'c']) await desk.write(() => note(desk, who))
    const [newest, second] = listAudit(desk.database, 2)
    assert.deepEqual([newest?.who, second?.who], ['c', 'b'])
    assert.deepEqual(
      listAudit(desk.database, 2, second?.number).map(({ who, number }) => [who, number]),
      [['a', 1]],
    )
    desk.close()
  })

  test('processes that open and write at once lose nothing', async () => {
    const program = `
      const { openDesk } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/store/desk.ts'))})
      const { writeAudit } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/store/audit.ts'))})
      const { desk } = await openDesk(${JSON.stringify(path)})
      for (let n = 0; n < 20; n += 1)
        await desk.write(() => writeAudit(desk.database, { at: n, who: 'p', action: 'a.b', subject: 's', why: '' }))
      desk.close()`
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }),
    )
    const codes = await Promise.all(
      children.map(async (child) => {
        const [code]: unknown[] = await once(child, 'exit')
        return code
      }),
    )
    assert.deepEqual(codes, [0, 0, 0, 0])
    const desk = await opened()
    assert.equal(listAudit(desk.database, 1)[0]?.number, 80)
    desk.close()
  })

  test('a writer waits for another process without keeping its own thread', async () => {
    const desk = await opened()
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    let turns = 0
    const timer = setInterval(() => (turns += 1), 5)
    const writing = desk.write(() => note(desk, 'late'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    other.exec('COMMIT')
    await writing
    clearInterval(timer)
    assert.ok(turns > 10, `${turns} turns`)
    other.close()
    desk.close()
  })

  test('one that may not be looked at is not taken for none', () => {
    assert.equal(isDeskThere(join(folder, 'none.db')), false)
    assert.equal(isDeskThere(join(folder, 'x'.repeat(300))), true)
  })

  test('what is no database, or cannot be opened, or is of a later version, is a problem and stays as it is', async () => {
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, 'x'.repeat(5_000))
    assert.equal(problemIn(await openDesk(path)), 'damaged')
    assert.equal(problemIn(await openDesk(join(path, 'below.db'))), 'unusable')
    path = join(folder, 'later.db')
    const desk = await opened()
    desk.database.exec(
      "INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2030-01-01T00:00:00Z')",
    )
    desk.close()
    assert.equal(problemIn(await openDesk(path)), 'too-new')
  })
})

function problemIn(opening: Awaited<ReturnType<typeof openDesk>>): string {
  if (opening.kind === 'problem') return opening.problem.kind
  opening.desk.close()
  return 'none'
}
