/** Begins an import for the API: the same process that the gate starts at night, so that mails never wait for one. */

import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import type { ImportAsked, ImportBegun } from '../api/parts.ts'
import type { Config } from '../config/schema.ts'
import type { Log } from '../log/log.ts'
import { arrivalIn } from '../roster/arrival.ts'
import { makeNightPlaces, nightPlaces } from '../roster/night-places.ts'
import type { Desk } from '../store/desk.ts'
import { lockNight, type NightLockHolder } from '../store/night-lock.ts'
import { listRuns } from '../store/night-runs.ts'
import { startNightProcess, type NightEnd } from './night-process.ts'

/** Milliseconds between two looks whether it has begun. */
const pace = 50
/** Milliseconds: before its own run it finishes those that were cut off. */
const patience = 30_000

export interface ImportSettings {
  /** In force, asked each time. */
  readonly config: () => Config
  /** What relative paths of the configuration start from. */
  readonly folder: string
  /** Path of `sekisho.yaml`. */
  readonly file: string
  readonly desk: Desk
  readonly log: Log
}

export function createRosterImport(settings: ImportSettings): (asked: ImportAsked) => Promise<ImportBegun> {
  const { desk, folder, file, log } = settings
  return async (asked) => {
    const { night } = settings.config()
    const places = nightPlaces(resolve(folder, night.directory))
    await makeNightPlaces(places)
    const before = listRuns(desk.database, 1)[0]?.number ?? 0
    if ((await arrivalIn(places.incoming, night.arrival, Date.now())) !== 'complete')
      return { kind: 'nothing-arrived' }
    let ended: NightEnd | undefined
    const { who, effective } = asked
    const { language } = settings.config()
    const moment = effective === undefined ? [] : [`--effective=${effective}`]
    startNightProcess({ words: ['run', '--quiet', ...moment], file, who, language }, (end) => {
      ended = end
      log.nightRun(end.code, end.said)
    })
    const endOf = (): NightEnd | undefined => ended
    const until = performance.now() + patience
    while (performance.now() < until) {
      const isOver = endOf()
      const begun = listRuns(desk.database, 10).find(
        ({ number, who: by, source }) => number > before && by === who && source === places.incoming,
      )
      if (begun !== undefined) return { kind: 'begun', run: begun.number }
      if (isOver !== undefined) {
        const holder = holderOf(places.directory)
        if (holder !== undefined) return { kind: 'held', by: holder.by?.who }
        // The gate itself has taken it in between.
        if (isOver.code !== 2) return { kind: 'nothing-arrived' }
        throw new Error(isOver.said)
      }
      await pause(pace)
    }
    log.nightFault(new Error(`an import has not begun for ${patience} ms`))
    return { kind: 'held', by: undefined }
  }
}

/** `undefined`: nobody is at work. */
function holderOf(directory: string): { readonly by: NightLockHolder | undefined } | undefined {
  const locking = lockNight(directory, { pid: process.pid, who: 'gate', since: Date.now() })
  if (locking.kind === 'held') return { by: locking.by }
  locking.release()
  return undefined
}
