/**
 * How long the comparison of two days takes: 50,000 people in 60,000 rows, 3,000 units; on an ordinary day, and on the day of
 * the great transfer. The first round of a fresh process counts, since a night has one. `node bench/compare.ts`
 */

import { parseArgs } from 'node:util'
import { compareSnapshots } from '../src/people/compare.ts'
import { readDump } from '../src/people/read-dump.ts'
import { readRules } from '../src/people/read-rules.ts'
import { createSnapshot, type Snapshot } from '../src/people/snapshot.ts'
import { nextDay } from './next-day.ts'
import { benchOrganization } from './organization.ts'

const day = '2026-11-24'
const goal = 1_000

const { values } = parseArgs({ options: { transfer: { type: 'boolean', default: false } } })

function snapshotOf({ rules: written, dump }: { readonly rules: string; readonly dump: string }): Snapshot {
  const rules = readRules(Buffer.from(written))
  if (rules.kind === 'faulty') throw new Error('the rules are faulty')
  const people = readDump(Buffer.from(dump), rules.rules.layout)
  if (people.kind === 'faulty') throw new Error('the dump is faulty')
  return createSnapshot(rules.rules, people.people, { name: 'bench', day })
}

const { rules, dump } = benchOrganization()
const before = snapshotOf({ rules, dump })
const after = snapshotOf({ rules, dump: nextDay(dump, values.transfer ? 8 : 400) })

function timed(): readonly [milliseconds: number, changes: ReturnType<typeof compareSnapshots>] {
  const started = performance.now()
  const changes = compareSnapshots(before, after, day)
  return [performance.now() - started, changes]
}

const usedBefore = process.cpuUsage()
const [first, { after: now, people, units, approvers, groups }] = timed()
const used = process.cpuUsage(usedBefore)
const rest = Array.from({ length: 5 }, () => timed()[0]).toSorted((one, other) => one - other)
const memory = process.resourceUsage().maxRSS / 1_024
console.log(
  `${String(now.people)} people, ${String(now.posts)} posts, ${String(now.units)} units, ${String(now.groups)} groups; ` +
    `left ${String(people.left.length)}, moved ${String(people.moved.length)}, units gone ${String(units.gone.length)}, ` +
    `approvers changed for ${String(approvers.changed.reduce((sum, { senders }) => sum + senders.length, 0))}, ` +
    `lose every ${String(approvers.loseEvery.length)}, groups ${String(groups.create.length)} to create, ` +
    `${String(groups.overwrite.length)} to overwrite, ${String(groups.delete.length)} to delete`,
)
console.log(
  `compared in ${first.toFixed(0)} ms, CPU of all threads ${((used.user + used.system) / 1_000).toFixed(0)} ms (again: median ${(rest[2] ?? 0).toFixed(0)} ms); both rosters and the comparison: peak memory ${memory.toFixed(0)} MiB`,
)
console.log(`${first < goal ? 'reached    ' : 'NOT REACHED'} comparison < ${String(goal)} ms`)
process.exitCode = first < goal ? 0 : 1
