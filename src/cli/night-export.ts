/** `sekisho night export`: the record of a run as a folder of evidence, for those who ask years later. */

import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import type { Command } from 'commander'

import { writeEvidence, type EvidenceFile } from '../roster/evidence.ts'
import { changesFiles } from '../roster/night-compare.ts'
import { dumpFolder, nightPlaces } from '../roster/night-places.ts'
import { dumpFile, isAsTaken, rulesFile } from '../roster/take-dump.ts'
import { auditOf, type AuditLine } from '../store/audit.ts'
import { codeOf } from '../store/fault-code.ts'
import { publicationsOf, type Publication } from '../store/night-publications.ts'
import { findRun, stepsOf, type NightRun, type NightStep } from '../store/night-runs.ts'
import { cliTexts } from '../text/cli.ts'
import { cliNightExportTexts } from '../text/cli-night-export.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openNight, runNumber } from './night-desk.ts'
import { isoOf, runJson, stepJson } from './night-json.ts'
import { decisionLines, linesOfRun } from './night-show.ts'
import { publicationLines } from './night-targets.ts'
import { readDesk } from './policy-desk.ts'

interface ExportOptions {
  readonly config: string
  readonly output: string
  readonly withDump?: true
  readonly json?: true
}

interface Recorded {
  readonly run: NightRun
  readonly steps: readonly NightStep[]
  readonly publications: readonly Publication[]
  readonly decisions: readonly AuditLine[]
}

/** What is left of the files that were taken. `damaged`: they are not those of the record. */
type DumpThere = 'intact' | 'damaged' | 'removed'

/** Adds `export` to the group. */
export function registerNightExport(group: Command): void {
  const language = languageOf(group)
  const texts = cliNightExportTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('export')
    .argument('<number>', cliNightTexts[language].run)
    .description(texts.description)
    .requiredOption('--config <file>', configOption)
    .requiredOption('--output <dir>', texts.outputOption)
    .option('--with-dump', texts.withDumpOption)
    .option('--json', jsonOption)
    .action(async (typed: string, options: ExportOptions) => {
      await exportCommand(runNumber(typed, language), options, language)
    })
  addExamples(command, texts.examples, texts.exitCodes)
}

async function exportCommand(number: number, options: ExportOptions, language: Language): Promise<void> {
  const texts = cliNightExportTexts[language]
  const { config, folder } = openNight(options.config, language)
  const recorded = await readDesk(options.config, language, (database) => recordOf(database, number))
  if (recorded === undefined) {
    refuse({ kind: 'unknown-run' }, cliNightTexts[language].unknownRun(number), options)
    return
  }
  const dumps = dumpFolder(nightPlaces(resolve(folder, config.night.directory)), number)
  const there = await dumpThere(dumps, recorded.run)
  if (options.withDump && there !== 'intact') {
    refuse({ kind: `dump-${there}` }, texts.noDump[there](number), options)
    return
  }
  const { timezone } = config.night.schedule
  const pages = await thoseIn(dumps, Object.values(changesFiles))
  const names = options.withDump ? [...pages, dumpFile, rulesFile] : pages
  const files: readonly EvidenceFile[] = [
    { name: 'record.json', content: { text: recordText(recorded, there) } },
    {
      name: 'record.txt',
      content: { text: `${recordLines(recorded, timezone, language).join('\n')}\n` },
    },
    ...names.map((name) => ({ name, content: { from: join(dumps, name) } })),
  ]
  const output = resolve(options.output)
  try {
    await writeEvidence(output, files)
  } catch (fault) {
    const code = codeOf(fault)
    const isTaken = code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR'
    throw new CommandFailure(isTaken ? texts.taken(output) : cliTexts[language].cannotWrite(output, code))
  }
  if (options.json) {
    const said = { kind: 'exported', run: number, output, files: files.map(({ name }) => name), dump: there }
    process.stdout.write(`${JSON.stringify(said, undefined, 2)}\n`)
    return
  }
  const lines = [texts.exported(number, output, files.length), texts.howToCheck(output)]
  if (there === 'damaged') lines.push(texts.noDump.damaged(number))
  process.stdout.write(`${lines.join('\n')}\n`)
}

function recordOf(database: DatabaseSync | undefined, number: number): Recorded | undefined {
  const run = database === undefined ? undefined : findRun(database, number)
  if (database === undefined || run === undefined) return undefined
  return {
    run,
    steps: stepsOf(database, number),
    publications: publicationsOf(database, number),
    decisions: auditOf(database, `night ${number}`, run.dumpHash),
  }
}

/** The same for people. */
function recordLines(
  { run, steps, publications, decisions }: Recorded,
  timezone: string,
  language: Language,
): readonly string[] {
  return [
    ...linesOfRun(run, steps, timezone, language),
    ...publicationLines(publications, timezone, language),
    ...decisionLines(decisions, timezone, language),
  ]
}

function recordText({ run, steps, publications, decisions }: Recorded, dump: DumpThere): string {
  const value = {
    exportedAt: new Date().toISOString(),
    host: hostname(),
    ...runJson(run),
    dump,
    steps: steps.map(stepJson),
    publications: publications.map(({ begunAt, endedAt, outcome, ...others }) => ({
      ...others,
      begunAt: isoOf(begunAt),
      endedAt: isoOf(endedAt),
      outcome: outcome ?? null,
    })),
    // What the audit log says of it: who let it pass, put it in force, took it back, and why.
    decisions: decisions.map(({ at, before, after, ...others }) => ({
      ...others,
      at: isoOf(at),
      before: before ?? null,
      after: after ?? null,
    })),
  }
  return `${JSON.stringify(value, undefined, 2)}\n`
}

async function dumpThere(folder: string, run: NightRun): Promise<DumpThere> {
  if ((await thoseIn(folder, [dumpFile, rulesFile])).length < 2) return 'removed'
  return (await isAsTaken(run, folder)) ? 'intact' : 'damaged'
}

async function thoseIn(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of names) {
    try {
      await stat(join(folder, name))
      found.push(name)
    } catch (fault) {
      if (codeOf(fault) !== 'ENOENT' && codeOf(fault) !== 'ENOTDIR') throw fault
    }
  }
  return found
}

function refuse(value: object, line: string, { json }: ExportOptions): void {
  process.exitCode = exit.no
  if (json) process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
  else process.stderr.write(`sekisho: ${line}\n`)
}
