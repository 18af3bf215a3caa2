/** Which folder holds the organization in force: the dump that the night has put in force, else the one of the configuration. */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import type { Desk } from '../store/desk.ts'
import { activeRoster } from '../store/roster-activations.ts'
import { dumpFolder, nightPlaces } from './night-places.ts'

export interface RosterInForce {
  /** Absolute path of a folder with `hr.csv` and `rules.yaml`. */
  readonly folder: string
  /** `undefined`: no dump of the night. */
  readonly run: number | undefined
  /** The name that the snapshot of this folder has; `undefined`: whatever it has. */
  readonly snapshot: string | undefined
  /** SHA-256 of `hr.csv`; `undefined`: not known before it is read. */
  readonly dumpHash: string | undefined
  /** The same of `rules.yaml`. */
  readonly rulesHash: string | undefined
}

/** @param desk `undefined`: there is no database */
export function rosterInForce(
  config: Config,
  folder: string,
  desk: Pick<Desk, 'database'> | undefined,
): RosterInForce {
  const active = desk === undefined || !config.night.enabled ? undefined : activeRoster(desk.database)?.run
  if (active === undefined) {
    const organization = resolve(folder, config.organization)
    return {
      folder: organization,
      run: undefined,
      snapshot: undefined,
      dumpHash: undefined,
      rulesHash: undefined,
    }
  }
  const places = nightPlaces(resolve(folder, config.night.directory))
  return {
    folder: dumpFolder(places, active.number),
    run: active.number,
    snapshot: active.snapshot,
    dumpHash: active.dumpHash,
    rulesHash: active.rulesHash,
  }
}
