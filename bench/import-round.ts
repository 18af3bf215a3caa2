/** One import in a process of its own, measured: `node bench/import-round.ts FOLDER`, started by `bench/import.ts`. */

import { reportOn } from '../src/people/report.ts'
import { loadOrganization } from '../src/roster/load.ts'

const day = '2026-11-24'
const [folder = '.'] = process.argv.slice(2)

const started = performance.now()
const organization = await loadOrganization(folder, day)
if (organization.kind === 'faulty') throw new Error(`faulty: ${JSON.stringify(organization.problems[0])}`)
const loaded = performance.now()
const { posts } = reportOn(organization.snapshot, day)
const ended = performance.now()
const memory = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ posts, load: loaded - started, report: ended - loaded, memory }))
