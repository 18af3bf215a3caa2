/** Whether a dump that has arrived is to be imported now, by the schedule and by what was imported before. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DatabaseSync } from 'node:sqlite'

import { codeOf } from '../store/fault-code.ts'
import { listRuns, type NightRun } from '../store/night-runs.ts'
import { changedAt } from './arrival.ts'
import { fileVersion } from './file-version.ts'
import { effectiveFile } from './moment-beside.ts'
import { hoursOfNight, type ScheduleSettings } from './night-schedule.ts'
import { firstOfSame, nightStanding } from './night-standing.ts'
import { dumpFile, rulesFile } from './take-dump.ts'

/**
 * Rejects with the system's error.
 * @param incoming folder in which the dump has wholly arrived
 * @param database `undefined`: there is none yet
 */
export type IsDumpToTake = (
  incoming: string,
  schedule: ScheduleSettings,
  database: DatabaseSync | undefined,
  now: number,
) => Promise<boolean>

const runsLookedAt = 100
const unreadable = ['EACCES', 'EPERM', 'EISDIR', 'EIO']
/** Milliseconds between two attempts at a dump that has failed and lies there still, at least and at most. */
const soonest = 60_000
const latest = 1_800_000

/**
 * From the begin of a night on, also that of a holiday, as long as no dump of it is in force; until the hour of the alarm another
 * one as well. What was left from the day before is taken as the night begins, and must not keep back the dump of this night.
 * One that could not even be read is tried again less and less often, unless it changes.
 */
export function createDumpToTake(): IsDumpToTake {
  const hashOf = createFileHashes()
  /** As the files were when they were last to be taken. */
  let seen: string | undefined
  const isAnother = async (incoming: string, { dumpHash, rulesHash }: NightRun): Promise<boolean> => {
    try {
      const dump = await hashOf(join(incoming, dumpFile))
      const rules = await hashOf(join(incoming, rulesFile))
      return dump !== dumpHash || (rules !== undefined && rules !== rulesHash)
    } catch (fault) {
      // The import puts on record why it cannot be read.
      if (unreadable.includes(codeOf(fault))) return true
      throw fault
    }
  }
  const isToTake = async (
    incoming: string,
    schedule: ScheduleSettings,
    database: DatabaseSync | undefined,
    now: number,
    there: string,
  ): Promise<boolean> => {
    const hours = hoursOfNight(schedule, now)
    if (hours === undefined) return false
    const runs = database === undefined ? [] : listRuns(database, runsLookedAt)
    const [last] = runs
    const isSeen = seen === undefined || seen === there
    const hasFailed = last?.state === 'failed' && last.source === incoming
    if (hasFailed && isSeen && !(await hasChangedSince(incoming, last)))
      return now - last.begunAt >= restAfter(last, runs)
    if (nightStanding(database, hours, now, incoming).kind !== 'ready') return true
    return now < hours.alarms && last !== undefined && (await isAnother(incoming, last))
  }
  return async (incoming, schedule, database, now) => {
    const there = await versionsIn(incoming)
    const isNow = await isToTake(incoming, schedule, database, now, there)
    if (isNow) seen = there
    else seen ??= there
    return isNow
  }
}

const files = [dumpFile, rulesFile, effectiveFile]

/** Equal as long as nothing in the folder was written to or replaced, also by files that are older. */
async function versionsIn(incoming: string): Promise<string> {
  const versions = await Promise.all(files.map(async (name) => await fileVersion(join(incoming, name))))
  return versions.join()
}

/** By the clock, which holds over a restart of the gate as well. */
async function hasChangedSince(incoming: string, { begunAt }: NightRun): Promise<boolean> {
  const changes = await Promise.all(files.map(async (name) => await changedAt(join(incoming, name))))
  return changes.some((at = 0) => at > begunAt)
}

/** Twice as long each time. */
function restAfter(last: NightRun, runs: readonly NightRun[]): number {
  return Math.min(Math.max(last.begunAt - firstOfSame(last, runs).begunAt, soonest), latest)
}

/** SHA-256 of files; one is read again only once it has changed. `undefined`: it is not there. */
function createFileHashes(): (path: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly version: string; readonly hash: string }>()
  return async (path) => {
    const version = await fileVersion(path)
    if (version === undefined) return undefined
    const before = known.get(path)
    if (before?.version === version) return before.hash
    const digest = createHash('sha256')
    await pipeline(createReadStream(path), digest)
    const hash = digest.digest('hex')
    known.set(path, { version, hash })
    return hash
  }
}
