/** The steps `compared` and `guarded` of an import: what it changes of what is in force, and whether that looks like a day's work. */

import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'

import type { RosterChanges } from '../people/changes.ts'
import { compareSnapshots } from '../people/compare.ts'
import {
  guardOf,
  isCovered,
  isForRules,
  measureOf,
  type DumpHashes,
  type GuardFinding,
} from '../people/guard.ts'
import { syncFolder } from '../store/log-file.ts'
import { stepsOf, type NightRun, type NightStep } from '../store/night-runs.ts'
import { lastInForce } from '../store/roster-activations.ts'
import { nightTexts } from '../text/night.ts'
import { rosterGuardTexts } from '../text/roster-guard.ts'
import { changesHtml } from './changes-html.ts'
import { changesText } from './changes-text.ts'
import { loadOrganization } from './load.ts'
import { comparedWith } from './night-moment.ts'
import { dumpFolder } from './night-places.ts'
import { dayIn, done, snapshotOf, type NightWork, type StepResult } from './night-work.ts'
import { rosterInForce, type RosterInForce } from './roster-in-force.ts'

/** Beside the dump of a run. */
export const changesFiles = { json: 'changes.json', text: 'changes.txt', html: 'changes.html' } as const

/** A page is scrolled and searched; this is a bound for a company that is all new. */
const rowsOnPage = 1_000
const fileMode = 0o600

/** By what name the record keeps what a finding counts. */
const factOf = {
  nobody: 'nobody',
  'people-gone': 'peopleGone',
  'units-gone': 'unitsGone',
  'groups-gone': 'groupsGone',
  'exempt-gained': 'exemptGained',
  'newly-without-approver': 'newlyWithoutApprover',
  'without-approver': 'withoutApprover',
  'same-dump': 'sameDump',
} as const satisfies Readonly<Record<GuardFinding['kind'], string>>

export async function compared(run: NightRun, work: NightWork): Promise<StepResult> {
  const { parts, places } = work
  const { language } = parts.config
  const texts = nightTexts[language]
  const steps = stepsOf(parts.desk.database, run.number)
  const before = inForceNow(work)
  const earlier = await loadOrganization(before.folder)
  const after = await snapshotOf(run, work)
  const isFirst = earlier.kind === 'faulty'
  const changes = compareSnapshots(isFirst ? after : earlier.snapshot, after, dayOf(run, work))
  work.changes = changes
  const grave = findingsIn(changes, run, work).map(rosterGuardTexts[language].finding)
  await writeWhole(dumpFolder(places, run.number), [
    [changesFiles.json, JSON.stringify(changes)],
    [changesFiles.text, `${changesText(changes, language, Infinity).join('\n')}\n`],
    [changesFiles.html, changesHtml(changes, language, rowsOnPage, grave)],
  ])
  const since = await changedSince(changes, steps, work)
  const { people, units, approvers, groups } = changes
  return done(
    {
      comparedWith: before.run ?? 0,
      joined: people.joined.length,
      left: people.left.length,
      moved: people.moved.length,
      promoted: people.promoted.length,
      demoted: people.demoted.length,
      unitsBorn: units.born.length,
      unitsGone: units.gone.length,
      loseEveryApprover: approvers.loseEvery.length,
      groupsCreate: groups.create.length,
      groupsOverwrite: groups.overwrite.length,
      groupsDelete: groups.delete.length,
      ...since?.facts,
    },
    [
      ...(isFirst ? [texts.first] : []),
      ...(comparedWith(steps) === undefined ? [] : [texts.comparedAgain(before.run)]),
      ...(since === undefined ? [] : [texts.changedSince(since.facts.joinedSince, since.facts.leftSince)]),
    ],
  )
}

/**
 * Who came or went between the import of a dump that waited and its moment, and is not so in it; `undefined`: nobody, or it
 * cannot be told any more.
 */
async function changedSince(
  changes: RosterChanges,
  steps: readonly NightStep[],
  { parts, places }: NightWork,
): Promise<{ readonly facts: { readonly joinedSince: number; readonly leftSince: number } } | undefined> {
  const number = comparedWith(steps)
  if (number === undefined) return undefined
  const { people } = changes
  if (people.joined.length + people.left.length === 0) return undefined
  const { config, folder } = parts
  const then = await loadOrganization(
    number === 0 ? rosterInForce(config, folder, undefined).folder : dumpFolder(places, number),
  )
  if (then.kind === 'faulty') return undefined
  const there = new Set<string>()
  for (const { employee } of then.snapshot.people) there.add(employee)
  const joinedSince = people.left.filter(({ employee }) => !there.has(employee)).length
  const leftSince = people.joined.filter(({ employee }) => there.has(employee)).length
  return joinedSince + leftSince === 0 ? undefined : { facts: { joinedSince, leftSince } }
}

