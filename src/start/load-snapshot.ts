/** Loads the organization that the configuration names, or says why it cannot be judged by it. */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { sayProblem } from '../people/say-problem.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { loadOrganization } from '../roster/load.ts'
import { StartFailure } from './failure.ts'
import { serveTexts } from '../text/serve.ts'

const problemsShown = 10

/** Rejects with `StartFailure`. */
export async function loadSnapshot(config: Config, folder: string): Promise<Snapshot> {
  const directory = resolve(folder, config.organization)
  const organization = await loadOrganization(directory)
  if (organization.kind === 'loaded') return organization.snapshot
  const { problems } = organization
  const texts = serveTexts[config.language]
  const lines = problems.slice(0, problemsShown).map((problem) => {
    const { file, line, column } = problem.place
    return `  ${file}:${line}${column === undefined ? '' : `:${column}`} ${sayProblem(problem, config.language)}`
  })
  if (problems.length > lines.length) lines.push(texts.andMore(problems.length - lines.length))
  throw new StartFailure(texts.organizationFaulty(directory, problems.length, lines))
}
