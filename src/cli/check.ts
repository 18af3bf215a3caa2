/** `sekisho check`: reads the HR dump and the rules of a folder, and says what is wrong or what was found. */

import type { Command } from 'commander'
import type { Problem } from '../people/problem.ts'
import { reportOn } from '../people/report.ts'
import { isDay } from '../people/rules-exceptions.ts'
import { sayProblem } from '../people/say-problem.ts'
import { loadOrganization } from '../roster/load.ts'
import type { Organization } from '../roster/load.ts'
import { cliTexts } from '../text/cli.ts'
import { checkTexts } from '../text/cli-check.ts'
import { importReportTexts } from '../text/import-report.ts'
import type { Language } from '../text/language.ts'
import { errorLines } from './check-errors.ts'
import { reportLines } from './check-report.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'

interface CheckOptions {
  readonly org: string
  readonly json?: true
  readonly all?: true
  readonly date?: string
}

function isUnread({ kind }: Problem): boolean {
  return kind === 'file-missing' || kind === 'file-unreadable' || kind === 'file-too-large'
}

function exitCodeOf(organization: Organization): number {
  if (organization.kind === 'loaded') return exit.yes
  return organization.problems.some(isUnread) ? exit.failed : exit.no
}

function asJson(organization: Organization, day: string | undefined, language: Language): string {
  const problems = organization.kind === 'faulty' ? organization.problems : []
  const errors = problems.map((problem) => {
    const { file, line, column = null, value } = problem.place
    return { file, line, column, value, message: sayProblem(problem, language) }
  })
  const report =
    organization.kind === 'loaded' ? reportOn(organization.snapshot, day ?? organization.snapshot.day) : null
  return JSON.stringify({ ok: organization.kind === 'loaded', errors, report }, undefined, 2)
}

function asText(organization: Organization, options: CheckOptions, language: Language): string {
  const { org, date, all = false } = options
  const texts = importReportTexts[language]
  if (organization.kind === 'loaded') {
    const report = reportOn(organization.snapshot, date ?? organization.snapshot.day)
    return [texts.inOrder(org), ...reportLines(report, language, all)].join('\n')
  }
  const { problems } = organization
  const lines = [texts.notInOrder(org, problems.length), ...errorLines(problems, language, all)]
  return [...lines, '', texts.nothingChanged].join('\n')
}

async function check(options: CheckOptions, language: Language): Promise<void> {
  const { org, json, date } = options
  if (date !== undefined && !isDay(date)) throw new CommandFailure(cliTexts[language].badDay(date))
  const organization = await loadOrganization(org)
  process.exitCode = exitCodeOf(organization)
  const text = json ? asJson(organization, date, language) : asText(organization, options, language)
  process.stdout.write(`${text}\n`)
}

/** Adds `check` to the program. */
export function registerCheck(program: Command): void {
  const language = languageOf(program)
  const texts = checkTexts[language]
  const { organizationOption, jsonOption } = cliTexts[language]
  const command = program
    .command('check')
    .description(texts.description)
    .requiredOption('--org <dir>', organizationOption)
    .option('--json', jsonOption)
    .option('--date <day>', texts.dateOption)
    .option('--all', texts.allOption)
    .action((options: CheckOptions) => check(options, language))
  addExamples(command, texts.examples, texts.exitCodes)
}
