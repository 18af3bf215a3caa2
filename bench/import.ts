/**
 * What an import of 50,000 people (60,000 rows, CP932) costs: reading both files, the snapshot, the report; five
 * rounds in fresh processes, medians, and the most memory any of them took. `node bench/import.ts`
 */

import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { encode } from '../scripts/legacy-encoding.ts'
import { reportOn } from '../src/people/report.ts'
import { loadOrganization } from '../src/roster/load.ts'
import { benchOrganization } from './organization.ts'

const rounds = 5
const day = '2026-11-24'

const figuresOfRound = z.object({ load: z.number(), report: z.number(), memory: z.number() })
type RoundFigures = z.infer<typeof figuresOfRound>

async function oneRound(folder: string): Promise<RoundFigures> {
  const started = performance.now()
  const organization = await loadOrganization(folder, day)
  if (organization.kind === 'faulty') throw new Error(`faulty: ${JSON.stringify(organization.problems[0])}`)
  const loaded = performance.now()
  const report = reportOn(organization.snapshot, day)
  const ended = performance.now()
  if (report.posts < 60_000) throw new Error(`only ${String(report.posts)} posts`)
  const memory = process.resourceUsage().maxRSS / 1024
  return { load: loaded - started, report: ended - loaded, memory }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}

async function allRounds(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
  try {
    const { rules, dump } = benchOrganization()
    await writeFile(join(folder, 'rules.yaml'), rules)
    await writeFile(join(folder, 'hr.csv'), encode(dump, 'cp932'))
    const figures = Array.from({ length: rounds }, () => {
      const child = spawnSync(process.execPath, [import.meta.filename, folder], { encoding: 'utf8' })
      if (child.status !== 0) throw new Error(child.stderr)
      return figuresOfRound.parse(JSON.parse(child.stdout))
    })
    const load = median(figures.map((round) => round.load))
    const report = median(figures.map((round) => round.report))
    const memory = Math.max(...figures.map((round) => round.memory))
    console.log(
      `files and snapshot ${load.toFixed(0)} ms, report ${report.toFixed(0)} ms, in all ${(load + report).toFixed(0)} ms; peak memory ${memory.toFixed(0)} MiB`,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}

const [folder] = process.argv.slice(2)
if (folder === undefined) await allRounds()
else console.log(JSON.stringify(await oneRound(folder)))
