/** What policies are checked and tested against: configuration, organization, groups of the API, history of revisions. */

import { resolve } from 'node:path'
import type { Config } from '../config/schema.ts'
import { surroundingsOf } from '../gate/surroundings.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Surroundings } from '../policy/make-flow.ts'
import { rosterInForce, type RosterInForce } from '../roster/roster-in-force.ts'
import { isDeskThere } from '../store/desk-file.ts'
import type { Language } from '../text/language.ts'
import { dayOf } from './day.ts'
import { withDesk } from './desk.ts'
import { openConfig } from './open-config.ts'
import { openOrganization } from './organization.ts'

export interface ProofSurroundings {
  readonly config: Config
  readonly surroundings: Surroundings
  /** `YYYY-MM-DD`: `--date`, else today in the company. */
  readonly today: string
}

/**
 * @param file path of `sekisho.yaml`
 * @param date as typed
 * Throws `CommandFailure`.
 */
export async function proofSurroundings(
  file: string,
  date: string | undefined,
  language: Language,
): Promise<ProofSurroundings> {
  const { config } = openConfig(file, language)
  const snapshot = await openOrganization((await openRosterInForce(file, language)).folder, language)
  const surroundings = await surroundingsFor(snapshot, file, language)
  return { config, surroundings, today: dayOf(date, snapshot.rules.timezone, language) }
}

/** The same for a given organization. Throws `CommandFailure`. */
export async function surroundingsFor(
  snapshot: Snapshot,
  file: string,
  language: Language,
): Promise<Surroundings> {
  const { config, folder } = openConfig(file, language)
  const groups = await groupsIn(file, resolve(folder, config.database.path), language)
  return surroundingsOf(config, snapshot, groups)
}

/** Where the organization is that a gate judges by. Throws `CommandFailure`. */
async function openRosterInForce(file: string, language: Language): Promise<RosterInForce> {
  const { config, folder } = openConfig(file, language)
  if (!config.night.enabled || !isDeskThere(resolve(folder, config.database.path))) {
    return rosterInForce(config, folder, undefined)
  }
  return await withDesk(file, language, (desk) => rosterInForce(config, folder, desk))
}

/** Groups that were put by the API; none as long as there is no database. */
async function groupsIn(
  config: string,
  database: string,
  language: Language,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (!isDeskThere(database)) return new Map()
  return await withDesk(config, language, async (desk) => {
    const { openGroups } = await import('../store/groups.ts')
    const groups = openGroups(desk, () => undefined).all()
    return new Map([...groups].map(([name, { members }]) => [name, new Set(members)]))
  })
}
