/** Where a night stands by its record, against its hours. */

import type { DatabaseSync } from 'node:sqlite'

import { listRuns, stepsOf, type NightRun } from '../store/night-runs.ts'
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

/**
 * @param database `undefined`: there is none yet
 * @param incoming absolute path of the folder in which dumps arrive; `undefined`: one dump that is ready is enough
 */
export function nightStanding(
  database: DatabaseSync | undefined,
  { begins, warns, alarms }: NightHours,
  now: number,
  incoming?: string,
): NightStanding {
  const runs = database === undefined ? [] : listRuns(database, runsLookedAt)
  const ofNight = runs.filter(({ begunAt, approval }) => Math.max(begunAt, approval?.at ?? 0) >= begins)
  const inForce = database === undefined ? undefined : activeRoster(database)?.run
  const ready = ofNight.find(
    (run) => (isReady(run, begins) || isPublishing(run, inForce)) && !isForRulesOnly(database, run),
  )
  const lapsed = runs.find((run) => hasLapsed(run, begins))
  if (lapsed !== undefined && (ready?.begunAt ?? 0) <= (lapsed.endedAt ?? 0))
    return { kind: 'failed', run: lapsed.number }
  const kept = runs.find((run) => isKept(run) && !isOutdated(run, inForce))
  if (kept !== undefined) return { kind: 'stopped', run: kept.number }
  const wrong = ofNight.find(({ state }) => state === 'stopped' || state === 'failed')
  const isAfter = wrong !== undefined && wrong.number > (ready?.number ?? 0)
  // Of what a person imports from elsewhere he hears himself.
  const isToTell = ready === undefined || (wrong?.source === incoming && !isSameDump(wrong, inForce))
  if (isAfter && isToTell) {
    if (wrong.state === 'stopped') return { kind: 'stopped', run: wrong.number }
    return { kind: 'failed', run: firstOfSame(wrong, ofNight).number }
  }
  if (ready !== undefined) return { kind: 'ready', run: ready.number }
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
  incoming?: string,
): NightStanding {
  if (expected?.begins !== tonight.begins) {
    const unexpected = { begins: tonight.begins, warns: Infinity, alarms: Infinity }
    const standing = nightStanding(database, unexpected, now, incoming)
    if (standing.kind !== 'expected') return standing
  }
  return expected === undefined ? { kind: 'expected' } : nightStanding(database, expected, now, incoming)
}

/**
 * The run in which this failure began: a dump that cannot even be read is tried again and again, and that is one failure to be told
 * of, not many.
 * @param runs the newest first
 */
export function firstOfSame(last: NightRun, runs: readonly NightRun[]): NightRun {
  const earlier = runs.slice(runs.indexOf(last) + 1)
  const other = earlier.findIndex(
    ({ state, source, dumpHash }) =>
      state !== 'failed' || source !== last.source || dumpHash !== last.dumpHash,
  )
  return earlier.slice(0, other === -1 ? undefined : other).at(-1) ?? last
}

/** It brought other rules and the people of before: the dump of the night is still to come. */
function isForRulesOnly(database: DatabaseSync | undefined, { number }: NightRun): boolean {
  if (database === undefined) return false
  const guarded = stepsOf(database, number).findLast(({ name }) => name === 'guarded')
  return guarded?.facts['onlyRules'] === 'yes'
}

/** What has come once more is no news. */
function isSameDump(run: NightRun | undefined, inForce: NightRun | undefined): boolean {
  return (
    run?.dumpHash !== undefined && run.dumpHash === inForce?.dumpHash && run.rulesHash === inForce.rulesHash
  )
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
