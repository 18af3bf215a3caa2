/**
 * The last step of an import: the groups of the dump in force, brought to every target that the settings name, all at the same
 * time and each on record by itself, so that one that fails keeps none back.
 */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { unfoldGroups } from '../people/groups.ts'
import { groupsToPublish, type PublishedGroups } from '../people/published-groups.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { beginPublication, endPublication } from '../store/night-publications.ts'
import type { StepFacts } from '../store/night-runs.ts'
import { groupTargetTexts } from '../text/group-target.ts'
import { nightTexts } from '../text/night.ts'
import type { GroupTarget } from './group-target.ts'
import type { NightParts } from './night-parts.ts'
import { targetsStanding, type TargetSettings } from './night-targets.ts'
import { publishGroups } from './publish-groups.ts'
import { sayGroupFault, sayTargetFault } from './say-target-fault.ts'

export interface NightPublished {
  readonly isComplete: boolean
  readonly facts: StepFacts
  readonly log: readonly string[]
}

const faultsKept = 100

/**
 * Brings them to the targets that do not have them; goes on with what earlier attempts have left.
 * @param day `YYYY-MM-DD`
 */
export async function publishNight(
  run: number,
  snapshot: Snapshot,
  day: string,
  parts: NightParts,
): Promise<NightPublished> {
  const { config, desk } = parts
  const groups = groupsToPublish(unfoldGroups(snapshot, day))
  const { targets } = targetsStanding(desk.database, config.night.publish, parts.now())
  const behind = targets.filter(({ isPublished }) => !isPublished)
  const { timezone } = snapshot.rules
  const progress = behind.map(() => ({ done: 0, total: 0 }))
  const report = (index: number, done: number, total: number): void => {
    progress[index] = { done, total }
    const sum = progress.reduce((all, each) => ({
      done: all.done + each.done,
      total: all.total + each.total,
    }))
    parts.report({ kind: 'step-goes-on', step: 'published', ...sum })
  }
  const attempts = await Promise.all(
    behind.map(async ({ settings }, index) => {
      const { name, target } = settings
      const begun = { run, target: name, place: target, begunAt: parts.now() }
      const number = await beginPublication(desk, begun)
      const attempt = await publishTo(settings, snapshot.name, groups, parts, (done, total) =>
        report(index, done, total),
      ).catch((fault: unknown): NightPublished => {
        const why = fault instanceof Error ? fault.message : String(fault)
        return { isComplete: false, facts: {}, log: [nightTexts[config.language].fault(why)] }
      })
      const { isComplete, log } = attempt
      const facts = { ...attempt.facts, day, timezone }
      const outcome = isComplete ? 'done' : 'failed'
      const end = { at: parts.now(), outcome, facts, log } as const
      await endPublication(desk, number, end)
      return attempt
    }),
  )
  const left = attempts.filter(({ isComplete }) => !isComplete).length
  return {
    isComplete: left === 0,
    facts: { groups: groups.byName.size, targets: config.night.publish.length, targetsLeft: left },
    log: attempts.flatMap(({ log }, index) =>
      log.map((line) => `${behind[index]?.settings.name ?? ''}: ${line}`),
    ),
  }
}

/** Rejects where the token cannot be read. */
async function publishTo(
  settings: TargetSettings,
  snapshot: string,
  groups: PublishedGroups,
  { config: { language }, folder }: NightParts,
  report: (done: number, total: number) => void,
): Promise<NightPublished> {
  const texts = groupTargetTexts[language]
  const place = settings.target
  const target = await openTarget(settings, folder, snapshot, groups)
  const result = await publishGroups(groups, target, {
    atATime: settings.parallel,
    report: ({ done, total }) => report(done, total),
  })
  if (result.kind === 'target-fault') {
    return { isComplete: false, facts: {}, log: [sayTargetFault(result.fault, place, language)] }
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
    const line = texts.complete(place, groups.byName.size, applied.done)
    return { isComplete: true, facts, log: [line, ...leftOut] }
  }
  const { fault } = result
  return {
    isComplete: false,
    facts,
    log: [
      texts.unfinished(place, applied.done, plan.steps.length),
      ...(fault === undefined ? [] : [sayTargetFault(fault, place, language)]),
      ...applied.failed
        .slice(0, faultsKept)
        .map(({ name, fault: why }) => sayGroupFault(name, why, language)),
      ...plan.foreign.slice(0, faultsKept).map((group) => texts.ofAnother(group.name)),
    ],
  }
}

async function openTarget(
  { target, tokenFile, keep }: TargetSettings,
  folder: string,
  snapshot: string,
  groups: PublishedGroups,
): Promise<GroupTarget> {
  if (/^https?:\/\//i.test(target)) {
    const token = tokenFile === undefined ? '' : (await readFile(resolve(folder, tokenFile), 'utf8')).trim()
    const { openSekishoTarget } = await import('./sekisho-target.ts')
    return openSekishoTarget({ url: target, token })
  }
  const { openFilesTarget } = await import('./files-target.ts')
  return openFilesTarget({ directory: resolve(folder, target), snapshot, groups, keep })
}
