/** Since when policies have been off, by the revisions that were saved. Pure. */

import { dayIn } from './day.ts'
import { readPolicies } from './read-policies.ts'

export interface PastRevision {
  readonly yaml: string
  /** Milliseconds since 1970 at which it was saved. */
  readonly at: number
}

function offIn(yaml: string): ReadonlySet<string> {
  const reading = readPolicies(yaml)
  if (reading.kind === 'faulty') return new Set()
  return new Set(reading.document.policies.filter(({ mode }) => mode === 'off').map(({ id }) => id))
}

/**
 * By policy id, the day of the oldest revision from which on every one has it off; without those that no revision has off.
 * @param yaml the policies now
 * @param past the newest first; read only as far as it is needed
 */
export function offSince(
  yaml: string,
  past: Iterable<PastRevision>,
  timezone: string,
): ReadonlyMap<string, string> {
  const since = new Map<string, string>()
  let left = offIn(yaml)
  if (left.size === 0) return since
  for (const revision of past) {
    left = left.intersection(offIn(revision.yaml))
    if (left.size === 0) break
    const day = dayIn(timezone, revision.at)
    for (const id of left) since.set(id, day)
  }
  return since
}
