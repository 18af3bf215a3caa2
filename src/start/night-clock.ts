/**
 * The night of a running gate: waits for the dump from its hour on, puts in force what is due, and raises the alarm. The import
 * itself is a process of its own, so that tens of thousands of people never make a mail wait.
 */

import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import type { Config } from '../config/schema.ts'
import type { Log } from '../log/log.ts'
import { forgetNight } from '../roster/alarm-memory.ts'
import { arrivalIn } from '../roster/arrival.ts'
import { createDumpToTake, type IsDumpToTake } from '../roster/dump-to-take.ts'
import { incomingFault, makeNightPlaces, nightPlaces } from '../roster/night-places.ts'
import { isPublishingDue } from '../roster/night-targets.ts'
import { lookAtNight } from '../roster/night-watch.ts'
import { isDeskThere } from '../store/desk-file.ts'
import { runsIn } from '../store/night-runs.ts'
import { startNightProcess } from './night-process.ts'
import { withDesk } from './policies.ts'

export interface NightClock {
  /** A child that works is left to its work: it is on record, and the next start goes on with it. */
  readonly close: () => void
}

/** Milliseconds: between two looks at the record, and between two imports. */
const minute = 60_000
/** Milliseconds: what comes to nothing, because another import is at work, is not tried again at once. */
const rest = 15_000
/** Milliseconds between two attempts to publish groups. */
const publishAgain = 300_000

/**
 * @param config in force, asked each time
 * @param file path of `sekisho.yaml`
 */
export function startNightClock(config: () => Config, folder: string, file: string, log: Log): NightClock {
  let isAtWork = false
  let isClosed = false
  let isOff = false
  let lastImport = -Infinity
  let timer: NodeJS.Timeout | undefined
  let nextLook = 0
  // That it is there it says once: afterwards, whether it can be reached is for the watch beside it to tell.
  let isGateDown: false | undefined = false
  const isToTake = createDumpToTake()

  const start = (words: readonly string[]): void => {
    lastImport = performance.now()
    isAtWork = true
    const command = { words: ['run', ...words, '--quiet'], file, who: 'gate', language: config().language }
    startNightProcess(command, ({ code, said }) => {
      isAtWork = false
      log.nightRun(code, said)
      // What came of it is told at once.
      nextLook = 0
    })
  }

  const look = async (): Promise<void> => {
    const settings = config()
    if (!settings.night.enabled) {
      if (!isOff) await forgetNight(resolve(folder, settings.night.directory))
      isOff = true
      nextLook = 0
      return
    }
    isOff = false
    const now = Date.now()
    if (performance.now() >= nextLook) {
      nextLook = performance.now() + minute
      // Somebody has to be able to put a dump there. What is in the way is told by the look, with its reason.
      await makeNightPlaces(nightPlaces(resolve(folder, settings.night.directory))).catch(() => {})
      let hasLooked = false
      const say = async (database: DatabaseSync | undefined): Promise<void> => {
        hasLooked = true
        const looking = lookAtNight(settings, folder, database, isGateDown, now)
        isGateDown = undefined
        const { alarms, notSent } = await looking
        for (const alarm of alarms) log.nightAlarm(alarm)
        for (const failure of notSent) log.nightAlarmNotSent(failure.channel, failure.why)
      }
      await inDatabase(settings, folder, async (database) => {
        const mayStart = !isAtWork && performance.now() - lastImport >= rest
        if (database !== undefined && mayStart && isAnythingOpen(settings, database, now)) start(['--due'])
        // What takes force at eight takes force at eight, not within the minute after.
        nextLook = Math.min(nextLook, performance.now() + nextMomentIn(database, now) - now)
        await say(database)
      }).catch(async (fault: unknown) => {
        log.nightFault(fault)
        // A database that cannot be read is no reason to be silent: by what is known, nothing has come.
        if (!hasLooked) await say(undefined)
      })
    }
    if (isAtWork || performance.now() - lastImport < minute) return
    if (await hasDump(settings, folder, now, isToTake)) start([])
  }

  const tick = async (): Promise<void> => {
    try {
      await look()
    } catch (fault) {
      log.nightFault(fault)
    }
    if (!isClosed) timer = setTimeout(() => void tick(), config().night.arrival.every * 1_000).unref()
  }
  timer = setTimeout(() => void tick(), 0).unref()
  return {
    close: () => {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

/** Milliseconds since 1970; of those to come. */
function nextMomentIn(database: DatabaseSync | undefined, now: number): number {
  const waiting = database === undefined ? [] : runsIn(database, 'waiting')
  return Math.min(...waiting.flatMap(({ effectiveAt = 0 }) => (effectiveAt > now ? [effectiveAt] : [])))
}

/** Cut off, or its moment has come. */
function isAnythingOpen({ night }: Config, database: DatabaseSync, now: number): boolean {
  return (
    runsIn(database, 'under-way').length > 0 ||
    isPublishingDue(database, night.publish, now, publishAgain) ||
    runsIn(database, 'waiting').some(({ effectiveAt = 0 }) => effectiveAt <= now)
  )
}

/** A dump has wholly come, and is to be imported now. */
async function hasDump(
  settings: Config,
  folder: string,
  now: number,
  isToTake: IsDumpToTake,
): Promise<boolean> {
  const { schedule, directory, arrival } = settings.night
  const { incoming } = nightPlaces(resolve(folder, directory))
  // That it cannot be read is an alarm, not a line of the log at each look.
  if (!schedule.enabled || (await incomingFault(incoming)) !== undefined) return false
  if ((await arrivalIn(incoming, arrival, now)) !== 'complete') return false
  return await inDatabase(
    settings,
    folder,
    async (database) => await isToTake(incoming, schedule, database, now),
  )
}

async function inDatabase<Answer>(
  settings: Config,
  folder: string,
  use: (database: DatabaseSync | undefined) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (!isDeskThere(resolve(folder, settings.database.path))) return await use(undefined)
  return await withDesk(settings, folder, async (desk) => await use(desk.database))
}
