/**
 * The same load for each contender in turn, round after round, so that whatever else the machine does meets all of them.
 * Takes figures; judges none.
 */

import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

import { send, type Load } from './load.ts'
import type { Contender } from './peers.ts'
import { cpuOf, peakMemoryOf } from './processes.ts'

export interface Figures {
  readonly name: string
  /** Mails a second that were answered 250, one a round. */
  readonly rates: readonly number[]
  /** Mails a second until the last one was at the next hop, one a round. */
  readonly deliveries: readonly number[]
  /** CPU microseconds a mail until the last one was at the next hop, one a round. */
  readonly cpus: readonly number[]
  /** MiB since the contender has started. */
  readonly memory: number
}

interface Round {
  readonly rate: number
  readonly delivery: number
  readonly cpu: number
}

/** Milliseconds for which a queue may go on after its last 250. */
const patience = 120_000

/** One round more than counts: the first warms up. */
export async function measure(
  contenders: readonly Contender[],
  load: Load,
  rounds: number,
  place: { readonly folder: string; readonly sinkPort: number },
): Promise<readonly Figures[]> {
  const runs = contenders.map((contender) => ({ contender, taken: [] as Round[] }))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { contender, taken } of round % 2 === 0 ? runs : runs.toReversed()) {
      const figures = await oneRound(contender, load, place)
      if (round > 0) taken.push(figures)
    }
  }
  return runs.map(({ contender: { name, process: id, inGroup }, taken }) => ({
    name,
    rates: taken.map(({ rate }) => rate),
    deliveries: taken.map(({ delivery }) => delivery),
    cpus: taken.map(({ cpu }) => cpu),
    memory: peakMemoryOf(id, inGroup),
  }))
}

async function oneRound(
  { port, process: id, inGroup, everyNth }: Contender,
  load: Load,
  { folder, sinkPort }: { readonly folder: string; readonly sinkPort: number },
): Promise<Round> {
  const mails = Math.max(load.sessions, Math.floor(load.mails / everyNth))
  const expected = (await mailsAt(sinkPort)) + mails
  const before = cpuOf(id, inGroup)
  const started = performance.now()
  const seconds = await send(folder, port, { ...load, mails })
  const end = performance.now() + patience
  while ((await mailsAt(sinkPort)) < expected) {
    if (performance.now() > end) throw new Error('a mail that was taken has not arrived')
    await pause(20)
  }
  const untilDelivered = (performance.now() - started) / 1_000
  // A queue forgets its mails a moment after they have arrived.
  if (untilDelivered > seconds * 1.05) await pause(300)
  const cpu = (cpuOf(id, inGroup) - before) / mails
  return { rate: mails / seconds, delivery: mails / untilDelivered, cpu }
}

/** What the sink has taken so far. */
async function mailsAt(sinkPort: number): Promise<number> {
  const socket = connect(sinkPort, '127.0.0.1')
  socket.setEncoding('latin1')
  await once(socket, 'data')
  socket.write('NOOP\r\n')
  const [answer] = await once(socket, 'data')
  socket.destroy()
  return Number(String(answer).slice(4))
}
