/** The thread of one search: `search-page.ts` starts it with what is asked, and it answers once. */

import { parentPort, workerData } from 'node:worker_threads'

import { z } from 'zod'

import { searchDecisions } from './decision-search.ts'
import type { FoundDecision } from './recorded-decision.ts'
import type { PageAnswer, SearchPage } from './search-page.ts'

const text = z.string().optional()

const askedSchema = z.object({
  directory: z.string(),
  filter: z.object({
    since: z.number().optional(),
    until: z.number().optional(),
    from: text,
    to: text,
    subject: text,
    outcome: text,
    policy: text,
    reason: text,
    id: text,
    breakGlass: z.boolean().optional(),
  }),
  limit: z.number(),
  patience: z.number(),
})

async function search(): Promise<SearchPage> {
  const { directory, filter, limit, patience } = askedSchema.parse(workerData)
  const stopAt = performance.now() + patience
  const found: FoundDecision[] = []
  let damages = 0
  let reached: string | undefined
  const goesOn = (at: string): boolean => {
    if (performance.now() < stopAt) return true
    reached = at
    return false
  }
  for await (const each of searchDecisions(directory, filter, goesOn)) {
    if (each.kind === 'damage') damages += 1
    else if (found.length < limit) found.push(each)
    else return { found, damages, next: each.record.at }
  }
  return { found, damages, next: reached }
}

const answer: PageAnswer = await search().then(
  (page) => ({ kind: 'page', page }),
  (fault: unknown) => {
    const why = fault instanceof Error ? fault.message : String(fault)
    return {
      kind: 'fault',
      why,
      code: fault instanceof Error && 'code' in fault ? String(fault.code) : undefined,
    }
  },
)
parentPort?.postMessage(answer, [])
