/**
 * Where each target of the groups stands: whether it has those of the dump in force, as they are today. Reads the record, and
 * asks nobody.
 */

import type { DatabaseSync } from 'node:sqlite'

import type { Config } from '../config/schema.ts'
import { publicationsOf, type Publication } from '../store/night-publications.ts'
import { activeRoster } from '../store/roster-activations.ts'
import { dayOf } from './night-schedule.ts'

export type TargetSettings = Config['night']['publish'][number]

export interface TargetStanding {
  readonly settings: TargetSettings
  /** It was read back, and had everything. */
  readonly isPublished: boolean
  /**
   * Attempts since the dump took force, or since the groups of an earlier day were there, the oldest first; with
   * `isPublished`, the last has succeeded.
   */
  readonly attempts: readonly Publication[]
}

export interface TargetsStanding {
  /** The run in force; `undefined`: none, so that there is nothing to publish. */
  readonly run: number | undefined
  readonly targets: readonly TargetStanding[]
}

/**
 * A target that the settings have named since, or that has moved, has nothing yet. Groups are for one day: with the next one
 * exceptions begin and end, and a target has nothing until it has been asked again.
 */
export function targetsStanding(
  database: DatabaseSync | undefined,
  targets: readonly TargetSettings[],
  now: number,
): TargetsStanding {
  const active = database === undefined ? undefined : activeRoster(database)
  if (database === undefined || active?.run === undefined) return { run: undefined, targets: [] }
  const run = active.run.number
  const since = publicationsOf(database, run).filter(({ begunAt }) => begunAt >= active.at)
  return {
    run,
    targets: targets.map((settings) => {
      const ofTarget = since.filter(
        ({ target, place }) => target === settings.name && place === settings.target,
      )
      const attempts = ofTarget.slice(ofTarget.findLastIndex((each) => isOfEarlierDay(each, now)) + 1)
      return { settings, isPublished: attempts.some(({ outcome }) => outcome === 'done'), attempts }
    }),
  }
}

function isOfEarlierDay({ outcome, facts: { day, timezone } }: Publication, now: number): boolean {
  return (
    outcome === 'done' &&
    typeof day === 'string' &&
    typeof timezone === 'string' &&
    day < dayOf(now, timezone)
  )
}

/** The run in force, if anything of it is still to be published, or to be put on record as published. */
export function runToPublish(
  database: DatabaseSync,
  targets: readonly TargetSettings[],
  now: number,
): number | undefined {
  const run = activeRoster(database)?.run
  if (run?.state !== 'done' && run?.state !== 'unpublished') return undefined
  const isBehind = targetsStanding(database, targets, now).targets.some(({ isPublished }) => !isPublished)
  return isBehind || run.state === 'unpublished' ? run.number : undefined
}

/** A target was not tried yet, or not for so long; or only the record is behind. */
export function isPublishingDue(
  database: DatabaseSync,
  settings: readonly TargetSettings[],
  now: number,
  rest: number,
): boolean {
  if (runToPublish(database, settings, now) === undefined) return false
  const behind = targetsStanding(database, settings, now).targets.filter(({ isPublished }) => !isPublished)
  return (
    behind.length === 0 ||
    behind.some(({ attempts }) => {
      const last = attempts.at(-1)
      return last === undefined || (last.endedAt ?? last.begunAt) + rest <= now
    })
  )
}
