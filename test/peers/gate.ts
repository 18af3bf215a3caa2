/** The product as a user starts it: `sekisho serve` as a process of its own, with a configuration in a temporary folder. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { freePort } from './free-port.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'sekisho.cjs')

export interface Gate extends AsyncDisposable {
  /** Of the first listener. */
  readonly port: number
  readonly folder: string
  /**
   * The decisions of the log so far. An outcome that came after its decision was written is put in; what the queue brought
   * about later is left out.
   */
  readonly decisions: () => Promise<readonly unknown[]>
  readonly stop: () => Promise<void>
  /** SIGKILL. Its folder stays, for the next that is started there. */
  readonly kill: () => Promise<void>
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(false))
    socket.on('data', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

/** Settings merged key by key; lists and plain values of `over` replace those of `base`. */
function merged(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const below = result[key]
    result[key] = isMap(below) && isMap(value) ? merged(below, value) : value
  }
  return result
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withOutcomes(lines: readonly string[]): readonly unknown[] {
  const decisions = new Map<unknown, Record<string, unknown>>()
  for (const line of lines) {
    const value: unknown = line === '' ? undefined : JSON.parse(line)
    if (!isMap(value)) continue
    const { outcomeOf, outcome, recipients } = value
    const decision = decisions.get(outcomeOf)
    if (outcomeOf === undefined) decisions.set(value['id'], value)
    else if (decision !== undefined && outcome !== undefined) Object.assign(decision, { outcome, recipients })
  }
  return [...decisions.values()]
}

/**
 * Starts the gate on a free port of 127.0.0.1 and waits until it greets. `settings` are those of `sekisho.yaml` without
 * `listeners`, or with a `listener` whose keys go over the usual ones. `givenFolder`: with files that it needs, or of one that
 * was killed.
 */
export async function startGate(
  settings: Readonly<Record<string, unknown>>,
  givenFolder?: string,
): Promise<Gate> {
  const { listener = {}, ...others } = settings
  const folder = givenFolder ?? (await mkdtemp(join(tmpdir(), 'sekisho-gate-')))
  const port = await freePort()
  const usual = { name: 'test', address: '127.0.0.1', port, tls: 'none' }
  const configuration = merged(
    { hostname: 'gate.example', decisions: { directory: 'decisions' }, spool: { directory: 'spool' } },
    { listeners: [merged(usual, isMap(listener) ? listener : {})], ...others },
  )
  await writeFile(join(folder, 'sekisho.yaml'), stringify(configuration))
  const child = spawn(process.execPath, [program, 'serve', '--config', join(folder, 'sekisho.yaml')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (child.exitCode !== null || tries === 400) {
      await stop()
      throw new Error(`the gate does not start:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return {
    port,
    folder,
    decisions: async () => {
      const directory = join(folder, 'decisions')
      const names = (await readdir(directory)).toSorted()
      const texts = await Promise.all(
        names.map(async (name) => await readFile(join(directory, name), 'utf8')),
      )
      // Behind the last line end stands nothing, or a line that is being written.
      return withOutcomes(texts.join('').split('\n').slice(0, -1))
    },
    stop,
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    [Symbol.asyncDispose]: stop,
  }
}
