/**
 * Which of two dumps is the later word on the company, and whether what a run was compared with is still in force: for dumps that
 * wait, for a person or for their moment, while other dumps take force. Reads that moment as a person writes it.
 */

import type { NightRun, NightStep } from '../store/night-runs.ts'

/** The moment whose company a dump shows: for one that takes force at once, that of its import. Milliseconds since 1970. */
function momentOf({ begunAt, effectiveAt = 0 }: NightRun): number {
  return Math.max(begunAt, effectiveAt)
}

/** What is in force shows the company of a later moment: this dump would put back what has changed since. */
export function isOutdated(run: NightRun, inForce: NightRun | undefined): boolean {
  if (inForce === undefined || inForce.number === run.number) return false
  const later = momentOf(inForce) - momentOf(run)
  return later > 0 || (later === 0 && inForce.number > run.number)
}

/** In the order in which they are to take force: what counts in the end is the dump of the last moment. */
export function inOrderOfMoments(runs: readonly NightRun[]): readonly NightRun[] {
  return runs.toSorted((one, other) => momentOf(one) - momentOf(other) || one.number - other.number)
}

/** Number of the run whose dump it was compared with last, 0 for the folder of the configuration; `undefined`: not yet. */
export function comparedWith(steps: readonly NightStep[]): number | undefined {
  const last = steps.findLast(({ name, outcome }) => name === 'compared' && outcome === 'done')
  const number = last?.facts['comparedWith']
  return typeof number === 'number' ? number : undefined
}

/**
 * Another roster is in force than that which it was compared with: comparison and guard say nothing any more.
 * @param inForce number of the run; `undefined`: the folder of the configuration
 */
export function isToCompareAgain(
  run: NightRun,
  steps: readonly NightStep[],
  inForce: number | undefined,
): boolean {
  const before = comparedWith(steps)
  return before !== undefined && inForce !== run.number && before !== (inForce ?? 0)
}

/** Milliseconds since 1970; `undefined`: no day and hour, or one with a zone of its own. */
export function momentIn(timezone: string, local: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(local)) return undefined
  try {
    const moment = Temporal.PlainDateTime.from(local.replace(' ', 'T'), { overflow: 'reject' })
    return moment.toZonedDateTime(timezone).epochMilliseconds
  } catch {
    return undefined
  }
}
