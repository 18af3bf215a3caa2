/**
 * What each step of an import does. A step may be cut off anywhere and be taken again: it finds what is done already, and comes
 * to the same end. Recording and order are `night-run.ts`.
 */

import { mkdir, open, rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { compareSnapshots } from '../people/compare.ts'
import type { RosterChanges } from '../people/changes.ts'
import { guardOf, type GuardFinding } from '../people/guard.ts'
import { sayProblem } from '../people/say-problem.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { syncFolder } from '../store/log-file.ts'
import { codeOf } from '../store/fault-code.ts'
import type { NightRun, NightStepName, RunChange, StepFacts, StepOutcome } from '../store/night-runs.ts'
import { changeRoster } from '../store/roster-activations.ts'
import { nightTexts } from '../text/night.ts'
import { rosterGuardTexts } from '../text/roster-guard.ts'
import { changesHtml } from './changes-html.ts'
import { changesText } from './changes-text.ts'
import { loadOrganization } from './load.ts'
import type { NightParts } from './night-parts.ts'
import { dumpFolder, nightPlaces, type NightPlaces } from './night-places.ts'
import { publishNight } from './night-publish.ts'
import { rosterInForce } from './roster-in-force.ts'
import { clearTaken, DumpChanges, takeDump, dumpFile } from './take-dump.ts'

export interface StepResult {
  readonly outcome: StepOutcome
  readonly facts: StepFacts
  readonly log: readonly string[]
  readonly change: RunChange
}

/** What one process knows of a run beside its record; all of it can be found again. */
export interface NightWork {
  readonly parts: NightParts
  readonly places: NightPlaces
  snapshot: Snapshot | undefined
  changes: RosterChanges | undefined
  dumpBefore: string
}

type Step = (run: NightRun, work: NightWork) => Promise<StepResult>

/** Beside the dump of a run. */
export const changesFiles = { json: 'changes.json', text: 'changes.txt', html: 'changes.html' } as const

const problemsKept = 100
/** A page is scrolled and searched; this is a bound for a company that is all new. */
const rowsOnPage = 1_000
const fileMode = 0o600

export function nightWork(parts: NightParts): NightWork {
  const places = nightPlaces(resolve(parts.folder, parts.config.night.directory))
  return { parts, places, snapshot: undefined, changes: undefined, dumpBefore: '' }
}

export const stepWork: Readonly<Record<NightStepName, Step>> = {
  found,
  read,
  checked,
  compared,
  guarded,
  activated,
  published,
}

async function found({ source }: NightRun, { parts }: NightWork): Promise<StepResult> {
  const texts = nightTexts[parts.config.language]
  const path = join(source, dumpFile)
  try {
    const handle = await open(path, 'r')
    const { size, mtimeMs } = await handle.stat()
    await handle.close()
    return done({ octets: size, changed: new Date(mtimeMs).toISOString() }, [])
  } catch (fault) {
    const code = codeOf(fault)
    return failed(code === 'ENOENT' ? texts.missing(path) : texts.unreadable(path, code))
  }
}

async function read({ number, source }: NightRun, { parts, places }: NightWork): Promise<StepResult> {
  const { config, folder, desk } = parts
  const texts = nightTexts[config.language]
  const rulesBefore = rosterInForce(config, folder, desk).folder
  try {
    const taken = await takeDump(places, number, source, rulesBefore)
    const { dumpHash, rulesHash, dumpSize, rulesSize, hasOwnRules } = taken
    return done(
      { dump: dumpHash, rules: rulesHash, dumpOctets: dumpSize, rulesOctets: rulesSize },
      hasOwnRules ? [] : [texts.rulesKept(rulesBefore)],
      { dumpHash, rulesHash },
    )
  } catch (fault) {
    if (fault instanceof DumpChanges) return failed(texts.changes(fault.path))
    const path = fault instanceof Error && 'path' in fault ? String(fault.path) : source
    if (codeOf(fault) !== 'ENOENT') return failed(texts.unreadable(path, codeOf(fault)))
    return failed(path.endsWith(dumpFile) ? texts.missing(path) : texts.noRules(rulesBefore))
  }
}

async function checked(run: NightRun, work: NightWork): Promise<StepResult> {
  const { parts, places } = work
  const { language } = parts.config
  const texts = nightTexts[language]
  if (run.source === places.incoming) {
    await clearTaken(places.incoming, { dumpHash: run.dumpHash ?? '', rulesHash: run.rulesHash ?? '' })
  }
  const folder = dumpFolder(places, run.number)
  const organization = await loadOrganization(folder)
  if (organization.kind === 'faulty') {
    const { problems } = organization
    const lines = problems.slice(0, problemsKept).map((problem) => {
      const { file, line, column } = problem.place
      return `${file}:${line}${column === undefined ? '' : `:${column}`} ${sayProblem(problem, language)}`
    })
    return { ...failed(texts.errors(problems.length), ...lines), facts: { errors: problems.length } }
  }
  const { snapshot, hashes } = organization
  if (hashes.dump !== run.dumpHash || hashes.rules !== run.rulesHash) return failed(texts.damaged(folder))
  work.snapshot = snapshot
  const misfits = await parts.misfitsOf(snapshot)
  if (misfits.length > 0) return failed(texts.policiesMisfit, ...misfits)
  const { timezone } = snapshot.rules
  const effectiveAt = run.effective === undefined ? undefined : momentIn(timezone, run.effective)
  if (run.effective !== undefined && effectiveAt === undefined)
    return failed(texts.badEffective(run.effective))
  return done(
    { people: snapshot.people.length, posts: snapshot.table.posts.length, snapshot: snapshot.name },
    run.effective === undefined ? [] : [texts.waits(run.effective, timezone)],
    { snapshot: snapshot.name, ...(effectiveAt === undefined ? {} : { effectiveAt }) },
  )
}

async function compared(run: NightRun, work: NightWork): Promise<StepResult> {
  const { parts, places } = work
  const { isFirst, changes } = await changesOf(run, work)
  const { language } = parts.config
  const grave = findingsIn(changes, run, work).map(rosterGuardTexts[language].finding)
  await writeWhole(dumpFolder(places, run.number), [
    [changesFiles.json, JSON.stringify(changes)],
    [changesFiles.text, `${changesText(changes, language, Infinity).join('\n')}\n`],
    [changesFiles.html, changesHtml(changes, language, rowsOnPage, grave)],
  ])
  const { people, units, approvers, groups } = changes
  return done(
    {
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
    },
    isFirst ? [nightTexts[language].first] : [],
  )
}

async function guarded(run: NightRun, work: NightWork): Promise<StepResult> {
  const { config } = work.parts
  const texts = nightTexts[config.language]
  const { changes } = await changesOf(run, work)
  const findings = findingsIn(changes, run, work)
  const facts = { findings: findings.length }
  if (findings.length === 0) return done(facts, [])
  const said = findings.map(rosterGuardTexts[config.language].finding)
  const { approval } = run
  if (approval !== undefined) return done(facts, [...said, texts.approved(approval.who, approval.why)])
  return {
    outcome: 'stopped',
    facts,
    log: [texts.guardFound, ...said, texts.approveHow(run.number)],
    change: { state: 'stopped', endedAt: work.parts.now() },
  }
}

function findingsIn(changes: RosterChanges, run: NightRun, work: NightWork): readonly GuardFinding[] {
  const { guard } = work.parts.config.night
  const dumps = { before: work.dumpBefore, after: run.dumpHash ?? '' }
  return guardOf(changes, { ...guard, withoutApprover: guard.withoutApprover }, dumps)
}

/** Written down first: a gate that is just starting reads it. What the gate refuses is taken back. */
async function activated(run: NightRun, { parts }: NightWork): Promise<StepResult> {
  const { desk, config, now } = parts
  const texts = nightTexts[config.language]
  const who = run.approval?.who ?? run.who
  const why = run.approval?.why ?? ''
  const by = { at: now(), who, why }
  const changed = await changeRoster(desk, { kind: 'activate', run: run.number, ...by })
  const told = await parts.tellGate()
  const facts = changed.kind === 'done' ? { activation: changed.activation.number } : {}
  switch (told.kind) {
    case 'in-force':
      return done(facts, [texts.atGate(told.snapshot)])
    case 'no-gate':
      return done(facts, [texts.noGate])
    case 'cut':
      return done(facts, [texts.gateCut])
    case 'refused': {
      const reason = told.lines.join(' ')
      await changeRoster(desk, { kind: 'roll-back', run: undefined, at: now(), who, why: reason })
      return failed(texts.gateRefused, ...told.lines)
    }
  }
}

/** What fails here is in force all the same, and is tried again until the target has everything. */
async function published(run: NightRun, work: NightWork): Promise<StepResult> {
  const { parts, places } = work
  const { publish } = parts.config.night
  const end = { state: 'done', endedAt: parts.now() } as const
  if (publish.length === 0) return done({}, [nightTexts[parts.config.language].noTarget], end)
  work.snapshot ??= await snapshotIn(dumpFolder(places, run.number))
  const day = dayOf(work.snapshot.rules.timezone, parts.now())
  const { isComplete, facts, log } = await publishNight(run.number, work.snapshot, day, parts)
  if (isComplete) return done(facts, log, end)
  return { outcome: 'failed', facts, log, change: { state: 'unpublished' } }
}

/** Found once in a process. `isFirst`: there is no organization to compare with. */
async function changesOf(
  run: NightRun,
  work: NightWork,
): Promise<{ readonly isFirst: boolean; readonly changes: RosterChanges }> {
  const { parts, places } = work
  if (work.changes !== undefined) return { isFirst: false, changes: work.changes }
  const before = rosterInForce(parts.config, parts.folder, parts.desk)
  const earlier = await loadOrganization(before.folder)
  work.snapshot ??= await snapshotIn(dumpFolder(places, run.number))
  const after = work.snapshot
  const day = dayOf(after.rules.timezone, run.effectiveAt ?? parts.now())
  const isFirst = earlier.kind === 'faulty'
  work.changes = compareSnapshots(isFirst ? after : earlier.snapshot, after, day)
  // The folder of an organization is edited by hand: the first dump of a night may well be the same.
  work.dumpBefore = before.dumpHash ?? ''
  return { isFirst, changes: work.changes }
}

async function snapshotIn(folder: string): Promise<Snapshot> {
  const organization = await loadOrganization(folder)
  if (organization.kind === 'loaded') return organization.snapshot
  throw new Error(`${folder} was in order when it was checked`)
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

/** Milliseconds since 1970; `undefined`: no day and hour, or one with a zone of its own. */
export function momentIn(timezone: string, local: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(local)) return undefined
  try {
    const moment = Temporal.PlainDateTime.from(local.replace(' ', 'T'), { overflow: 'reject' })
    return moment.toZonedDateTime(timezone).epochMilliseconds
  } catch {
    return undefined
  }
}

function dayOf(timezone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString()
}

function done(facts: StepFacts, log: readonly string[], change: RunChange = {}): StepResult {
  return { outcome: 'done', facts, log, change }
}

function failed(...log: readonly string[]): StepResult {
  return { outcome: 'failed', facts: {}, log, change: {} }
}
