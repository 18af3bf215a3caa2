/**
 * The import as a job: found → read → checked → compared → guarded → activated → published. Each step is on record before the
 * next begins, so that a run that was killed goes on where it was cut off. Owns the order, the record and who may work.
 */

import {
  approveRun,
  beginRun,
  beginStep,
  changeRun,
  endStep,
  findRun,
  nightSteps,
  resumeRun,
  runsIn,
  stepsOf,
  withdrawRun,
  type NightRun,
  type NightRunState,
  type NightStepName,
} from '../store/night-runs.ts'
import { lockNight, type NightLockHolder } from '../store/night-lock.ts'
import { activeRoster } from '../store/roster-activations.ts'
import { nightTexts } from '../text/night.ts'
import type { NightParts } from './night-parts.ts'
import { makeNightPlaces } from './night-places.ts'
import { inOrderOfMoments, isOutdated, isToCompareAgain } from './night-moment.ts'
import { stepWork } from './night-steps.ts'
import { runToPublish } from './night-targets.ts'
import { nightWork, type NightWork, type StepResult } from './night-work.ts'
import { removeOldDumps } from './old-dumps.ts'
import { isTakenAlready } from './taken-already.ts'

const goesOn: readonly NightRunState[] = ['under-way', 'waiting', 'unpublished']

export interface NightAsked {
  /** Absolute path of the folder that the dump is in; `undefined`: finish only what was begun or is due. */
  readonly source: string | undefined
  /** `YYYY-MM-DDThh:mm` in the time zone of the company; `undefined`: what came with the dump, else at once. */
  readonly effective: string | undefined
}

export type NightOutcome =
  /** Every run that something was done for, in this order; those that were cut off or were due come first. */
  | { readonly kind: 'ran'; readonly runs: readonly NightRun[] }
  /** Another process works. `undefined`: it has not said who it is. */
  | { readonly kind: 'held'; readonly by: NightLockHolder | undefined }

export type ApprovalOutcome =
  | NightOutcome
  | { readonly kind: 'unknown-run' }
  | { readonly kind: 'not-stopped'; readonly run: NightRun }
  /** A dump of a later moment is in force. */
  | { readonly kind: 'outdated'; readonly inForce: number }

/**
 * Goes on with what was cut off, puts in force what is due, and imports the dump that is asked for, unless that is what was cut off.
 * Rejects where the database or the folder of the dumps cannot be used; what was done is on record.
 */
export async function runNight(parts: NightParts, asked: NightAsked): Promise<NightOutcome> {
  return await whileLocked(parts, async (work) => {
    const runs = await finishOpen(parts)
    const { source, effective } = asked
    if (source !== undefined && !(await isTakenAlready(runs, source, effective))) {
      const run = await beginRun(parts.desk, { source, effective, who: parts.who, begunAt: parts.now() })
      parts.report({ kind: 'run-begins', run, isResumed: false })
      runs.push(await advance(run, work))
      await removeOldDumps(work.places, parts.desk, parts.config.night.keep, parts.now())
    }
    // Behind the rest: a target that is away keeps no dump waiting, and groups of an earlier dump never follow those of a later one.
    runs.push(...(await publishLeft(parts, runs)))
    return { kind: 'ran', runs }
  })
}

/** Lets a run pass that the guard has stopped, with name and reason on record, and goes on with it. */
export async function approveNight(parts: NightParts, number: number, why: string): Promise<ApprovalOutcome> {
  return await whileLocked<ApprovalOutcome>(parts, async (work) => {
    const run = findRun(parts.desk.database, number)
    if (run === undefined) return { kind: 'unknown-run' }
    const inForce = activeRoster(parts.desk.database)?.run
    if (inForce !== undefined && isOutdated(run, inForce))
      return { kind: 'outdated', inForce: inForce.number }
    const approval = { who: parts.who, at: parts.now(), why }
    if (!(await approveRun(parts.desk, number, approval))) return { kind: 'not-stopped', run }
    return { kind: 'ran', runs: [await advance({ ...run, state: 'under-way', approval }, work)] }
  })
}

/** What is in force, where a target does not have its groups; not what was tried just now. */
async function publishLeft(parts: NightParts, taken: readonly NightRun[]): Promise<readonly NightRun[]> {
  const number = runToPublish(parts.desk.database, parts.config.night.publish, parts.now())
  if (number === undefined || taken.some((run) => run.number === number)) return []
  const run = await changeRun(parts.desk, number, { state: 'unpublished' })
  parts.report({ kind: 'run-begins', run, isResumed: true })
  return [await advance(run, nightWork(parts))]
}

