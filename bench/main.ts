/**
 * `npm run bench`: the gate with the rule on 50,000 people, straight through, against Postfix as a before-queue
 * proxy filter, and the sink alone. All of them run all the time; the same load goes to each in turn, five rounds,
 * medians. `npm run bench -- quick` measures 4 KB over 50 sessions only.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPostfix } from '../test/peers/postfix.ts'

import { send, writeMail, type Load } from './load.ts'
import { benchOrganization } from './organization.ts'
import { cpuOf, peakMemoryOf, startProgram } from './processes.ts'
import { describeFigures, type Figures } from './report.ts'

interface Contender {
  readonly name: string
  readonly port: number
  readonly process: number
  /** Its cost is that of its process group. */
  readonly inGroup: boolean
}

const rounds = 5
const loads: readonly Load[] = [
  { octets: 4_096, sessions: 1, mails: 1_500 },
  { octets: 4_096, sessions: 10, mails: 8_000 },
  { octets: 4_096, sessions: 50, mails: 8_000 },
  { octets: 65_536, sessions: 1, mails: 800 },
  { octets: 65_536, sessions: 10, mails: 4_000 },
  { octets: 65_536, sessions: 50, mails: 4_000 },
]
const isQuick = process.argv.includes('quick')
const chosen = isQuick ? loads.filter(({ octets, sessions }) => octets === 4_096 && sessions === 50) : loads

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
/** Ends what was started, the last first; also where a later one does not start. */
await using ending = new AsyncDisposableStack()
ending.defer(async () => await rm(folder, { recursive: true }))
const sink = await startProgram(join(import.meta.dirname, 'sink.ts'), [])
ending.defer(sink.stop)
await writeOrganization(sink.port)
const gate = await startProgram(join(import.meta.dirname, 'gate.ts'), [folder])
ending.defer(gate.stop)
const postfix = await startPostfix({
  mail: { kind: 'proxy-filter', port: sink.port },
  main: { message_size_limit: '0', smtpd_client_connection_count_limit: '0' },
})
ending.defer(postfix.stop)

const contenders: readonly Contender[] = [
  { name: 'sink alone', port: sink.port, process: sink.child.pid ?? 0, inGroup: false },
  { name: 'Postfix proxy filter', port: postfix.port, process: await postfix.processId(), inGroup: true },
  { name: 'Sekisho', port: gate.port, process: gate.child.pid ?? 0, inGroup: false },
]
for (const octets of new Set(chosen.map((load) => load.octets))) await writeMail(folder, octets)
for (const load of chosen) {
  for (const line of describeFigures(load, await measure(contenders, load))) process.stdout.write(`${line}\n`)
}

/** One round more than counts: the first warms up. */
async function measure(all: readonly Contender[], load: Load): Promise<readonly Figures[]> {
  const runs = new Map<string, { readonly rate: number; readonly cpu: number }[]>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of all) {
      const before = cpuOf(contender.process, contender.inGroup)
      const seconds = await send(folder, contender.port, load)
      const cpu = (cpuOf(contender.process, contender.inGroup) - before) / load.mails
      if (round > 0)
        runs.set(contender.name, [...(runs.get(contender.name) ?? []), { rate: load.mails / seconds, cpu }])
    }
  }
  return all.map(({ name, process: id, inGroup }) => ({
    name,
    rates: (runs.get(name) ?? []).map(({ rate }) => rate),
    cpus: (runs.get(name) ?? []).map(({ cpu }) => cpu),
    memory: peakMemoryOf(id, inGroup),
  }))
}

async function writeOrganization(nextHopPort: number): Promise<void> {
  const { rules, dump } = benchOrganization()
  await writeFile(join(folder, 'rules.yaml'), rules)
  await writeFile(join(folder, 'hr.csv'), dump)
  const config = {
    hostname: 'gate.example',
    organization: '.',
    listeners: [{ name: 'bench', port: 0 }],
    nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: nextHopPort, tls: 'none' }] },
    decisions: { directory: 'decisions' },
  }
  await writeFile(join(folder, 'config.json'), JSON.stringify(config))
}
