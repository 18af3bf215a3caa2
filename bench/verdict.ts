/**
 * How long a verdict takes on 50,000 people, and what making their snapshot costs. Prints one line a figure;
 * `node --expose-gc bench/verdict.ts` also tells the memory.
 */

import { findCandidates } from '../src/people/candidates.ts'
import { unfoldGroups } from '../src/people/groups.ts'
import { judge } from '../src/people/judge.ts'
import { readDump } from '../src/people/read-dump.ts'
import { readRules } from '../src/people/read-rules.ts'
import { createSnapshot } from '../src/people/snapshot.ts'
import type { Question } from '../src/people/verdict.ts'
import { encode } from '../scripts/legacy-encoding.ts'
import { addressOfNumber, benchOrganization } from './organization.ts'

const day = '2026-11-24'
const kinds = 20_000

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}

function megabytes(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1_000_000
}

function timed<Value>(name: string, work: () => Value): Value {
  const started = performance.now()
  const value = work()
  console.log(`${name}: ${(performance.now() - started).toFixed(1)} ms`)
  return value
}

/** Mails to one client, of every kind of sender, with a neighbour and now and then somebody far away in Cc. */
function questions(): readonly Question[] {
  return Array.from({ length: kinds }, (_, index) => {
    const sender = 2 + ((index * 7919) % 49_990)
    return {
      from: addressOfNumber(sender),
      to: ['client@example.com'],
      cc: [addressOfNumber(sender + 1 - (index % 19)), addressOfNumber(1 + ((index * 31) % 50_000))],
      others: [],
      day,
    }
  })
}

const { rules: rulesText, dump: dumpText } = benchOrganization()
const dump = Buffer.from(encode(dumpText, 'cp932'))
const rules = readRules(Buffer.from(rulesText))
if (rules.kind === 'faulty') throw new Error(JSON.stringify(rules.problems))
const read = timed('dump read', () => readDump(dump, rules.rules.layout))
if (read.kind === 'faulty') throw new Error(JSON.stringify(read.problems.slice(0, 3)))
const people = read.people
const before = megabytes()
const snapshot = timed('snapshot', () => createSnapshot(rules.rules, people, { name: 'bench', day }))
console.log(
  `  ${String(people.length)} people, ${String(snapshot.table.posts.length)} posts, ${(megabytes() - before).toFixed(1)} MB`,
)

const asked = questions()
const [first] = asked
if (first === undefined) throw new Error('no question')
const started = performance.now()
judge(snapshot, first)
console.log(`first verdict: ${((performance.now() - started) * 1000).toFixed(0)} µs`)

const batches: number[] = []
const reasons = new Map<string, number>()
for (let round = 0; round < 20; round += 1) {
  for (let from = 0; from < kinds; from += 100) {
    const batch = asked.slice(from, from + 100)
    const begun = process.hrtime.bigint()
    const verdicts = batch.map((question) => judge(snapshot, question))
    batches.push(Number(process.hrtime.bigint() - begun) / batch.length)
    if (round === 0) for (const { reason } of verdicts) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
}
console.log(`verdict, median of batches of 100: ${median(batches).toFixed(0)} ns`)
console.log(`  ${[...reasons].map(([reason, count]) => `${reason} ${String(count)}`).join(', ')}`)

const searches = asked.slice(0, 2_000).map((question) => {
  const begun = process.hrtime.bigint()
  findCandidates(snapshot, question.from, day)
  return Number(process.hrtime.bigint() - begun)
})
console.log(
  `candidates, median: ${median(searches).toFixed(0)} ns, most: ${Math.max(...searches).toFixed(0)} ns`,
)
const groups = timed('groups', () => unfoldGroups(snapshot, day))
console.log(`  ${String(groups.pairs.length)} pairs`)
