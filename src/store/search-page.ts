/**
 * A page of what is found in the decision log, searched in a thread of its own: years of decisions may be looked through
 * beside a gate that takes mail. At most two searches at a time; others wait for their turn.
 */

import { Worker } from 'node:worker_threads'

import type { DecisionFilter } from './decision-filter.ts'
import type { FoundDecision } from './recorded-decision.ts'

export interface PageAsked {
  readonly directory: string
  readonly filter: DecisionFilter
  /** Decisions, at most. */
  readonly limit: number
  /** Milliseconds that the search may take. */
  readonly patience: number
}

export interface SearchPage {
  readonly found: readonly FoundDecision[]
  /** Places that cannot be read. */
  readonly damages: number
  /** ISO 8601: older decisions were not looked at; `undefined`: there are no more. */
  readonly next: string | undefined
}

export type PageAnswer =
  | { readonly kind: 'page'; readonly page: SearchPage }
  | { readonly kind: 'fault'; readonly why: string; readonly code: string | undefined }

const mostAtOnce = 2
/** Megabytes of heap: a thousand decisions of the longest kind. */
const heap = 512

let underWay = 0
const waiting: (() => void)[] = []

/** Rejects with the system's words where the folder or a file cannot be opened. */
export async function searchPage(asked: PageAsked): Promise<SearchPage> {
  if (underWay >= mostAtOnce) await new Promise<void>((done) => waiting.push(done))
  underWay += 1
  try {
    const answer = await ask(asked)
    if (answer.kind === 'page') return answer.page
    throw Object.assign(new Error(answer.why), { code: answer.code })
  } finally {
    underWay -= 1
    waiting.shift()?.()
  }
}

async function ask(asked: PageAsked): Promise<PageAnswer> {
  const worker = new Worker(new URL('search-worker.ts', import.meta.url), {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: heap },
  })
  try {
    return await new Promise<PageAnswer>((done, fail) => {
      worker.once('message', done)
      worker.once('error', fail)
      worker.once('exit', () => fail(new Error('the search ended without an answer')))
    })
  } finally {
    await worker.terminate()
  }
}
