/**
 * What a night costs: `sekisho night run` as a process of its own, from its start to the running gate judging by the new dump.
 * 50,000 people in 60,000 rows (CP932), 3,000 units; an ordinary day each time. Then once more with mails flowing through that gate.
 * `node bench/night.ts [--people 500000] [--flow 5]`
 */

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { z } from 'zod'

import { encode } from '../scripts/legacy-encoding.ts'
import { fileOf, writeMail } from './load.ts'
import { nextDay } from './next-day.ts'
import { benchOrganization } from './organization.ts'
import type { Waits } from './pace.ts'
import { cpuOf, environment, nightOptions, nodeOptions, peakMemoryOf, startProgram } from './processes.ts'

const program = join(import.meta.dirname, '..', 'src', 'main.ts')
const octets = 4_096
const pace = { sessions: 10, rate: 200, seconds: 10 }
const goals = { seconds: 3, memory: 500, times: 2 }

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '5' },
    flow: { type: 'string', default: '3' },
  },
})
const people = Number(values.people)
const rounds = Number(values.rounds)
/** Times that mails flow for ten seconds without, and for ten with two nights. */
const flowRounds = Number(values.flow)

const history = z.object({
  steps: z.array(z.object({ name: z.string(), begunAt: z.string(), endedAt: z.string().nullable() })),
})

interface Night {
  /** Milliseconds from the start of the process to its end, and from the first step to the last. */
  readonly whole: number
  readonly inside: number
  readonly steps: string
  /** Milliseconds of CPU: of the import, and of the gate that takes the dump. */
  readonly cpu: number
  readonly gateCpu: number
  /** MiB. */
  readonly memory: number
}

async function output(...words: readonly string[]): Promise<string> {
  return await outputOf(program, ...words)
}

async function outputOf(...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  await once(child, 'close')
  return text
}

function took(begun: string | undefined, ended: string | null | undefined): number {
  return Date.parse(ended ?? '') - Date.parse(begun ?? '')
}

/** With nothing beside it that would slow down mails and is not part of it. */
function startNight(file: string, source: string): ChildProcess {
  const words = [program, 'night', 'run', source, '--quiet', '--config', file]
  const child = spawn(process.execPath, [...nightOptions, ...words], { stdio: 'inherit', env: environment })
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`the night of ${source} ended with ${String(code)}`)
  })
  return child
}

async function runNight(file: string, source: string, number: number, gatePid: number): Promise<Night> {
  const started = performance.now()
  const child = startNight(file, source)
  let memory = 0
  let cpu = 0
  const gateBefore = cpuOf(gatePid, false)
  const timer = setInterval(() => {
    try {
      memory = Math.max(memory, peakMemoryOf(child.pid ?? 0, false))
      cpu = cpuOf(child.pid ?? 0, false)
    } catch {
      // It has just ended.
    }
  }, 10)
  await once(child, 'exit')
  clearInterval(timer)
  const whole = performance.now() - started
  const shown = await output('night', 'show', String(number), '--json', '--config', file)
  const { steps } = history.parse(JSON.parse(shown))
  return {
    whole,
    inside: took(steps[0]?.begunAt, steps.at(-1)?.endedAt),
    steps: steps.map(({ name, begunAt, endedAt }) => `${name} ${took(begunAt, endedAt)}`).join(', '),
    cpu: cpu / 1_000,
    gateCpu: (cpuOf(gatePid, false) - gateBefore) / 1_000,
    memory,
  }
}

function median(of: readonly number[]): number {
  return of.toSorted((one, other) => one - other)[of.length >> 1] ?? Number.NaN
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
await using ending = new AsyncDisposableStack()
ending.defer(async () => await rm(folder, { recursive: true }))
const { rules, dump } = benchOrganization(people, people * 1.2)
const file = join(folder, 'sekisho.yaml')
await writeFile(join(folder, 'rules.yaml'), rules)
await writeFile(join(folder, 'hr.csv'), encode(dump, 'cp932'))
const sink = await startProgram(join(import.meta.dirname, 'sink.ts'), [])
ending.defer(sink.stop)
await writeFile(
  file,
  stringify({
    listeners: [{ name: 'main', port: 0 }],
    nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: sink.port, tls: 'none' }] },
    log: { level: 'warn' },
    night: { enabled: true, schedule: { enabled: false } },
  }),
)
const gate = spawn(process.execPath, [...nodeOptions, program, 'serve', '--config', file], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: environment,
})
ending.defer(async () => {
  gate.kill('SIGKILL')
  await once(gate, 'exit')
})
let greeting = ''
gate.stdout.setEncoding('utf8').on('data', (text: string) => (greeting += text))
while (!/127\.0\.0\.1:\d+/.test(greeting)) await pause(50)
const gatePort = Number(/127\.0\.0\.1:(\d+)/.exec(greeting)?.[1])

