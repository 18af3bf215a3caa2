/**
 * The product as a process group that can be killed and started again on the same folder and port, as a machine does
 * that loses its power and comes back. Keeps everything that all its lives have printed.
 */

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { stringify } from 'yaml'

import { freePort } from '../peers/free-port.ts'
import { comesTrue, pause } from './form.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'sekisho.cjs')
const organization = join(import.meta.dirname, '..', 'bank')

export interface GateProcessOptions {
  /** Settings of `sekisho.yaml` beside the listener, the organisation and the places of files. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Keys of the listener beyond the usual ones. */
  readonly listener?: Readonly<Record<string, unknown>>
  /** A program that starts the gate, with its parameters: `strace …`. */
  readonly wrapper?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Folder for spool, decision log and temporary files; default: the gate's own. */
  readonly disk?: string
}

export interface GateProcess {
  readonly port: number
  readonly folder: string
  /** Folder of spool, decision log and temporary files. */
  readonly disk: string
  readonly spool: string
  /** Starts it and does not wait. */
  readonly launch: (environment?: Readonly<Record<string, string>>) => void
  /** Starts it and waits for its greeting; gives the milliseconds that took. Rejects where it ends before. */
  readonly start: (environment?: Readonly<Record<string, string>>) => Promise<number>
  /** Waits for a greeting; gives the milliseconds since it was launched. */
  readonly greets: (withinMilliseconds?: number) => Promise<number>
  /** SIGKILL to the whole process group. Gives the moment of it, milliseconds since 1970. */
  readonly kill: () => Promise<number>
  /** SIGTERM, and waits for the end. Gives the exit code; rejects where that takes more than 30 s. */
  readonly stop: () => Promise<number | null>
  /** `undefined` while it runs. */
  readonly exitCode: () => number | null | undefined
  /** Everything that it printed, in all its lives. */
  readonly output: () => string
  /** Lines of the log and of the decision log that hold this text. */
  readonly tracesOf: (text: string) => readonly string[]
  /** Process ids of the group. */
  readonly members: () => readonly number[]
}

/** The group is killed and the folder removed when the test ends. */
export async function prepareGate(
  context: Pick<TestContext, 'after'>,
  options: GateProcessOptions,
): Promise<GateProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-torture-'))
  const disk = options.disk ?? folder
  const spool = join(disk, 'spool')
  const port = await freePort()
  const printed = join(folder, 'printed.txt')
  const configuration = {
    hostname: 'gate.example',
    organization,
    decisions: { directory: join(disk, 'decisions') },
    ...options.settings,
    spool: { ...part(options.settings['spool']), directory: spool },
    listeners: [{ name: 'test', address: '127.0.0.1', port, tls: 'none', ...options.listener }],
    control: { socket: join(folder, 'control.sock') },
  }
  const file = join(folder, 'sekisho.yaml')
  writeFileSync(file, stringify(configuration))
  writeFileSync(printed, '')
  mkdirSync(join(disk, 'tmp'), { recursive: true })

  let child: ChildProcess | undefined
  let launchedAt = 0

  const launch = (environment: Readonly<Record<string, string>> = {}): void => {
    const words: readonly string[] = [
      ...(options.wrapper ?? []),
      process.execPath,
      program,
      'serve',
      '--config',
      file,
    ]
    launchedAt = performance.now()
    child = spawn(words[0] ?? process.execPath, words.slice(1), {
      // A group of its own, so that one signal reaches all of it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: join(disk, 'tmp'), ...options.environment, ...environment },
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        appendFileSync(printed, chunk)
      })
    }
  }

  const exitCode = (): number | null | undefined =>
    child === undefined || (child.exitCode === null && child.signalCode === null) ? undefined : child.exitCode

  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child?.pid !== undefined) process.kill(-child.pid, signal)
    } catch (fault) {
      // Nobody of the group is left.
      if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault
    }
  }

  const greets = async (within = 15_000): Promise<number> => {
    while (!(await isGreeting(port))) {
      const code = exitCode()
      const took = performance.now() - launchedAt
      if (code !== undefined) throw new Error(`the gate ended with ${code}:\n${output()}`)
      if (took > within) throw new Error(`no greeting within ${within} ms:\n${output()}`)
      await pause(10)
    }
    return performance.now() - launchedAt
  }

  const output = (): string => readFileSync(printed, 'utf8')

  const kill = async (): Promise<number> => {
    const ended = child !== undefined && exitCode() === undefined ? once(child, 'exit') : undefined
    const at = Date.now()
    signalGroup('SIGKILL')
    await ended
    return at
  }

  context.after(async () => {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    port,
    folder,
    disk,
    spool,
    launch,
    start: async (environment) => {
      launch(environment)
      return await greets()
    },
    greets,
    kill,
    stop: async () => {
      if (child === undefined || exitCode() !== undefined) return exitCode() ?? null
      signalGroup('SIGTERM')
      if (!(await comesTrue(() => exitCode() !== undefined, 30_000))) {
        throw new Error(`the gate does not stop:\n${output().slice(-2_000)}`)
      }
      return exitCode() ?? null
    },
    exitCode,
    output,
    tracesOf: (text) =>
      [
        ...output().split('\n'),
        ...filesIn(join(disk, 'decisions')).flatMap((path) => readFileSync(path, 'utf8').split('\n')),
      ].filter((line) => line.includes(text)),
    members: () => (child?.pid === undefined ? [] : membersOf(child.pid)),
  }
}

function part(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** By the group's number in `/proc/<pid>/stat`. */
function membersOf(group: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const [, rest = ''] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')
        return Number(rest.split(' ')[2]) === group
      } catch {
        return false
      }
    })
    .map(Number)
}

async function isGreeting(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(false))
    socket.on('close', () => resolve(false))
    socket.on('data', (bytes: Buffer) => {
      socket.destroy()
      resolve(bytes.toString().startsWith('220'))
    })
  })
}
