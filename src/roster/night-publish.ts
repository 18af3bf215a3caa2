/** The last step of an import: the groups of the dump in force, brought to the target that the settings name and read back. */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { unfoldGroups } from '../people/groups.ts'
import { groupsToPublish } from '../people/published-groups.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { StepFacts } from '../store/night-runs.ts'
import { groupTargetTexts } from '../text/group-target.ts'
import type { GroupTarget } from './group-target.ts'
import type { NightParts } from './night-parts.ts'
import { publishGroups } from './publish-groups.ts'
import { sayGroupFault, sayTargetFault } from './say-target-fault.ts'

export interface NightPublished {
  readonly isComplete: boolean
  readonly facts: StepFacts
  readonly log: readonly string[]
}

type PublishSettings = NonNullable<NightParts['config']['night']['publish']>

const faultsKept = 100

/**
 * Goes on with what an earlier attempt has left. Rejects where the token cannot be read.
 * @param day `YYYY-MM-DD`
 */
export async function publishNight(
  snapshot: Snapshot,
  day: string,
  settings: PublishSettings,
  { config: { language }, folder }: NightParts,
): Promise<NightPublished> {
  const texts = groupTargetTexts[language]
  const name = settings.target
  const groups = groupsToPublish(unfoldGroups(snapshot, day))
  const target = await openTarget(settings, folder, snapshot.name, groups)
  const result = await publishGroups(groups, target, { atATime: settings.parallel })
  if (result.kind === 'target-fault') {
    return { isComplete: false, facts: {}, log: [sayTargetFault(result.fault, name, language)] }
  }
  const { plan, applied } = result
  const facts = {
    groups: groups.byName.size,
    steps: plan.steps.length,
    stepsDone: applied.done,
    stepsLeft: applied.left + applied.failed.length,
  }
  const leftOut = groups.leftOut.length === 0 ? [] : [texts.leftOut(groups.leftOut)]
  if (result.kind === 'complete') {
    return {
      isComplete: true,
      facts,
      log: [texts.complete(name, groups.byName.size, applied.done), ...leftOut],
    }
  }
  const { fault } = result
  return {
    isComplete: false,
    facts,
    log: [
      texts.unfinished(name, applied.done, plan.steps.length),
      ...(fault === undefined ? [] : [sayTargetFault(fault, name, language)]),
      ...applied.failed
        .slice(0, faultsKept)
        .map(({ name: group, fault: why }) => sayGroupFault(group, why, language)),
      ...plan.foreign.slice(0, faultsKept).map((group) => texts.ofAnother(group.name)),
    ],
  }
}

async function openTarget(
  { target, tokenFile, keep }: PublishSettings,
  folder: string,
  snapshot: string,
  groups: ReturnType<typeof groupsToPublish>,
): Promise<GroupTarget> {
  if (/^https?:\/\//i.test(target)) {
    const token = tokenFile === undefined ? '' : (await readFile(resolve(folder, tokenFile), 'utf8')).trim()
    const { openSekishoTarget } = await import('./sekisho-target.ts')
    return openSekishoTarget({ url: target, token })
  }
  const { openFilesTarget } = await import('./files-target.ts')
  return openFilesTarget({ directory: resolve(folder, target), snapshot, groups, keep })
}
