/** The organization that a command works on: loaded whole, or the command fails and says every error. */

import type { Snapshot } from '../people/snapshot.ts'
import { loadOrganization, type Organization } from '../roster/load.ts'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'
import { errorLines } from './check-errors.ts'
import { CommandFailure } from './exit.ts'

/** @param directory folder of `hr.csv` and `rules.yaml` */
export async function openOrganization(directory: string, language: Language): Promise<Snapshot> {
  return (await openOrganizationFiles(directory, language)).snapshot
}

/** The same with the hashes of both files. */
export async function openOrganizationFiles(
  directory: string,
  language: Language,
): Promise<Extract<Organization, { kind: 'loaded' }>> {
  const organization = await loadOrganization(directory)
  if (organization.kind === 'loaded') return organization
  const { problems } = organization
  const head = cliTexts[language].organizationFaulty(directory, problems.length)
  throw new CommandFailure([head, ...errorLines(problems, language, false)].join('\n'))
}