/** Those that were cut off, and those whose moment has come. */
async function finishOpen(parts: NightParts): Promise<NightRun[]> {
  const { database } = parts.desk
  const due = runsIn(database, 'waiting').filter(({ effectiveAt = 0 }) => effectiveAt <= parts.now())
  const runs: NightRun[] = []
  for (const { number } of [...runsIn(database, 'under-way'), ...inOrderOfMoments(due)]) {
    const run = await resumeRun(parts.desk, number)
    if (run === undefined) continue
    parts.report({ kind: 'run-begins', run, isResumed: true })
    runs.push(await advance(run, nightWork(parts)))
  }
  return runs
}

async function whileLocked<Outcome>(
  parts: NightParts,
  use: (work: NightWork) => Promise<Outcome>,
): Promise<Outcome | Extract<NightOutcome, { kind: 'held' }>> {
  const work = nightWork(parts)
  await makeNightPlaces(work.places)
  const { who, now } = parts
  const locking = lockNight(work.places.directory, { pid: process.pid, who, since: now() })
  if (locking.kind === 'held') return locking
  try {
    return await use(work)
  } finally {
    locking.release()
  }
}

/** Takes the steps that are left, as far as they lead now. */
async function advance(given: NightRun, firstWork: NightWork): Promise<NightRun> {
  const { parts } = firstWork
  const { desk, report } = parts
  let work = firstWork
  let run = given
  // A step counts as done if it was since the one before it was: what one has found anew, those after it look at anew.
  let since = 0
  for (let index = 0; index < nightSteps.length;) {
    const name = nightSteps[index]
    if (name === undefined) break
    const steps = stepsOf(desk.database, run.number)
    const before = steps.filter((step) => step.name === name)
    const last = before.findLast(({ outcome, number }) => outcome === 'done' && number > since)
    // The groups of a dump that came back into force are published again.
    const isToRepeat = name === 'published' && run.state === 'unpublished'
    if (last !== undefined && !isToRepeat) {
      since = last.number
      index += 1
      continue
    }
    if (name === 'activated' && (run.effectiveAt ?? 0) > parts.now()) {
      run = await waitForMoment(run, parts)
      break
    }
    const inForce = activeRoster(desk.database)?.run?.number
    if ((name === 'guarded' || name === 'activated') && isToCompareAgain(run, steps, inForce)) {
      run = await changeRun(desk, run.number, { state: 'under-way' })
      work = nightWork(parts)
      index = nightSteps.indexOf('read')
      since = steps.at(-1)?.number ?? 0
      continue
    }
    const wasCut = before.length > 0 && before.at(-1)?.endedAt === undefined
    run = await take(name, run, work, wasCut)
    if (!goesOn.includes(run.state) || name === 'published') break
  }
  report({ kind: 'run-rests', run })
  return run
}

/** A dump for the same moment that came earlier is one that this one corrects. */
async function waitForMoment(run: NightRun, { desk, now, config }: NightParts): Promise<NightRun> {
  const why = nightTexts[config.language].replaced(run.number)
  const kept = [...runsIn(desk.database, 'waiting'), ...runsIn(desk.database, 'stopped')]
  for (const { number, effectiveAt } of kept)
    if (number < run.number && effectiveAt === run.effectiveAt)
      await withdrawRun(desk, number, { who: run.who, at: now(), why })
  return await changeRun(desk, run.number, { state: 'waiting' })
}

async function take(name: NightStepName, run: NightRun, work: NightWork, wasCut: boolean): Promise<NightRun> {
  const { desk, now, report, config } = work.parts
  const begunAt = now()
  const number = await beginStep(desk, run.number, name, begunAt)
  report({ kind: 'step-begins', run, step: name })
  const result = await stepWork[name](run, work).catch((fault: unknown): StepResult => {
    const why = fault instanceof Error ? fault.message : String(fault)
    return { outcome: 'failed', facts: {}, log: [nightTexts[config.language].fault(why)], change: {} }
  })
  const { outcome, facts } = result
  const log = wasCut ? [nightTexts[config.language].resumed, ...result.log] : result.log
  const at = now()
  const isLast = name === 'published'
  const failed = { state: isLast ? ('unpublished' as const) : ('failed' as const), endedAt: at }
  const change = outcome === 'failed' ? { ...failed, ...result.change } : result.change
  const ended = await endStep(desk, { number, run: run.number }, { at, outcome, facts, log }, change)
  report({ kind: 'step-ends', run: ended, step: name, outcome, facts, log, milliseconds: at - begunAt })
  return ended
}
