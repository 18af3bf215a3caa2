/** The target that a command names, with the groups that it should have. */

import { unfoldGroups } from '../people/groups.ts'
import { groupsToPublish, type PublishedGroups } from '../people/published-groups.ts'
import type { GroupTarget } from '../roster/group-target.ts'
import { cliGroupsTargetTexts } from '../text/cli-groups-target.ts'
import type { Language } from '../text/language.ts'

import { apiUrlOf, isOpenWire, tokenIn } from './gate-api.ts'
import { dayOf } from './day.ts'
import { CommandFailure } from './exit.ts'
import { openOrganization } from './organization.ts'

export interface TargetOptions {
  readonly org: string
  readonly target: string
  readonly tokenFile?: string
  readonly date?: string
}

export interface OpenTarget {
  readonly target: GroupTarget
  readonly groups: PublishedGroups
  /** Of the roster. */
  readonly snapshot: string
}

/**
 * @param changes `looks`: nothing is changed, and a person waits; `changes`: it is worth some patience
 * @param keep days that a folder keeps. Throws `CommandFailure`.
 */
export async function openGroupTarget(
  { org, target, tokenFile, date }: TargetOptions,
  changes: 'looks' | 'changes',
  language: Language,
  keep?: number,
): Promise<OpenTarget> {
  // What looks like a URL and is none would be a folder of that name, and count as published.
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(target) ? apiUrlOf(target, language) : undefined
  if (url === undefined && tokenFile !== undefined)
    throw new CommandFailure(cliGroupsTargetTexts[language].tokenForFolder(target))
  const token = url === undefined ? undefined : tokenIn(tokenFile, language)
  const roster = await openOrganization(org, language)
  const { name: snapshot, rules } = roster
  const groups = groupsToPublish(unfoldGroups(roster, dayOf(date, rules.timezone, language)))
  if (url === undefined || token === undefined) {
    const { openFilesTarget } = await import('../roster/files-target.ts')
    return { target: openFilesTarget({ directory: target, snapshot, groups, keep }), groups, snapshot }
  }
  if (isOpenWire(url)) process.stderr.write(`sekisho: ${cliGroupsTargetTexts[language].openWire(target)}\n`)
  const { openSekishoTarget } = await import('../roster/sekisho-target.ts')
  const { shortPatience, usualPatience } = await import('../roster/patient-http.ts')
  const patience = changes === 'looks' ? shortPatience : usualPatience
  return { target: openSekishoTarget({ url: target, token, patience }), groups, snapshot }
}
