/** Where a night stands by its record, against its hours. */

import type { DatabaseSync } from 'node:sqlite'

import { listRuns, type NightRun } from '../store/night-runs.ts'
import { activeRoster } from '../store/roster-activations.ts'
import { isOutdated } from './night-moment.ts'
import type { NightHours } from './night-schedule.ts'

export type NightStanding =
  /** A dump has come, and is in force or waits for its moment. */
  | { readonly kind: 'ready'; readonly run: number }
  /** Nothing is wrong yet. */
  | { readonly kind: 'expected' }
  | { readonly kind: 'stopped'; readonly run: number }
  | { readonly kind: 'failed'; readonly run: number }
  /** Past the hour of the warning. */
  | { readonly kind: 'late' }
  /** Past the hour of the alarm. */
  | { readonly kind: 'missing' }

const runsLookedAt = 100
/** Milliseconds. */
const day = 86_400_000

/** @param database `undefined`: there is none yet */
export function nightStanding(
  database: DatabaseSync | undefined,
  { begins, warns, alarms }: NightHours,
  now: number,
): NightStanding {
  const runs = database === undefined ? [] : listRuns(database, runsLookedAt)
  const ofNight = runs.filter(({ begunAt, approval }) => Math.max(begunAt, approval?.at ?? 0) >= begins)
  const inForce = database === undefined ? undefined : activeRoster(database)?.run
  const ready = ofNight.find((run) => isReady(run, begins) || isPublishing(run, inForce))
  const lapsed = runs.find((run) => hasLapsed(run, begins))
  if (lapsed !== undefined && (ready?.begunAt ?? 0) <= (lapsed.endedAt ?? 0))
    return { kind: 'failed', run: lapsed.number }
  const kept = runs.find((run) => isKept(run) && !isOutdated(run, inForce))
  if (kept !== undefined) return { kind: 'stopped', run: kept.number }
  if (ready !== undefined) return { kind: 'ready', run: ready.number }
  const last = ofNight[0]
  if (last?.state === 'stopped' || last?.state === 'failed') return { kind: last.state, run: last.number }
  if (now >= alarms) return { kind: 'missing' }
  return { kind: now >= warns ? 'late' : 'expected' }
}

/**
 * Where the last night stands on which a dump was expected. One that comes on a holiday all the same counts as well, for good
 * or bad; that none has come does not.
 * @param tonight hours of the last night of the schedule, holiday or not
 * @param expected of the last one that is none; `undefined`: there is none
 */
export function standingTonight(
  database: DatabaseSync | undefined,
  tonight: NightHours,
  expected: NightHours | undefined,
  now: number,
): NightStanding {
  if (expected?.begins !== tonight.begins) {
    const unexpected = { begins: tonight.begins, warns: Infinity, alarms: Infinity }
    const standing = nightStanding(database, unexpected, now)
    if (standing.kind !== 'expected') return standing
  }
  return expected === undefined ? { kind: 'expected' } : nightStanding(database, expected, now)
}

/** Was to take force at its moment and did not: the dump of the night before it does not make up for that. */
function hasLapsed({ state, effectiveAt, endedAt = 0 }: NightRun, begins: number): boolean {
  return state === 'failed' && effectiveAt !== undefined && endedAt >= begins
}

/** In force, and its groups are on their way. */
function isPublishing({ state, number }: NightRun, inForce: NightRun | undefined): boolean {
  return state === 'under-way' && number === inForce?.number
}

/** Transfers wait for a person, and no ordinary dump takes the place of that. */
function isKept({ state, effectiveAt }: NightRun): boolean {
  return state === 'stopped' && effectiveAt !== undefined
}

/** What waits for a later day is not the dump of this night. */
function isReady({ state, effectiveAt = 0 }: NightRun, begins: number): boolean {
  return state === 'done' || state === 'unpublished' || (state === 'waiting' && effectiveAt < begins + day)
}
