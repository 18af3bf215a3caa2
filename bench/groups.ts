/**
 * What publishing groups costs: `sekisho groups apply` as a process of its own, and another gate that keeps them by its API.
 * 50,000 people, 3,000 units, more than 5,000 groups: the first publication, then a day on which about 300 groups change.
 * `node bench/groups.ts [--people 50000]`
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { z } from 'zod'

import { unfoldGroups } from '../src/people/groups.ts'
import { groupsToPublish } from '../src/people/published-groups.ts'
import { loadOrganization } from '../src/roster/load.ts'
import { planFor } from '../src/roster/publish-groups.ts'
import { openSekishoTarget } from '../src/roster/sekisho-target.ts'
import { benchOrganization } from './organization.ts'
import { cpuOf, peakMemoryOf } from './processes.ts'

const program = join(import.meta.dirname, '..', 'src', 'main.ts')
/** Seconds, and MiB. `plan`: without the reading of the dump. */
const goals = { first: 60, plan: 1, changed: 5, memory: 500 }
const changedGroups = 335

const { values } = parseArgs({ options: { people: { type: 'string', default: '50000' } } })
const people = Number(values.people)

const said = z.object({ groups: z.number(), steps: z.union([z.number(), z.array(z.unknown())]) })

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

interface Run {
  readonly seconds: number
  readonly groups: number
  readonly steps: number
  /** Seconds of CPU of the command, MiB. */
  readonly cpu: number
  readonly memory: number
}

async function run(...words: readonly string[]): Promise<Run> {
  const started = performance.now()
  const child = spawn(process.execPath, [program, ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  let memory = 0
  let cpu = 0
  const timer = setInterval(() => {
    try {
      memory = Math.max(memory, peakMemoryOf(child.pid ?? 0, false))
      cpu = cpuOf(child.pid ?? 0, false) / 1_000_000
    } catch {
      // It has just ended.
    }
  }, 20)
  await once(child, 'close')
  clearInterval(timer)
  const seconds = (performance.now() - started) / 1_000
  const { groups, steps } = said.parse(JSON.parse(text))
  return { seconds, groups, steps: typeof steps === 'number' ? steps : steps.length, cpu, memory }
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
await using ending = new AsyncDisposableStack()
ending.defer(async () => await rm(folder, { recursive: true }))
const { rules, dump } = benchOrganization(people, people * 1.2)

/** The first clerk of every so many sections has left: his sender group changes, and nothing else. */
function nextDump(): string {
  const [header = '', ...rows] = dump.split('\r\n')
  const seen = new Set<string>()
  const kept = rows.filter((row) => {
    const [, , , , bureau, , department, , section, , , , role, , concurrent] = row.split(',')
    const unit = `${bureau}/${department}/${section}`
    if (role !== '090' || concurrent !== '0' || seen.has(unit) || seen.size >= changedGroups) return true
    seen.add(unit)
    const [employee] = row.split(',', 1)
    return rows.filter((other) => other.startsWith(`${String(employee)},`)).length > 1
  })
  return [header, ...kept].join('\r\n')
}

for (const [name, text] of [
  ['today', dump],
  ['tomorrow', nextDump()],
] as const) {
  await mkdir(join(folder, name))
  await writeFile(join(folder, name, 'hr.csv'), text)
  await writeFile(join(folder, name, 'rules.yaml'), rules)
}
const small = benchOrganization(100, 120)
await writeFile(join(folder, 'rules.yaml'), small.rules)
await writeFile(join(folder, 'hr.csv'), small.dump)
const port = await freePort()
const file = join(folder, 'sekisho.yaml')
await writeFile(
  file,
  stringify({
    listeners: [{ name: 'main', port: 0 }],
    nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
    api: { enabled: true, port },
  }),
)
const gate = spawn(process.execPath, [program, 'serve', '--config', file], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
ending.defer(async () => {
  gate.kill('SIGKILL')
  await once(gate, 'exit')
})
await once(gate.stdout, 'data')
gate.stdout.resume()
const making = spawn(
  process.execPath,
  [
    program,
    'token',
    'create',
    'roster',
    '--scope',
    'groups:read',
    '--scope',
    'groups:write',
    '--config',
    file,
  ],
  { stdio: ['ignore', 'pipe', 'ignore'] },
)
let token = ''
making.stdout.setEncoding('utf8').on('data', (chunk: string) => (token += chunk))
await once(making, 'close')
const tokenFile = join(folder, 'token')
await writeFile(tokenFile, token)

const to = ['--target', `http://127.0.0.1:${port}`, '--token-file', tokenFile]
const first = await run('groups', 'apply', '--org', join(folder, 'today'), ...to)
const again = await run('groups', 'plan', '--org', join(folder, 'today'), ...to)
const plan = await planAlone()
const changed = await run('groups', 'apply', '--org', join(folder, 'tomorrow'), ...to)

/** From the roster in memory to the steps of tomorrow: its groups, what the gate has, and the differences. Median of five. */
async function planAlone(): Promise<{ readonly seconds: number; readonly steps: number }> {
  const loaded = await loadOrganization(join(folder, 'tomorrow'))
  if (loaded.kind === 'faulty') throw new Error('the dump has faults')
  const target = openSekishoTarget({ url: `http://127.0.0.1:${port}`, token: token.trim() })
  const took: number[] = []
  let steps = 0
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now()
    const groups = groupsToPublish(unfoldGroups(loaded.snapshot, loaded.snapshot.day))
    const planned = await planFor(groups, target)
    took.push((performance.now() - started) / 1_000)
    if (planned.kind === 'target-fault') throw new Error(JSON.stringify(planned.fault))
    steps = planned.plan.steps.length
  }
  return { seconds: took.toSorted((one, other) => one - other)[2] ?? Number.NaN, steps }
}

function tell(what: string, { seconds, steps, groups, cpu, memory }: Run): void {
  console.log(
    `${what}: ${seconds.toFixed(2)} s with the start of the process and the reading of the dump; ${steps} of ${groups} groups; CPU of the command ${cpu.toFixed(2)} s; peak memory ${memory.toFixed(0)} MiB`,
  )
}
tell('first publication', first)
tell('a plan with nothing to do', again)
console.log(`the plan of a day with changes, alone: ${plan.seconds.toFixed(2)} s for ${plan.steps} steps`)
tell('a day with changes', changed)
const gateMemory = peakMemoryOf(gate.pid ?? 0, false)
console.log(
  `the gate that keeps them: CPU ${(cpuOf(gate.pid ?? 0, false) / 1_000_000).toFixed(2)} s; peak memory ${gateMemory.toFixed(0)} MiB`,
)
const isReached =
  first.seconds < goals.first &&
  plan.seconds < goals.plan &&
  changed.seconds < goals.changed &&
  Math.max(first.memory, changed.memory) < goals.memory
console.log(
  `${isReached ? 'reached    ' : 'NOT REACHED'} first publication < ${goals.first} s, plan < ${goals.plan} s, changes < ${goals.changed} s, memory < ${goals.memory} MiB`,
)
process.exitCode = isReached ? 0 : 1
