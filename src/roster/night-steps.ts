/**
 * What each step of an import does. A step may be cut off anywhere and be taken again: it finds what is done already, and comes
 * to the same end. Recording and order are `night-run.ts`.
 */

import { open } from 'node:fs/promises'
import { join } from 'node:path'

import { sayProblem } from '../people/say-problem.ts'
import { codeOf } from '../store/fault-code.ts'
import { stepsOf, type NightRun, type NightStepName } from '../store/night-runs.ts'
import { activeRoster, changeRoster } from '../store/roster-activations.ts'
import { nightTexts } from '../text/night.ts'
import { loadOrganization } from './load.ts'
import { compared, guarded } from './night-compare.ts'
import { momentIn } from './night-moment.ts'
import { dumpFolder } from './night-places.ts'
import { publishNight } from './night-publish.ts'
import { dayIn, done, failed, snapshotOf, type NightWork, type StepResult } from './night-work.ts'
import { rosterInForce } from './roster-in-force.ts'
import {
  clearTaken,
  DumpChanges,
  dumpFile,
  hashesIn,
  isAsTaken,
  MomentMismatch,
  renewRules,
  takeDump,
} from './take-dump.ts'

type Step = (run: NightRun, work: NightWork) => Promise<StepResult>

const problemsKept = 100
/** Milliseconds between the moment of a dump and its import. */
const longestLate = 86_400_000

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

async function read(run: NightRun, work: NightWork): Promise<StepResult> {
  const { number, source } = run
  const { config, folder, desk } = work.parts
  const texts = nightTexts[config.language]
  const rulesBefore = rosterInForce(config, folder, desk).folder
  const first = stepsOf(desk.database, number).find(
    ({ name, outcome }) => name === 'read' && outcome === 'done',
  )
  if (first !== undefined) return await readAgain(run, first.facts['ownRules'] === 'yes', rulesBefore, work)
  try {
    const report = (there: number, total: number): void =>
      work.parts.report({ kind: 'step-goes-on', step: 'read', done: there, total })
    const taken = await takeDump(work.places, number, source, rulesBefore, report, run.effective)
    const { dumpHash, rulesHash, dumpSize, rulesSize, hasOwnRules, effective } = taken
    return done(
      {
        dump: dumpHash,
        rules: rulesHash,
        dumpOctets: dumpSize,
        rulesOctets: rulesSize,
        ownRules: hasOwnRules ? 'yes' : 'no',
      },
      hasOwnRules ? [] : [texts.rulesKept(rulesBefore)],
      { dumpHash, rulesHash, ...(effective === undefined ? {} : { effective }) },
    )
  } catch (fault) {
    if (fault instanceof DumpChanges) return failed(texts.changes(fault.path))
    if (fault instanceof MomentMismatch) {
      if (fault.of === 'another-dump') return failed(texts.momentOfAnother(fault.path))
      return failed(texts.otherMoment(fault.path, run.effective ?? ''))
    }
    const path = fault instanceof Error && 'path' in fault ? String(fault.path) : source
    if (codeOf(fault) !== 'ENOENT') return failed(texts.unreadable(path, codeOf(fault)))
    return failed(path.endsWith(dumpFile) ? texts.missing(path) : texts.noRules(rulesBefore))
  }
}

/** A dump that has waited is the one that was taken; rules that did not come with it are those in force now. */
async function readAgain(
  run: NightRun,
  hasOwnRules: boolean,
  rulesNow: string,
  { parts, places }: NightWork,
): Promise<StepResult> {
  const texts = nightTexts[parts.config.language]
  const folder = dumpFolder(places, run.number)
  const there = await hashesIn(folder)
  // Other rules may have been put there already, before a kill.
  const isWhole = there.dumpHash === run.dumpHash && (!hasOwnRules || there.rulesHash === run.rulesHash)
  if (!isWhole) return failed(texts.damaged(folder))
  const isRenewed = !hasOwnRules && (await renewRules(folder, rulesNow))
  const { dumpHash, rulesHash } = await hashesIn(folder)
  return done(
    { dump: dumpHash, rules: rulesHash, ownRules: hasOwnRules ? 'yes' : 'no' },
    isRenewed ? [texts.rulesRenewed(rulesNow)] : [],
    { rulesHash },
  )
}

async function checked(run: NightRun, work: NightWork): Promise<StepResult> {
  const { parts, places } = work
  const { language } = parts.config
  const texts = nightTexts[language]
  const isFirst = !stepsOf(parts.desk.database, run.number).some(
    ({ name, outcome }) => name === 'checked' && outcome === 'done',
  )
  // Later, what is there is another one.
  if (isFirst && run.source === places.incoming) {
    const { dumpHash = '', rulesHash = '', effective } = run
    await clearTaken(places.incoming, { dumpHash, rulesHash, effective })
  }
  const folder = dumpFolder(places, run.number)
  const organization = await loadOrganization(folder, undefined, (there, total) =>
    parts.report({ kind: 'step-goes-on', step: 'checked', done: there, total }),
  )
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
  // The hour of transfers a year ago is rather a slip of the pen than one that is to be made up for.
  if (run.effective !== undefined && (effectiveAt ?? 0) < run.begunAt - longestLate)
    return failed(texts.longOver(run.effective, timezone))
  return done(
    { people: snapshot.people.length, posts: snapshot.table.posts.length, snapshot: snapshot.name },
    run.effective === undefined ? [] : [texts.waits(run.effective, timezone)],
    { snapshot: snapshot.name, ...(effectiveAt === undefined ? {} : { effectiveAt }) },
  )
}

/** Written down first: a gate that is just starting reads it. What the gate refuses is taken back. */
async function activated(run: NightRun, { parts, places }: NightWork): Promise<StepResult> {
  const { desk, config, now } = parts
  const texts = nightTexts[config.language]
  const folder = dumpFolder(places, run.number)
  // A gate that starts would refuse it, and would then not start at all.
  if (!(await isAsTaken(run, folder))) return failed(texts.damaged(folder))
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
      await changeRoster(desk, { kind: 'undo', run: undefined, at: now(), who, why: reason })
      return failed(texts.gateRefused, ...told.lines)
    }
  }
}

/** What fails here is in force all the same, and is tried again until the target has everything. */
async function published(run: NightRun, work: NightWork): Promise<StepResult> {
  const { parts } = work
  const { config, desk } = parts
  const texts = nightTexts[config.language]
  const { publish } = config.night
  const end = { state: 'done', endedAt: parts.now() } as const
  if (publish.length === 0) return done({}, [texts.noTarget], end)
  // A person may have gone back to an earlier one while this one was cut off.
  if (activeRoster(desk.database)?.run?.number !== run.number) return done({}, [texts.notInForce], end)
  const snapshot = await snapshotOf(run, work)
  const day = dayIn(snapshot.rules.timezone, parts.now())
  const { isComplete, facts, log } = await publishNight(run.number, snapshot, day, parts)
  if (isComplete) return done(facts, log, end)
  return { outcome: 'failed', facts, log, change: { state: 'unpublished' } }
}
