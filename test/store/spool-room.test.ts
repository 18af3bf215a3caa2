import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import { mail, noon, octetsOf, opened, temporaryFolder, textOf } from './spool-mails.ts'

/** A folder that is a file system of 8 MiB; `undefined` where this machine does not let us, and the test is left out. */
function smallDisk(test: TestContext): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    test.skip(`needs the right to mount a small tmpfs: ${mounted.stderr}`.trim())
    return undefined
  }
  test.after(() => {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

describe('a spool on a full disk', () => {
  it('rejects, keeps what it has, and commits again by itself once there is room', async (test) => {
    const folder = smallDisk(test)
    if (folder === undefined) return
    const { spool, events } = await opened(test, join(folder, 'spool'))
    await spool.commit({ accept: [mail('first')] })
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(4_000_000))
    const taken: string[] = ['first']
    const refused: string[] = []
    for (let number = 0; refused.length < 10; number += 1) {
      const id = `m${number}`
      await spool.commit({ accept: [mail(id, {}, number % 2 === 0 ? 200_000 : 300_000)] }).then(
        () => taken.push(id),
        () => refused.push(id),
      )
    }
    assert.ok(taken.length > 5, `${taken.length} taken`)
    assert.equal(events[0]?.kind, 'failing')
    for (const id of taken)
      assert.deepEqual(await octetsOf(spool, id), textOf(id, (await spool.show(id))?.size ?? 0))
    rmSync(ballast)
    for (let tries = 0; !spool.isReady && tries < 100; tries += 1) await setTimeout(50)
    assert.ok(spool.isReady)
    assert.equal(events.at(-1)?.kind, 'recovered')
    await spool.commit({ accept: [mail('last', {}, 300_000)] })
    taken.push('last')
    assert.deepEqual(
      (await spool.list({}, 1_000)).map(({ id }) => id),
      taken.toSorted(),
    )
    await spool.close()
    const again = await opened(test, join(folder, 'spool'))
    assert.deepEqual(await octetsOf(again.spool, 'last'), textOf('last', 300_000))
    assert.deepEqual(again.events, [])
    await again.spool.close()
  })
})

describe('a spool of 100,000 mails', () => {
  it('opens in less than a second and answers what is due', async (test) => {
    const folder = temporaryFolder(test)
    const first = await opened(test, folder)
    for (let group = 0; group < 100; group += 1) {
      const ids = Array.from({ length: 1_000 }, (_, index) => `m${group * 1_000 + index}`)
      await Promise.all(ids.map(async (id) => await first.spool.commit({ accept: [mail(id)] })))
    }
    await first.spool.close()
    const started = performance.now()
    const { spool } = await opened(test, folder)
    const took = performance.now() - started
    const asked = performance.now()
    const { mails: due } = await spool.due(100, noon)
    const answered = performance.now() - asked
    assert.equal(due.length, 100)
    assert.equal((await spool.statistics()).mails.deferred, 100_000)
    assert.ok(took < 1_000, `opened in ${Math.round(took)} ms`)
    assert.ok(answered < 200, `answered in ${Math.round(answered)} ms`)
    test.diagnostic(`opened in ${Math.round(took)} ms, 100 due in ${Math.round(answered)} ms`)
  })
})
