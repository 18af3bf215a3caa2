/**
 * The memory of a running gate, as `sekisho serve` starts it: after its start with the import, under load, and when it
 * reloads its organization under load. Judges nothing.
 */

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { freePort } from '../test/peers/free-port.ts'

import { send, writeMail, type Load } from './load.ts'
import { environment, memoryOf, waitForPort, type Memory } from './processes.ts'
import { writeGateFolder, type GateFolder } from './settings.ts'

/** Peaks since the start of the gate. */
export interface MemoryFigures {
  readonly started: Memory
  readonly loaded: Memory
  /** After a reload while mails went on. */
  readonly reloaded: Memory
}

const launcher = join(import.meta.dirname, '..', 'bin', 'sekisho.cjs')

/** Milliseconds after a start in which what is left of it is collected. */
const settling = 1_000

/** In an own folder below `folder`. The gate that is measured is the second there: the first leaves its compiled code. */
export async function measureMemory(
  folder: string,
  organization: GateFolder['organization'],
  sinkPort: number,
  load: Load,
): Promise<MemoryFigures> {
  const place = join(folder, `memory-${organization}`)
  const port = await freePort()
  await writeGateFolder(place, { sinkPort, organization, isSpooled: false, port })
  await writeMail(folder, load.octets)
  await stop(await start(place, port))
  const gate = await start(place, port)
  try {
    const id = gate.pid ?? 0
    await pause(settling)
    const started = memoryOf(id)
    await send(folder, port, load)
    const loaded = memoryOf(id)
    const more = send(folder, port, load)
    gate.kill('SIGHUP')
    await more
    return { started, loaded, reloaded: memoryOf(id) }
  } finally {
    await stop(gate)
  }
}

async function start(place: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [launcher, 'serve', '--config', join(place, 'config.json')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  })
  await waitForPort(port, 'the gate')
  return child
}

async function stop(gate: ChildProcess): Promise<void> {
  if (gate.exitCode !== null || gate.signalCode !== null) return
  gate.kill('SIGTERM')
  await once(gate, 'exit')
}
