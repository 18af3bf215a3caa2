/** Wall clocks that jump by a day, forwards and back, under the running gate. */

import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { leftOutWithout } from '../peers/debian.ts'
import { takeAccount } from './account.ts'
import { composeMail, startClients, type ClientMail } from './clients.ts'
import { comesTrue, pause, seeded } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { startHop } from './hop.ts'
import { hastyQueue } from './settings.ts'

const mailsEach = 20

describe('a clock that jumps', { skip: leftOutWithout('faketime') }, () => {
  it('loses no mail and starts no storm, by a day forwards and by a day back', async (context) => {
    const { seed, ...chance } = seeded(context)
    const hop = await startHop(context, seed)
    const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')
    assert.ok(library !== undefined)
    const gate = await prepareGate(context, {
      settings: { ...hastyQueue(hop.port), queue: { firstRetry: 0.5, longestRetry: 1, warnAfter: 86_000 } },
    })
    const clock = join(gate.folder, 'clock')
    const setClock = (offset: string): void => writeFileSync(clock, offset)
    setClock('+0')
    await gate.start({
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    })
    const mails: ClientMail[] = []
    const send = async (): Promise<void> => {
      const waiting = Array.from({ length: mailsEach }, (_, index) =>
        composeMail(`clock-${mails.length + index + 1}@torture.example.co.jp`, 2_000),
      )
      mails.push(...waiting)
      const clients = startClients({
        port: gate.port,
        clients: 4,
        chance,
        retryAfter: [50, 100],
        next: () => waiting.shift(),
      })
      context.after(clients.stop)
      await clients.finished
    }

    for (const offset of ['+1d', '+0', '-1d', '+0']) {
      hop.setMood('dead')
      await send()
      const { total } = await hop.connections()
      setClock(offset)
      await pause(1_000)
      const tried = (await hop.connections()).total - total
      // Each mail may be due at once; what is more would be a loop.
      assert.ok(tried <= 2 * mails.length, `${tried} connections in the second after ${offset}`)
      hop.setMood('good')
      const areThere = async (): Promise<boolean> => {
        const there = new Set((await hop.taken()).map(({ id }) => id))
        return mails.every(({ id }) => there.has(id))
      }
      assert.ok(
        await comesTrue(areThere, 10_000),
        `mails wait after ${offset}:\n${gate.output().slice(-2_000)}`,
      )
      context.diagnostic(`${offset}: ${tried} connections in the second after it`)
    }
    assert.match(gate.output(), new RegExp(`"time":"${day(1)}`))
    assert.match(gate.output(), new RegExp(`"time":"${day(-1)}`))
    await gate.stop()
    const account = takeAccount(mails, await hop.taken(), { at: [] }, gate)
    assert.deepEqual(account.violations, [], account.violations.slice(0, 5).join('\n'))
    assert.deepEqual(account.duplicates, { keptBack: 0, byKill: 0 })
  })
})

/** The date so many days from today. */
function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
}
