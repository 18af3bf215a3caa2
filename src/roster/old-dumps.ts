/** Removes dumps whose time is over. Their record stays, and so does what is in force or may still come to be. */

import { readdir, rm } from 'node:fs/promises'

import type { Desk } from '../store/desk.ts'
import { findRun, type NightRun } from '../store/night-runs.ts'
import { activeRoster } from '../store/roster-activations.ts'
import { dumpFolder, type NightPlaces } from './night-places.ts'

const day = 86_400_000

/** @param keep days, @param now milliseconds since 1970 */
export async function removeOldDumps(
  places: NightPlaces,
  { database }: Desk,
  keep: number,
  now: number,
): Promise<void> {
  const inForce = activeRoster(database)?.run?.number ?? 0
  for (const name of await readdir(places.dumps)) {
    const run = /^[1-9]\d*$/.test(name) ? findRun(database, Number(name)) : undefined
    // Folders of unknown origin are somebody's.
    if (run === undefined || run.number === inForce || isOpen(run, inForce)) continue
    if (now - run.begunAt > keep * day) await rm(dumpFolder(places, run.number), { recursive: true })
  }
}

/** What is stopped may be let pass until a later one is in force. */
function isOpen({ number, state }: NightRun, inForce: number): boolean {
  return state === 'under-way' || state === 'waiting' || (state === 'stopped' && number > inForce)
}
