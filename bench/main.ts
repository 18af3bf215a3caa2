/**
 * `npm run bench`: the gate with the rule on 50,000 people and every decision on record, beside the programs that others put
 * in its place, all in front of the same sink. All of them run all the time; the same load goes to each in turn. Figures are
 * medians; how to read them is told in `docs/benchmark.md`.
 */

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { fileOf, writeMail } from './load.ts'
import { measure, type Figures } from './measure.ts'
import { measureMemory } from './memory.ts'
import { sendAtPace } from './pace.ts'
import { parts, type Measurement, type PartName } from './parts.ts'
import { contenderOf, haproxy, haraka, postfixFilter, postfixQueue, sekisho } from './peers.ts'
import type { Contender, Start } from './peers.ts'
import { startProgram } from './processes.ts'
import { describeFigures, describeReached, judgeGoals, median, titleOf, type Reached } from './report.ts'
import { writeGateFolder } from './settings.ts'

const names = ['kept', 'new', 'spool', 'latency', 'memory'] as const
const usage = `Usage: npm run bench -- [--quick] [--only ${names.join('|')},...] [--rounds 5]`
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: names.join(',') },
    rounds: { type: 'string' },
  },
})
const chosen = values.only.split(',')
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5))
if (!chosen.every((name) => names.some((known) => known === name)) || !(rounds >= 1)) {
  process.stderr.write(`${usage}\n`)
  process.exit(2)
}
if (!existsSync('/usr/sbin/smtp-source')) {
  process.stderr.write('The load comes from smtp-source: apt-get install postfix\n')
  process.exit(2)
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
/** Ends what was started, the last first; also where a later one does not start. */
await using ending = new AsyncDisposableStack()
ending.defer(async () => await rm(folder, { recursive: true }))
const sink = await startProgram(join(import.meta.dirname, 'sink.ts'), [])
ending.defer(sink.stop)
const sinkPort = sink.port
const surroundings = { folder, sinkPort, leftOut }
const reached: Reached[] = []
/** Mails a second of the gate over 50 sessions, 4 KB; `undefined`: not measured. */
let fullLoad: number | undefined

if (isChosen('kept') || isChosen('new') || isChosen('latency')) {
  const gate = join(folder, 'gate')
  await writeGateFolder(gate, { sinkPort, organization: 'big', isSpooled: false })
  const direct: Start = async () => await Promise.resolve(contenderOf('sink alone', sink))
  await using group = new AsyncDisposableStack()
  const starts = [
    direct,
    haproxy(surroundings),
    postfixFilter(surroundings),
    haraka(surroundings),
    sekisho('Sekisho', gate),
  ]
  const contenders = await startAll(starts, group)
  if (isChosen('kept')) await measurePart('kept', contenders)
  const others = contenders.filter(({ name }) => name !== 'Haraka forward')
  if (isChosen('new')) await measurePart('new', others)
  const ours = contenders.at(-1)
  if (isChosen('latency') && ours !== undefined) await measureLatency(ours)
}
if (isChosen('spool')) {
  const gate = join(folder, 'spooling-gate')
  await writeGateFolder(gate, { sinkPort, organization: 'big', isSpooled: true })
  await using group = new AsyncDisposableStack()
  const starts = [postfixQueue(surroundings), sekisho('Sekisho', gate)]
  await measurePart('spool', await startAll(starts, group))
}
if (isChosen('memory')) await tellMemory()
if (reached.length > 0) say(['Goals', ...reached.map(describeReached)])

function isChosen(name: (typeof names)[number]): boolean {
  return chosen.includes(name)
}

async function startAll(
  starts: readonly Start[],
  group: AsyncDisposableStack,
): Promise<readonly Contender[]> {
  const started: Contender[] = []
  for (const start of starts) {
    const contender = await start(group)
    if (contender !== undefined) started.push(contender)
  }
  return started
}

async function measurePart(name: PartName, contenders: readonly Contender[]): Promise<void> {
  for (const load of parts[name].filter(({ isQuick }) => !values.quick || isQuick === true)) {
    await writeMail(folder, load.octets)
    const figures = await measure(contenders, load, rounds, { folder, sinkPort })
    tell(name, load, figures)
  }
}

function tell(name: PartName, load: Measurement, figures: readonly Figures[]): void {
  const isSpooled = name === 'spool'
  const title = titleOf(load, isSpooled)
  const judged = judgeGoals(title, figures, load.goals)
  reached.push(...judged)
  say([...describeFigures(title, figures, isSpooled), ''])
  if (name === 'kept' && load.octets === 4_096 && load.sessions === 50)
    fullLoad = median(figures.at(-1)?.rates ?? [])
}

/** The answer to the final dot where the gate has half of what it can do. */
async function measureLatency(gate: Contender): Promise<void> {
  const load = { octets: 4_096, sessions: 50, mails: 8_000, isKept: true }
  await writeMail(folder, load.octets)
  fullLoad ??= median((await measure([gate], load, rounds, { folder, sinkPort }))[0]?.rates ?? [])
  const rate = Math.round(fullLoad / 2)
  const pace = { sessions: load.sessions, rate, seconds: values.quick ? 5 : 20 }
  const waits = await sendAtPace(gate.port, fileOf(folder, load.octets), pace)
  const title = `Answer to the final dot, 4 KB, 50 sessions, ${rate} mails/s`
  const [half, p99, most] = [waits.median, waits.p99, waits.most].map((wait) => wait.toFixed(1))
  say([title, `  p50 ${half} ms, p99 ${p99} ms, longest ${most} ms, ${waits.mails} mails`, ''])
  reached.push(
    { goal: `${title}: p50 < 15 ms`, figure: `${half}`, isReached: waits.median < 15 },
    { goal: `${title}: p99 < 100 ms`, figure: `${p99}`, isReached: waits.p99 < 100 },
  )
}

/** Two gates of their own, so that no earlier load counts: without a big roster, and with it. */
async function tellMemory(): Promise<void> {
  const cases = [
    { organization: 'tiny', people: 'a few people', sessions: 200, goal: 150 },
    { organization: 'big', people: '50,000 people', sessions: 50, goal: 250_000_000 / 1_048_576 },
  ] as const
  for (const { organization, people, sessions, goal } of cases) {
    const load = { octets: 4_096, sessions, mails: values.quick ? 10_000 : 40_000, isKept: true }
    const { started, loaded, reloaded } = await measureMemory(folder, organization, sinkPort, load)
    const title = `Memory with ${people}, ${sessions} sessions`
    say([
      `${title}, MiB`,
      ...[
        ['started', started] as const,
        ['under load', loaded] as const,
        ['with a reload', reloaded] as const,
      ].map(
        ([when, { peak, own, files }]) =>
          `  ${when.padEnd(14)} peak ${peak.toFixed(0)}, now ${own.toFixed(0)} of its own and ${files.toFixed(0)} of files`,
      ),
      '',
    ])
    reached.push({
      goal: `${title}: <= ${goal.toFixed(0)} MiB`,
      figure: loaded.peak.toFixed(0),
      isReached: loaded.peak <= goal,
    })
  }
}

function leftOut(name: string, remedy: string): void {
  say([`Left out: ${name} (${remedy})`, ''])
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
