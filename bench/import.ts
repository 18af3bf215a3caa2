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
import { benchOrganization } from './organization.ts'

const rounds = 5
const program = join(import.meta.dirname, 'import-round.ts')

const figuresOfRound = z.object({
  posts: z.literal(60_000),
  load: z.number(),
  report: z.number(),
  memory: z.number(),
})

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
try {
  const { rules, dump } = benchOrganization()
  await writeFile(join(folder, 'rules.yaml'), rules)
  await writeFile(join(folder, 'hr.csv'), encode(dump, 'cp932'))
  const figures = Array.from({ length: rounds }, () => {
    const child = spawnSync(process.execPath, [program, folder], { encoding: 'utf8' })
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
