/** `sekisho night show`: a run with its steps, and what its dump changes. */

import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { Option, type Command } from 'commander'

import { changesFiles } from '../roster/night-compare.ts'
import { dumpFolder, nightPlaces } from '../roster/night-places.ts'
import { publicationJson } from '../roster/publication-json.ts'
import { auditOf, type AuditLine } from '../store/audit.ts'
import { findRun, stepsOf, type NightRun, type NightStep } from '../store/night-runs.ts'
import { publicationsOf } from '../store/night-publications.ts'
import { cliTexts } from '../text/cli.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

import { exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { tableLines } from './layout.ts'
import { clockIn, clockWithZone } from './moment.ts'
import { openNight, runNumber } from './night-desk.ts'
import { runJson, stepJson } from './night-json.ts'
import { publicationLines } from './night-targets.ts'
import { factWords, stateWords } from './night-words.ts'
import { readDesk } from './policy-desk.ts'

interface ShowOptions {
  readonly config: string
  readonly as?: keyof typeof changesFiles
  readonly json?: true
}

/** Adds `show` to the group. */
export function registerNightShow(group: Command): void {
  const language = languageOf(group)
  const texts = cliNightTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('show')
    .argument('<number>', texts.run)
    .description(texts.commands.show)
    .requiredOption('--config <file>', configOption)
    .addOption(new Option('--as <form>', texts.showAs).choices(Object.keys(changesFiles)))
    .option('--json', jsonOption)
    .action(async (typed: string, options: ShowOptions) => {
      await showCommand(runNumber(typed, language), options, language)
    })
  addExamples(command, texts.examples.show, texts.exitCodes.show)
}

async function showCommand(number: number, options: ShowOptions, language: Language): Promise<void> {
  const texts = cliNightTexts[language]
  const { config, folder } = openNight(options.config, language)
  const found = await readDesk(options.config, language, (database) => {
    const run = database === undefined ? undefined : findRun(database, number)
    return run === undefined || database === undefined
      ? undefined
      : {
          run,
          steps: stepsOf(database, number),
          attempts: publicationsOf(database, number),
          decisions: auditOf(database, `night ${number}`, run.dumpHash),
        }
  })
  if (found === undefined) {
    process.exitCode = exit.no
    if (options.json) process.stdout.write(`${JSON.stringify({ kind: 'unknown-run' }, undefined, 2)}\n`)
    else refuse(texts.unknownRun(number))
    return
  }
  const dump = dumpFolder(nightPlaces(resolve(folder, config.night.directory)), number)
  if (options.as !== undefined) {
    const page = await fileIn(dump, changesFiles[options.as])
    if (page === undefined) refuse(texts.noComparison(number))
    else process.stdout.write(page)
    return
  }
  const { run, steps, attempts, decisions } = found
  if (options.json) {
    const changes = await fileIn(dump, changesFiles.json)
    const value = {
      ...runJson(run),
      steps: steps.map(stepJson),
      publications: attempts.map(publicationJson),
      changes: changes === undefined ? null : (JSON.parse(changes) as unknown),
    }
    process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
    return
  }
  const changes = await fileIn(dump, changesFiles.text)
  const below = changes === undefined ? [] : ['', ...changes.split('\n').map(harmless)]
  const { timezone } = config.night.schedule
  const lines = [
    ...linesOfRun(run, steps, timezone, language),
    ...publicationLines(attempts, timezone, language),
    ...decisionLines(decisions, timezone, language),
    ...below,
  ]
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`)
}

export function linesOfRun(
  run: NightRun,
  steps: readonly NightStep[],
  timezone: string,
  language: Language,
): readonly string[] {
  const texts = cliNightTexts[language]
  const { steps: names } = nightTexts[language]
  const { approval, dumpHash, rulesHash } = run
  return [
    texts.runBegins(run.number, harmless(run.source)),
    texts.runRests(run.number, stateWords(run, language)),
    texts.begunBy(harmless(run.who), clockWithZone(timezone, run.begunAt)),
    ...(dumpHash === undefined || rulesHash === undefined ? [] : texts.hashes(dumpHash, rulesHash)),
    ...(approval === undefined
      ? []
      : [
          texts.approvedBy(
            harmless(approval.who),
            clockWithZone(timezone, approval.at),
            harmless(approval.why),
          ),
        ]),
    '',
    ...steps.flatMap((step) => [
      ...tableLines(
        [
          [
            names[step.name],
            clockIn(timezone, step.begunAt),
            step.endedAt === undefined ? texts.cutOff : `${step.endedAt - step.begunAt} ms`,
            ...factWords(step.facts, language),
          ],
        ],
        '  ',
      ),
      ...step.log.map((line) => `    ${harmless(line)}`),
    ]),
  ]
}

/** What the audit log says of a run: who let it pass, put it in force or took it back, and why. */
export function decisionLines(
  decisions: readonly AuditLine[],
  timezone: string,
  language: Language,
): readonly string[] {
  const rows = decisions.map(({ at, who, action, subject, why }) =>
    [clockIn(timezone, at), who, action, subject, why].map(harmless),
  )
  return rows.length === 0 ? [] : [cliNightTexts[language].decisions, ...tableLines(rows, '  ')]
}

async function fileIn(folder: string, name: string): Promise<string | undefined> {
  return await readFile(join(folder, name), 'utf8').catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  })
}

function refuse(line: string): void {
  process.stderr.write(`sekisho: ${line}\n`)
  process.exitCode = exit.no
}
