/** An attempt to publish groups as JSON, the same at the terminal and in the API. */

import type { Publication } from '../store/night-publications.ts'
import type { StepFacts } from '../store/night-runs.ts'

export interface PublicationJson {
  /** Of the target. */
  readonly name: string
  /** Its URL or folder. */
  readonly target: string
  readonly begunAt: string
  readonly endedAt: string | null
  /** `null`: under way, or cut off. */
  readonly outcome: 'done' | 'failed' | null
  readonly facts: StepFacts
  readonly log: string[]
}

/** Moments as RFC 3339, in UTC. */
export function publicationJson({
  target,
  place,
  begunAt,
  endedAt,
  outcome,
  facts,
  log,
}: Publication): PublicationJson {
  return {
    name: target,
    target: place,
    begunAt: new Date(begunAt).toISOString(),
    endedAt: endedAt === undefined ? null : new Date(endedAt).toISOString(),
    outcome: outcome ?? null,
    facts,
    log: [...log],
  }
}
