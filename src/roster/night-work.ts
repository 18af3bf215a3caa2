/** What the steps of an import share: what one process knows of a run beside its record, and how a step ends. */

import { resolve } from 'node:path'

import type { RosterChanges } from '../people/changes.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { NightRun, RunChange, StepFacts, StepOutcome } from '../store/night-runs.ts'
import { loadOrganization } from './load.ts'
import type { NightParts } from './night-parts.ts'
import { dumpFolder, nightPlaces, type NightPlaces } from './night-places.ts'

export interface StepResult {
  readonly outcome: StepOutcome
  readonly facts: StepFacts
  readonly log: readonly string[]
  readonly change: RunChange
}

/** All of it can be found again. */
export interface NightWork {
  readonly parts: NightParts
  readonly places: NightPlaces
  snapshot: Snapshot | undefined
  changes: RosterChanges | undefined
}

export function nightWork(parts: NightParts): NightWork {
  const places = nightPlaces(resolve(parts.folder, parts.config.night.directory))
  return { parts, places, snapshot: undefined, changes: undefined }
}

/** The snapshot of a run that was checked. */
export async function snapshotOf({ number }: NightRun, work: NightWork): Promise<Snapshot> {
  work.snapshot ??= await snapshotIn(dumpFolder(work.places, number))
  return work.snapshot
}

async function snapshotIn(folder: string): Promise<Snapshot> {
  const organization = await loadOrganization(folder)
  if (organization.kind === 'loaded') return organization.snapshot
  throw new Error(`${folder} was in order when it was checked`)
}

/** `YYYY-MM-DD` there. `at`: milliseconds since 1970. */
export function dayIn(timezone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString()
}

export function done(facts: StepFacts, log: readonly string[], change: RunChange = {}): StepResult {
  return { outcome: 'done', facts, log, change }
}

export function failed(...log: readonly string[]): StepResult {
  return { outcome: 'failed', facts: {}, log, change: {} }
}
