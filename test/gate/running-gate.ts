/** A gate in this process, on free ports, with the organization of `test/bank/`. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { configSchema, type Config } from '../../src/config/schema.ts'
import { createLog } from '../../src/log/log.ts'
import { startGate } from '../../src/start/gate.ts'

export const bank = join(import.meta.dirname, '..', 'bank')

export interface RunningTestGate extends AsyncDisposable {
  readonly port: number
  readonly pagePort: number | undefined
  readonly folder: string
  /** Every line of the decision log so far. */
  readonly records: () => Promise<readonly Record<string, unknown>[]>
  /** Every line of the log so far. */
  readonly logged: () => string
  /** Stops it and leaves its folder to the next. */
  readonly stop: () => Promise<void>
}

/**
 * `given`: what differs from the defaults; `nextHopPort` is a smart host on 127.0.0.1, without it an outbox.
 * `earlierFolder`: of a gate that was stopped before.
 */
export async function startTestGate(
  nextHopPort: number | undefined,
  given: Partial<Record<keyof Config, unknown>> = {},
  earlierFolder?: string,
): Promise<RunningTestGate> {
  const folder = earlierFolder ?? (await mkdtemp(join(tmpdir(), 'sekisho-gate-')))
  const config = configSchema.parse({
    hostname: 'gate.example',
    organization: bank,
    listeners: [{ name: 'test', port: 0 }],
    nextHop:
      nextHopPort === undefined
        ? { kind: 'outbox', directory: 'outbox', page: { port: 0 } }
        : { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: nextHopPort }] },
    decisions: { directory: 'decisions' },
    spool: { directory: 'spool', whenDeferred: 'pass-on' },
    ...given,
  })
  let logged = ''
  const log = createLog({ write: (line) => void (logged += line) })
  const gate = await startGate(config, folder, log)
  return {
    port: gate.listeners()[0]?.port ?? 0,
    pagePort: gate.outboxPage()?.port,
    folder,
    logged: () => logged,
    records: async () => {
      // A record is on disk 100 ms behind its mail; on a busy machine its outcome stands on a line of its own then.
      let lines = await linesIn(join(folder, 'decisions'), 120)
      for (let tries = 0; !lines.some((line) => line.includes('"outcome":')) && tries < 20; tries += 1)
        lines = await linesIn(join(folder, 'decisions'), 100)
      return lines.map((line) => {
        const record: Record<string, unknown> = JSON.parse(line)
        return record
      })
    },
    stop: gate.stop,
    [Symbol.asyncDispose]: async () => {
      await gate.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** All complete lines of the files in a folder, read after some milliseconds. */
async function linesIn(directory: string, milliseconds: number): Promise<readonly string[]> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  const names = await readdir(directory)
  const texts = await Promise.all(names.map(async (name) => await readFile(join(directory, name), 'utf8')))
  return texts.flatMap((text) => text.split('\n').slice(0, -1))
}
