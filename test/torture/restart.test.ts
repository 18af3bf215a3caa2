/** A restart with a queue that is full: the gate greets at once, and the next hop is not run over. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { takeAccount } from './account.ts'
import { composeMail, startClients } from './clients.ts'
import { comesTrue, inForm, seeded } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { startHop } from './hop.ts'
import { fillSpool } from './queued.ts'
import { hastyQueue } from './settings.ts'

const queued = inForm(20_000, 100_000)
/** Of them, those whose delivery is waited for. */
const waitedFor = inForm(2_000, 100_000)
const perDestination = 10

test(`a gate with ${queued} queued mails greets within 5 s, and mail flows without a stampede`, async (context) => {
  const { seed, ...chance } = seeded(context)
  const hop = await startHop(context, seed)
  const gate = await prepareGate(context, {
    settings: {
      ...hastyQueue(hop.port),
      queue: { perDestination },
      // Beside the log of the queue nobody else's connections count.
      nextHop: {
        kind: 'smart-hosts',
        hosts: [{ host: '127.0.0.1', port: hop.port, tls: 'none' }],
        connections: 12,
      },
    },
  })
  const mails = await fillSpool(gate.spool, `127.0.0.1:${hop.port}`, queued)
  const greeted = await gate.start()
  assert.ok(greeted < 5_000, `greeted after ${Math.round(greeted)} ms`)

  const fresh = composeMail('fresh@torture.example.co.jp', 500)
  const waiting = [fresh]
  const asked = Date.now()
  const clients = startClients({
    port: gate.port,
    clients: 1,
    chance,
    retryAfter: [50, 50],
    next: () => waiting.shift(),
  })
  context.after(clients.stop)
  await clients.finished
  const answered = (fresh.acknowledgedAt ?? 0) - asked
  assert.ok(answered < 2_000, `a new mail waited ${answered} ms for its 250`)

  const from = Date.now()
  const isThere = async (): Promise<boolean> => (await hop.taken()).length >= waitedFor
  assert.ok(await comesTrue(isThere, inForm(20_000, 600_000)), 'the queue does not drain')
  const perSecond = Math.round((await hop.taken()).length / ((Date.now() - from) / 1_000))
  const { most, total } = await hop.connections()
  await gate.stop()
  const account = takeAccount([...mails, fresh], await hop.taken(), { at: [] }, gate)
  context.diagnostic(
    `greeted after ${Math.round(greeted)} ms, a new mail acknowledged after ${answered} ms, ` +
      `${perSecond} mails a second out of the queue, ${most} connections at most, ${total} in all`,
  )
  assert.ok(most <= 12, `${most} connections at the same time`)
  assert.deepEqual(account.duplicates, { keptBack: 0, byKill: 0 })
  const notYet = /: lost for/
  const violations = account.violations.filter((text) => waitedFor === queued || !notYet.test(text))
  assert.deepEqual(violations.slice(0, 5), [])
})
