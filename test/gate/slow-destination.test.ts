import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'

import { SMTPServer } from 'smtp-server'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

interface Hop extends AsyncDisposable {
  readonly port: number
  /** Recipients of the mails so far. */
  readonly taken: readonly string[]
}

/** A next hop that is well and answers the final dot after so many milliseconds. */
async function startHop(wait: number): Promise<Hop> {
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onData: (stream, session, done) => {
      stream.resume()
      stream.on('end', () => {
        setTimeout(() => {
          taken.push(...session.envelope.rcptTo.map(({ address }) => address))
          done()
        }, wait)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.server.address()
  assert.ok(address !== null && typeof address === 'object')
  const { port } = address
  return {
    port,
    taken,
    [Symbol.asyncDispose]: async () => await new Promise((resolve) => server.close(() => resolve())),
  }
}

async function until(holds: () => boolean, milliseconds: number): Promise<number> {
  const started = performance.now()
  while (!holds() && performance.now() - started < milliseconds) await pause(20)
  return performance.now() - started
}

test('a destination that is slow leaves room for the mails of the others', async () => {
  await using slow = await startHop(400)
  await using quick = await startHop(0)
  await using gate = await startTestGate(quick.port, {
    spool: { directory: 'spool', always: true },
    queue: { active: 40, perDestination: 2, firstRetry: 0.5, longestRetry: 1 },
    routes: [
      {
        domains: ['slow.example'],
        nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: slow.port }] },
      },
    ],
  })
  const send = async (count: number, to: readonly string[]): Promise<void> => {
    const answers = await Promise.all(
      Array.from({ length: count }, async () => await handIn(gate.port, { to, content: letter() })),
    )
    for (const answer of answers) assert.match(answer, /^250 .*queued/i)
  }
  // They would fill the places in delivery five times over, and take the slow hop 40 seconds.
  await send(200, ['anyone@slow.example'])
  await send(10, ['client@example.com'])
  await send(5, ['client@example.org', 'other@slow.example'])
  await send(10, ['client@example.net'])
  const waited = await until(() => quick.taken.length === 25, 15_000)
  assert.equal(quick.taken.length, 25, 'mails for the quick destination wait')
  assert.ok(waited < 5_000, `they waited for ${Math.round(waited)} ms`)
  assert.ok(slow.taken.length < 100, `${slow.taken.length} mails went to the slow hop meanwhile`)

  // The slow hop has as many at a time as it may, all along.
  const before = slow.taken.length
  await until(() => slow.taken.length >= before + 10, 10_000)
  assert.ok(slow.taken.length >= before + 10, 'the slow destination gets no mails any more')
})
