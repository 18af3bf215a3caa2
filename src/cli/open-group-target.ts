/** The target that a command names, with the groups that it should have. */

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

import { unfoldGroups } from '../people/groups.ts'
import { groupsToPublish, type PublishedGroups } from '../people/published-groups.ts'
import type { GroupTarget } from '../roster/group-target.ts'
import { cliTexts } from '../text/cli.ts'
import { codeOf } from '../store/fault-code.ts'
import { cliGroupsTargetTexts } from '../text/cli-groups-target.ts'
import type { Language } from '../text/language.ts'

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
  const url = /^https?:\/\//i.test(target) ? urlOf(target, language) : undefined
  const token = url === undefined ? undefined : tokenIn(tokenFile, language)
  const roster = await openOrganization(org, language)
  const { name: snapshot, rules } = roster
  const groups = groupsToPublish(unfoldGroups(roster, dayOf(date, rules.timezone, language)))
  if (url === undefined || token === undefined) {
    const { openFilesTarget } = await import('../roster/files-target.ts')
    return { target: openFilesTarget({ directory: target, snapshot, groups, keep }), groups, snapshot }
  }
  if (url.protocol === 'http:' && !isThisMachine(url.hostname))
    process.stderr.write(`sekisho: ${cliGroupsTargetTexts[language].openWire(target)}\n`)
  const { openSekishoTarget } = await import('../roster/sekisho-target.ts')
  const { shortPatience, usualPatience } = await import('../roster/patient-http.ts')
  const patience = changes === 'looks' ? shortPatience : usualPatience
  return { target: openSekishoTarget({ url: target, token, patience }), groups, snapshot }
}

function urlOf(typed: string, language: Language): URL {
  const url = URL.parse(typed)
  if (url === null || `${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new CommandFailure(cliGroupsTargetTexts[language].badUrl(typed))
  return url
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))
}

function tokenIn(file: string | undefined, language: Language): string {
  const texts = cliGroupsTargetTexts[language]
  if (file === undefined) throw new CommandFailure(texts.needsToken)
  let token
  try {
    token = readFileSync(file, 'utf8').trim()
  } catch (fault) {
    throw new CommandFailure(cliTexts[language].cannotRead(file, codeOf(fault)))
  }
  if (!/^[\u0021-\u007e]+$/.test(token)) throw new CommandFailure(texts.emptyToken(file))
  return token
}
