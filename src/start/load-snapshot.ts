/**
 * Loads the organization that is in force, from the dump of the night or from the folder that the configuration names, or says
 * why it cannot be judged by it.
 */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import type { Log } from '../log/log.ts'
import { sayProblem } from '../people/say-problem.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { loadOrganizationBeside } from './load-beside.ts'
import { rosterInForce, type RosterInForce } from '../roster/roster-in-force.ts'
import { isDeskThere } from '../store/desk-file.ts'
import { StartFailure } from './failure.ts'
import { withDesk } from './policies.ts'
import { serveTexts } from '../text/serve.ts'

const problemsShown = 10

/** Mails go on meanwhile. Rejects with `StartFailure`. */
export async function loadSnapshot(
  config: Config,
  folder: string,
  log: Pick<Log, 'readingFailed'>,
): Promise<Snapshot> {
  const inForce = await findInForce(config, folder)
  const texts = serveTexts[config.language]
  const organization = await loadOrganizationBeside(inForce.folder, log.readingFailed)
  if (organization.kind === 'loaded') {
    const { snapshot } = organization
    if (inForce.snapshot === undefined || inForce.snapshot === snapshot.name) return snapshot
    throw new StartFailure(texts.dumpDamaged(inForce.folder, inForce.run ?? 0))
  }
  const { problems } = organization
  const lines = problems.slice(0, problemsShown).map((problem) => {
    const { file, line, column } = problem.place
    return `  ${file}:${line}${column === undefined ? '' : `:${column}`} ${sayProblem(problem, config.language)}`
  })
  if (problems.length > lines.length) lines.push(texts.andMore(problems.length - lines.length))
  throw new StartFailure(texts.organizationFaulty(inForce.folder, problems.length, lines))
}

async function findInForce(config: Config, folder: string): Promise<RosterInForce> {
  if (!config.night.enabled || !isDeskThere(resolve(folder, config.database.path))) {
    return rosterInForce(config, folder, undefined)
  }
  return await withDesk(config, folder, (desk) => rosterInForce(config, folder, desk))
}
