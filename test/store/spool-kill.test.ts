import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import { checkSpool } from '../../src/store/spool-check.ts'

import { octetsOf, opened, temporaryFolder, textOf } from './spool-mails.ts'
import { idsSaid, startSpoolProcess } from './spool-process.ts'

/** The torture kills whole gates far more often. */
const rounds = 12

describe('a spool whose process is killed', () => {
  it(`has every mail that was acknowledged and not settled, after ${rounds} kills at random moments`, async (test) => {
    const folder = temporaryFolder(test)
    const acknowledged = new Set<string>()
    const settled = new Set<string>()
    const doubtful = new Set<string>()
    for (let round = 0; round < rounds; round += 1) {
      const child = startSpoolProcess([folder, '20', '0', 'settle'])
      await child.said('ack')
      await setTimeout(Math.random() * 60)
      child.kill()
      await child.ended
      for (const id of idsSaid(child.lines, 'ack')) acknowledged.add(id)
      for (const id of idsSaid(child.lines, 'settling')) doubtful.add(id)
      for (const id of idsSaid(child.lines, 'settled')) settled.add(id)
      const checking = await checkSpool(folder)
      assert.ok(checking.kind === 'checked', JSON.stringify(checking))
      const { damaged, orphans, records, corrupt } = checking.findings
      assert.deepEqual(
        { damaged, orphans, records, corrupt },
        { damaged: [], orphans: [], records: [], corrupt: 0 },
      )
    }
    const { spool, events } = await opened(test, folder)
    const kept = new Set((await spool.list({}, 1_000_000)).map(({ id }) => id))
    const lost = [...acknowledged].filter((id) => !kept.has(id) && !doubtful.has(id))
    assert.ok(acknowledged.size > rounds * 20, `${acknowledged.size} acknowledged`)
    assert.deepEqual(lost, [])
    assert.deepEqual(
      [...settled].filter((id) => kept.has(id)),
      [],
    )
    for (const id of kept) {
      const octets = await octetsOf(spool, id)
      assert.ok(octets.equals(textOf(id, octets.length)), id)
    }
    assert.deepEqual(events, [])
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
    await spool.drop([...kept])
    await spool.close()
    for (const name of ['segments', 'bodies', 'corrupt'])
      assert.deepEqual(readdirSync(join(folder, name)), [], name)
  })

  it('can be opened again after a kill while its tables were being made', async (test) => {
    for (let round = 0; round < 5; round += 1) {
      const folder = temporaryFolder(test)
      const child = startSpoolProcess([folder, '1', '1'])
      while (!readdirSync(folder).includes('records.db')) await setTimeout(1)
      await setTimeout(round * 2)
      child.kill()
      await child.ended
      const { spool } = await opened(test, folder)
      assert.equal((await spool.statistics()).mails.corrupt, 0)
      await spool.close()
    }
  })
})
