/** Removes dumps whose time is over. Their record stays, and so does what is in force, was before, or may still come to be. */

import { readdir, rm } from 'node:fs/promises'

import type { Desk } from '../store/desk.ts'
import { findRun, type NightRun } from '../store/night-runs.ts'
import { activeRoster, rollBackGoal } from '../store/roster-activations.ts'
import { isOutdated } from './night-moment.ts'
import { dumpFolder, type NightPlaces } from './night-places.ts'

const day = 86_400_000

/** @param keep days, @param now milliseconds since 1970 */
export async function removeOldDumps(
  places: NightPlaces,
  { database }: Desk,
  keep: number,
  now: number,
): Promise<void> {
  const inForce = activeRoster(database)?.run
  const goal = rollBackGoal(database, undefined)
  const before = goal.kind === 'goal' ? goal.run?.number : undefined
  for (const name of await readdir(places.dumps)) {
    const run = /^[1-9]\d*$/.test(name) ? findRun(database, Number(name)) : undefined
    // Folders of unknown origin are somebody's.
    if (run === undefined || run.number === inForce?.number || run.number === before) continue
    if (isOpen(run, inForce)) continue
    if (now - run.begunAt > keep * day) await rm(dumpFolder(places, run.number), { recursive: true })
  }
}

/** What is stopped may be let pass until one of a later moment is in force. */
function isOpen(run: NightRun, inForce: NightRun | undefined): boolean {
  const { state } = run
  return state === 'under-way' || state === 'waiting' || (state === 'stopped' && !isOutdated(run, inForce))
}
