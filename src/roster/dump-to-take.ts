/** Whether a dump that has arrived is to be imported now, by the schedule and by what was imported before. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DatabaseSync } from 'node:sqlite'

import { listRuns, type NightRun } from '../store/night-runs.ts'
import { changedAt } from './arrival.ts'
import { hoursOfNight, type ScheduleSettings } from './night-schedule.ts'
import { nightStanding } from './night-standing.ts'
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

/**
 * From the begin of a night on, also that of a holiday, as long as no dump of it is in force; until the hour of the alarm another
 * one as well. What was left from the day before is taken as the night begins, and must not keep back the dump of this night.
 */
export function createDumpToTake(): IsDumpToTake {
  const hashOf = createFileHashes()
  const isAnother = async (incoming: string, { dumpHash, rulesHash }: NightRun): Promise<boolean> => {
    const dump = await hashOf(join(incoming, dumpFile))
    const rules = await hashOf(join(incoming, rulesFile))
    return dump !== dumpHash || (rules !== undefined && rules !== rulesHash)
  }
  return async (incoming, schedule, database, now) => {
    const hours = hoursOfNight(schedule, now)
    if (hours === undefined) return false
    if (nightStanding(database, hours, now).kind !== 'ready') return true
    const [last] = database === undefined ? [] : listRuns(database, 1)
    return now < hours.alarms && last !== undefined && (await isAnother(incoming, last))
  }
}

/** SHA-256 of files; one is read again only once it has changed. `undefined`: it is not there. */
function createFileHashes(): (path: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly changed: number; readonly hash: string }>()
  return async (path) => {
    const changed = await changedAt(path)
    if (changed === undefined) return undefined
    const before = known.get(path)
    if (before?.changed === changed) return before.hash
    const digest = createHash('sha256')
    await pipeline(createReadStream(path), digest)
    const hash = digest.digest('hex')
    known.set(path, { changed, hash })
    return hash
  }
}
