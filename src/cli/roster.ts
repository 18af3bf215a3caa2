/** `sekisho roster compare`: what one roster changes in another, and whether the guard of an import would let it pass. */

import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { night } from '../config/night-job.ts'
import type { RosterChanges } from '../people/changes.ts'
import { compareSnapshots } from '../people/compare.ts'
import { guardOf, type GuardFinding } from '../people/guard.ts'
import { changesHtml } from '../roster/changes-html.ts'
import { changesText } from '../roster/changes-text.ts'
import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { cliRosterTexts } from '../text/cli-roster.ts'
import type { Language } from '../text/language.ts'
import { rosterGuardTexts } from '../text/roster-guard.ts'
import { dayOf } from './day.ts'
import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { indentedText } from './layout.ts'
import { openConfig } from './open-config.ts'
import { openOrganizationFiles } from './organization.ts'

interface CompareOptions {
  readonly date?: string
  readonly dateBefore?: string
  readonly json?: true
  readonly html?: string
  readonly all?: true
  readonly guard?: true
  readonly config?: string
}

/** Rows of one list, unless all are asked for. */
const rowsShown = 20

/** Spaces before a row of a list; what runs over goes further in. */
const rowIndent = 4

/** A page is scrolled and searched; this is a bound for a company that is all new. */
const rowsOnPage = 1_000

function guardLines(findings: readonly GuardFinding[], language: Language): readonly string[] {
  const texts = rosterGuardTexts[language]
  if (findings.length === 0) return [texts.passed]
  return [
    texts.stopped(findings.length),
    ...findings.map((finding) => `  ${texts.finding(finding)}`),
    texts.whatNow,
  ]
}

function asText(
  changes: RosterChanges,
  findings: readonly GuardFinding[] | undefined,
  bound: number,
  language: Language,
): string {
  const lines = [
    ...(findings === undefined ? [] : [...guardLines(findings, language), '']),
    ...changesText(changes, language, bound),
  ]
  const wrapped = lines.flatMap((line) => {
    if (line === '') return ['']
    const indent = /^ */.exec(line)?.[0] ?? ''
    const hanging = indent.length === rowIndent ? `${indent}  ` : indent
    return indentedText(harmless(line.slice(indent.length)), indent, hanging)
  })
  return `${wrapped.join('\n')}\n`
}

function asJson(
  changes: RosterChanges,
  findings: readonly GuardFinding[] | undefined,
  language: Language,
): string {
  const guard = findings?.map((finding) => ({
    ...finding,
    message: rosterGuardTexts[language].finding(finding),
  }))
  return `${JSON.stringify({ ...changes, guard }, undefined, 2)}\n`
}

function writePage(file: string, page: string, language: Language): void {
  try {
    writeFileSync(file, page)
  } catch (error) {
    throw new CommandFailure(cliTexts[language].cannotWrite(file, codeOf(error)))
  }
}

async function compare(
  oldFolder: string,
  newFolder: string,
  options: CompareOptions,
  language: Language,
): Promise<void> {
  if (options.json && options.html !== undefined)
    throw new CommandFailure(cliRosterTexts[language].jsonOrHtml)
  const limits =
    options.config === undefined
      ? night.parse({}).guard
      : openConfig(options.config, language).config.night.guard
  const before = await openOrganizationFiles(oldFolder, language)
  const after = await openOrganizationFiles(newFolder, language)
  const day = dayOf(options.date, after.snapshot.rules.timezone, language)
  const dayBefore = dayOf(options.dateBefore ?? day, before.snapshot.rules.timezone, language)
  const changes = compareSnapshots(before.snapshot, after.snapshot, day, dayBefore)
  const findings = options.guard
    ? guardOf(changes, limits, {
        before: before.hashes.dump,
        after: after.hashes.dump,
        otherRules: before.hashes.rules !== after.hashes.rules,
      })
    : undefined
  if (options.html !== undefined) {
    const grave = findings === undefined ? [] : guardLines(findings, language)
    const bound = options.all ? Infinity : rowsOnPage
    writePage(options.html, changesHtml(changes, language, bound, grave), language)
  } else {
    const bound = options.all ? Infinity : rowsShown
    process.stdout.write(
      options.json ? asJson(changes, findings, language) : asText(changes, findings, bound, language),
    )
  }
  process.exitCode = findings === undefined || findings.length === 0 ? exit.yes : exit.no
}

/** Adds `roster` with its own commands to the program. */
export function registerRoster(program: Command): void {
  const language = languageOf(program)
  const texts = cliRosterTexts[language]
  const roster = program.command('roster').description(texts.description).helpCommand(false)
  addExamples(roster, texts.examples)
  const command = roster
    .command('compare')
    .description(texts.compare)
    .argument('<old>', texts.oldFolder)
    .argument('<new>', texts.newFolder)
    .option('--date <day>', texts.dateOption)
    .option('--date-before <day>', texts.dateBeforeOption)
    .option('--all', texts.allOption)
    .option('--json', cliTexts[language].jsonOption)
    .option('--html <file>', texts.htmlOption)
    .option('--guard', texts.guardOption)
    .option('--config <file>', texts.configOption)
    .action((old: string, now: string, options: CompareOptions) => compare(old, now, options, language))
  addExamples(command, texts.examples, texts.exitCodes)
}
