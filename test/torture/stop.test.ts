/** Being told to stop: in order, even where everybody is told at once. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { composeMail, startClients } from './clients.ts'
import { comesTrue, seeded } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { startHop } from './hop.ts'
import { hastyQueue } from './settings.ts'
import { leftIn } from './spool-left.ts'

test('SIGTERM to the whole group, as systemd sends it, lets mails under way get their answer', async (context) => {
  const { seed, ...chance } = seeded(context)
  const hop = await startHop(context, seed)
  hop.setMood('slow')
  const gate = await prepareGate(context, { settings: hastyQueue(hop.port) })
  await gate.start()
  const mails = Array.from({ length: 5 }, (_, index) =>
    composeMail(`stop-${index}@torture.example.co.jp`, 2_000),
  )
  const waiting = [...mails]
  const clients = startClients({
    port: gate.port,
    clients: mails.length,
    chance,
    retryAfter: [50, 50],
    next: () => waiting.shift(),
  })
  context.after(clients.stop)
  const areUnderWay = async (): Promise<boolean> => (await hop.connections()).total === mails.length
  assert.ok(await comesTrue(areUnderWay, 5_000))
  assert.equal(await gate.stop(), 0)
  clients.stop()
  await clients.finished
  for (const { attempts } of mails) assert.match(attempts[0]?.outcome ?? '', /^250 /)
  assert.match(gate.output(), /"event":"stopped"/)
  assert.deepEqual(await leftIn(gate.spool), [])
})
