import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'

import type { Spool } from '../../src/store/spool.ts'

import { delivered, mail, noon, opened, recipient, temporaryFolder } from './spool-mails.ts'

const outcome = { kind: 'delivered', lastReply: delivered } as const

/** `count` mails by this route, each due a millisecond after the one before. */
async function accept(spool: Spool, name: string, count: number, from: number): Promise<void> {
  const mails = Array.from({ length: count }, (_, index) =>
    mail(`${name}-${index}`, { recipients: [recipient(`a@${name}.example`, name)], dueAt: from + index }),
  )
  await Promise.all(mails.map(async (one) => await spool.commit({ accept: [one] })))
}

describe('mails that are due', () => {
  it('are given by no route more than are places free, and by the others beside it', async (test) => {
    const { spool } = await opened(test)
    await accept(spool, 'slow', 100, noon)
    await accept(spool, 'quick', 5, noon + 1_000)
    await accept(spool, 'later', 5, noon + 5_000)
    const first = await spool.due(20, noon + 2_000, 20)
    const ids = first.mails.map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id) => id.startsWith('quick')),
      ['quick-0', 'quick-1', 'quick-2', 'quick-3', 'quick-4'],
    )
    assert.deepEqual(ids.slice(0, 3), ['slow-0', 'slow-1', 'slow-2'])
    assert.ok(ids.length < 20, `${ids.length} of 20 places`)
    assert.equal(first.isCut, false)
    assert.ok(first.crowded.includes('slow'))
    assert.equal(await spool.nextDueAt(noon + 2_000), noon + 5_000)

    // What has just become due finds a place though the slow ones were there first.
    const { mails } = await spool.due(20 - ids.length, noon + 6_000, 20)
    assert.ok(mails.length > 0)
    assert.ok(mails.every(({ id }) => id.startsWith('later')))
  })

  it('are given in their order again once the crowd is gone', async (test) => {
    const { spool } = await opened(test)
    await accept(spool, 'slow', 12, noon)
    const first = await spool.due(8, noon + 100, 8)
    assert.deepEqual(first.crowded, ['slow'])
    for (const { id } of first.mails)
      await spool.commit({ settle: [{ id, recipients: [{ index: 0, outcome }] }] })
    const second = await spool.due(8, noon + 100, 100)
    assert.deepEqual(
      second.mails.map(({ id }) => id),
      ['slow-4', 'slow-5', 'slow-6', 'slow-7', 'slow-8', 'slow-9', 'slow-10', 'slow-11'],
    )
    assert.deepEqual([second.isCut, second.crowded], [true, []])
  })

  it('are given for one of their routes though another is crowded', async (test) => {
    const { spool } = await opened(test)
    await accept(spool, 'slow', 20, noon)
    const recipients = [recipient('a@slow.example', 'slow'), recipient('b@quick.example', 'quick')]
    await spool.commit({ accept: [mail('both', { recipients, dueAt: noon + 500 })] })
    const { mails } = await spool.due(10, noon + 1_000, 10)
    assert.ok(mails.some(({ id }) => id === 'both'))
  })

  it('are given by every route in turn where there are more of them than a look takes in', async (test) => {
    const { spool } = await opened(test)
    await accept(spool, 'slow', 20, noon)
    const names = Array.from({ length: 30 }, (_, index) => `route${String(index).padStart(2, '0')}`)
    for (const name of names) await accept(spool, name, 2, noon + 100)
    const seen = new Set<string>()
    const first = await spool.due(10, noon + 1_000, 10)
    for (let looks = 0, { mails } = first; looks < 30; looks += 1) {
      // All but the slow ones are delivered at once.
      const quick = mails.filter(({ id }) => !id.startsWith('slow'))
      for (const { id } of quick) {
        seen.add(id.slice(0, 7))
        await spool.commit({ settle: [{ id, recipients: [{ index: 0, outcome }] }] })
      }
      ;({ mails } = await spool.due(3, noon + 1_000, 10))
    }
    assert.deepEqual([...seen].toSorted(), names)
    assert.equal((await spool.list({ route: 'slow' }, 99)).length, 20)
  })

  it('are found in a spool of an earlier version, which had no index by route', async (test) => {
    const folder = temporaryFolder(test)
    const earlier = await opened(test, folder)
    await accept(earlier.spool, 'slow', 10, noon)
    await accept(earlier.spool, 'quick', 1, noon + 100)
    await earlier.spool.close()
    const database = new DatabaseSync(join(folder, 'records.db'))
    database.exec("DROP INDEX recipients_route; DELETE FROM kysely_migration WHERE name = '0002-routes'")
    database.close()
    const { spool } = await opened(test, folder)
    const { mails } = await spool.due(6, noon + 1_000, 6)
    assert.ok(mails.some(({ id }) => id === 'quick-0'))
  })
})