const nights: Night[] = []
for (let number = 1; number <= rounds; number += 1) {
  const night = await nightOf(number)
  console.log(
    `night ${number}: ${night.whole.toFixed(0)} ms with the start of the process; milliseconds: ${night.steps}; CPU ${night.cpu.toFixed(0)} ms, of the gate ${night.gateCpu.toFixed(0)} ms; peak memory ${night.memory.toFixed(0)} MiB`,
  )
  nights.push(night)
}

async function nightOf(number: number): Promise<Night> {
  return await runNight(file, await writeDay(number), number, gate.pid ?? 0)
}

async function writeDay(number: number): Promise<string> {
  // From the first day, so that whoever sends the mails stays.
  const today = nextDay(dump, 400 + number)
  const source = join(folder, `day-${number}`)
  await mkdir(source)
  await writeFile(join(source, 'hr.csv'), encode(today, 'cp932'))
  return source
}

const waits = z.object({ median: z.number(), p99: z.number(), most: z.number(), mails: z.number() })

async function sendMails(): Promise<Waits> {
  const { sessions, rate, seconds: time } = pace
  const sender = join(import.meta.dirname, 'pace-sender.ts')
  const words = [String(gatePort), mail, String(sessions), String(rate), String(time)]
  return waits.parse(JSON.parse(await outputOf(sender, ...words)))
}

const seconds = median(nights.map(({ whole }) => whole)) / 1_000
const memory = Math.max(...nights.map((night) => night.memory))
const inside = median(nights.map((night) => night.inside)) / 1_000
console.log(
  `${String(people)} people: dump to activated ${seconds.toFixed(2)} s (its steps ${inside.toFixed(2)} s), median of ${rounds}; CPU of both ${(median(nights.map(({ cpu, gateCpu }) => cpu + gateCpu)) / 1_000).toFixed(2)} s; peak memory ${memory.toFixed(0)} MiB`,
)

await writeMail(folder, octets)
const mail = fileOf(folder, octets)
const said = ({ median: half, p99, most }: Waits): string =>
  `p50 ${half.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${most.toFixed(0)} ms`
const usual: Waits[] = []
const during: Waits[] = []
let number = rounds
for (let round = 0; round < flowRounds; round += 1) {
  const quiet = await sendMails()
  usual.push(quiet)
  const sources = [await writeDay((number += 1)), await writeDay((number += 1))]
  const flowing = sendMails()
  for (const source of sources) await once(startNight(file, source), 'exit')
  const busy = await flowing
  during.push(busy)
  console.log(
    `answer to the final dot, ${pace.rate} mails/s: ${said(quiet)}; with two nights in that time: ${said(busy)}`,
  )
}
const p99Usual = median(usual.map(({ p99 }) => p99))
const p99During = median(during.map(({ p99 }) => p99))
console.log(
  `p99, medians of ${flowRounds}: ${p99Usual.toFixed(1)} ms usual, ${p99During.toFixed(1)} ms with nights (${(p99During / p99Usual).toFixed(1)} times); gate: peak memory ${peakMemoryOf(gate.pid ?? 0, false).toFixed(0)} MiB`,
)

const isReached = seconds < goals.seconds && memory < goals.memory && p99During <= goals.times * p99Usual
console.log(
  `${isReached ? 'reached    ' : 'NOT REACHED'} dump to activated < ${goals.seconds} s, memory < ${goals.memory} MiB, p99 at most ${goals.times} times the usual`,
)
process.exitCode = isReached ? 0 : 1