export async function guarded(run: NightRun, work: NightWork): Promise<StepResult> {
  const { config, desk, now } = work.parts
  const texts = nightTexts[config.language]
  const findings = findingsIn(await changesOf(run, work), run, work)
  const isOnlyRules = config.night.guard.sameDump === 'stop' && isForRules(hashesOf(run, work))
  const notes = isOnlyRules ? [texts.onlyRules] : []
  const facts = {
    findings: findings.length,
    ...(isOnlyRules ? { onlyRules: 'yes' } : {}),
    ...Object.fromEntries(findings.map((finding) => [factOf[finding.kind], measureFact(finding)])),
  }
  if (findings.length === 0) return done(facts, notes)
  const said = [...findings.map(rosterGuardTexts[config.language].finding), ...notes]
  const { approval } = run
  const isPassed = isLetPass(findings, run, stepsOf(desk.database, run.number))
  if (approval !== undefined && isPassed) {
    return done(facts, [...said, texts.approved(approval.who, approval.why)])
  }
  const more = approval === undefined ? [] : [texts.moreThanApproved(approval.who)]
  return {
    outcome: 'stopped',
    facts,
    log: [texts.guardFound, ...said, ...more, texts.approveHow(run.number)],
    change: { state: 'stopped', endedAt: now() },
  }
}

/** A person lets pass what he has seen, and no more beyond it than an ordinary day may bring. */
function isLetPass(
  findings: readonly GuardFinding[],
  { approval }: NightRun,
  steps: readonly NightStep[],
): boolean {
  if (approval === undefined) return false
  const seen = steps.findLast(({ outcome, endedAt = 0 }) => outcome === 'stopped' && endedAt <= approval.at)
  return findings.every((finding) => {
    const fact = seen?.facts[factOf[finding.kind]] ?? 0
    return isCovered(finding, fact === 'yes' ? 1 : Number(fact))
  })
}

/** What counts nothing is there or not. */
function measureFact(finding: GuardFinding): number | 'yes' {
  return finding.kind === 'nobody' || finding.kind === 'same-dump' ? 'yes' : measureOf(finding)
}

function findingsIn(changes: RosterChanges, run: NightRun, work: NightWork): readonly GuardFinding[] {
  const { config, desk } = work.parts
  const { guard } = config.night
  // That the dump of the transfers has come once more, by itself, before its moment is no fault of the export.
  const hasWaited = stepsOf(desk.database, run.number).some(
    ({ name, outcome }) => name === 'guarded' && outcome !== undefined,
  )
  const sameDump = hasWaited && run.effectiveAt !== undefined ? 'pass' : guard.sameDump
  const settings = { ...guard, withoutApprover: guard.withoutApprover, sameDump }
  return guardOf(changes, settings, hashesOf(run, work))
}

function hashesOf(run: NightRun, work: NightWork): DumpHashes {
  // The folder of an organization is edited by hand: the first dump of a night may well be the same.
  const { dumpHash: before = '', rulesHash: rulesBefore } = inForceNow(work)
  const { dumpHash: after = '', rulesHash } = run
  const earlier = lastInForce(work.parts.desk.database, after)
  return { before, after, earlier, otherRules: rulesHash !== rulesBefore }
}

/** Found once in a process. */
async function changesOf(run: NightRun, work: NightWork): Promise<RosterChanges> {
  if (work.changes !== undefined) return work.changes
  const earlier = await loadOrganization(inForceNow(work).folder)
  const after = await snapshotOf(run, work)
  const before = earlier.kind === 'faulty' ? after : earlier.snapshot
  work.changes = compareSnapshots(before, after, dayOf(run, work))
  return work.changes
}

function inForceNow({ parts: { config, folder, desk } }: NightWork): RosterInForce {
  return rosterInForce(config, folder, desk)
}

function dayOf({ effectiveAt }: NightRun, { parts, snapshot }: NightWork): string {
  return dayIn(snapshot?.rules.timezone ?? 'UTC', Math.max(effectiveAt ?? 0, parts.now()))
}

/** Each file is there whole or not at all. */
async function writeWhole(folder: string, files: readonly (readonly [string, string])[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of files) {
    const path = join(folder, name)
    const handle = await open(`${path}.new`, 'w', fileMode)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${path}.new`, path)
  }
  await syncFolder(folder)
}
