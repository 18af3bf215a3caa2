/** What the processes under measurement cost, read from `/proc`. Starts them; knows nothing of mail. */

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import forNight from '../bin/night-options.json' with { type: 'json' }
import options from '../bin/node-options.json' with { type: 'json' }

/** Of the `sekisho` command. */
export const nodeOptions: readonly string[] = options

/** Of `sekisho night`. */
export const nightOptions: readonly string[] = [...options, ...forNight]

const microsecondsPerTick = 1_000_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

export interface Started {
  readonly port: number
  readonly child: ChildProcess
  readonly stop: () => Promise<void>
}

/** As the `sekisho` command and the systemd unit have it. */
export const environment = {
  ...process.env,
  MALLOC_ARENA_MAX: '1',
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', 'var', 'bench', 'compiled'),
}

/** Starts a Node program of ours that prints its port, with the options of Node that the `sekisho` command gives. */
export async function startProgram(program: string, words: readonly string[]): Promise<Started> {
  const withOptions = [...nodeOptions]
  if (process.env['BENCH_PROFILE'] !== undefined)
    withOptions.push('--cpu-prof', '--cpu-prof-dir=/tmp/bench-profile')
  const child = spawn(process.execPath, [...withOptions, program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  })
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error(`${program} does not start`)
    }),
  ])
  return {
    port: Number(String(line)),
    child,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Waits until somebody speaks there, as a mail server does at once; for 10 s at most. */
export async function waitForPort(port: number, name: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await speaks(port)) return
    await pause(50)
  }
  throw new Error(`${name} does not start`)
}

async function speaks(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('data', () => {
      resolve(true)
      socket.destroy()
    })
  })
}

interface ProcessTimes {
  readonly group: number
  /** User and system time of the process and of its children that have ended, in microseconds. */
  readonly cpu: number
}

/** `proc(5)`, fields 5 and 14 to 17. */
function timesOf(process: string): ProcessTimes | undefined {
  let stat
  try {
    stat = readFileSync(`/proc/${process}/stat`, 'utf8')
  } catch {
    return undefined
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { group: Number(fields[2]), cpu: ticks * microsecondsPerTick }
}

/** A process, or with `inGroup` all processes of its group. */
function processesOf(process: number, inGroup: boolean): readonly string[] {
  if (!inGroup) return [String(process)]
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && timesOf(name)?.group === process)
}

/** CPU microseconds so far. */
export function cpuOf(process: number, inGroup: boolean): number {
  return processesOf(process, inGroup).reduce((sum, name) => sum + (timesOf(name)?.cpu ?? 0), 0)
}

/** Resident memory of a process in MiB. */
export interface Memory {
  /** The most so far. */
  readonly peak: number
  /** Pages of its own, now. */
  readonly own: number
  /** Pages of the program's file and of libraries, now. Processes of the same program share them. */
  readonly files: number
}

export function memoryOf(process: number): Memory {
  const status = readFileSync(`/proc/${process}/status`, 'utf8')
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { peak: mebibytes('VmHWM'), own: mebibytes('RssAnon'), files: mebibytes('RssFile') }
}

/** Peak of the resident memory in MiB; of a group the sum of the peaks of those that still run. */
export function peakMemoryOf(process: number, inGroup: boolean): number {
  return processesOf(process, inGroup).reduce((sum, name) => sum + peakOf(name), 0)
}

function peakOf(process: string): number {
  try {
    return memoryOf(Number(process)).peak
  } catch {
    return 0
  }
}
