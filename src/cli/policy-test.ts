/** `sekisho policy test`: a folder of cases through the policies, as text, JSON or JUnit. */

import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { coverageOf } from '../cases/coverage.ts'
import { type FoundCases, findCases } from '../cases/find-cases.ts'
import { junitReport } from '../cases/junit.ts'
import { runCase, type CaseRun } from '../cases/run-case.ts'
import { checkPolicies } from '../policy/check-policies.ts'
import { foreignNames } from '../policy/foreign-names.ts'
import { makeFlow } from '../policy/make-flow.ts'
import type { Flow } from '../policy/compile-flow.ts'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'
import { policyTestTexts } from '../text/policy-test.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { problemLines } from './policy-check.ts'
import { policiesNamed } from './policy-named.ts'
import { proofSurroundings, type ProofSurroundings } from './policy-surroundings.ts'
import { testJson } from './policy-test-json.ts'
import {
  type CaseReport,
  type TestReport,
  coverageLines,
  reportedCase,
  reportsOf,
  testLines,
} from './policy-test-text.ts'

interface TestOptions {
  readonly config: string
  readonly policies: string
  readonly coverage?: string
  readonly format: 'text' | 'json' | 'junit'
  readonly date?: string
}

/** Adds `test` to the group. */
export function registerPolicyTest(group: Command): void {
  const language = languageOf(group)
  const texts = policyTestTexts[language]
  const command = group
    .command('test')
    .argument('<folder>', texts.test.folderArgument)
    .description(texts.test.description)
    .requiredOption('--config <file>', cliTexts[language].configOption)
    .option('--policies <policies>', texts.test.policiesOption, 'active')
    .option('--coverage <percent>', texts.test.coverageOption)
    .addOption(
      new Option('--format <text|json|junit>', texts.test.formatOption)
        .choices(['text', 'json', 'junit'])
        .default('text'),
    )
    .option('--date <day>', texts.dateOption)
    .action(async (folder: string, options: TestOptions) => await testPolicies(folder, options, language))
  addExamples(command, texts.test.examples, texts.test.exitCodes)
}

async function testPolicies(folder: string, options: TestOptions, language: Language): Promise<void> {
  const threshold = thresholdOf(options.coverage, language)
  const found = casesIn(folder, language)
  const proof = await proofSurroundings(options.config, options.date, language)
  const named = await policiesNamed(options.policies, options.config, language)
  if (named.kind === 'not-there') throw new CommandFailure(named.why)
  const { name, yaml, file } = named.text
  const making = makeFlow({ name, yaml }, proof.surroundings)
  if (making.kind === 'misfits') {
    sayFaults(file, yaml, proof, language)
    return
  }
  const { flow } = making
  const runs = await runAll(found, flow, proof)
  const reports = [
    ...reportsOf(found.faults, language),
    ...runs.map((run): CaseReport => ({ kind: 'run', run })),
  ]
  const coverage = coverageOf(
    flow.document,
    runs.flatMap((run) => (run.kind === 'judged' ? [run.decision.policies] : [])),
  )
  const report: TestReport = { file, document: flow.document, reports, coverage, threshold }
  const isBelow = threshold !== undefined && coverage.percent < threshold
  if (isBelow || reports.some((one) => reportedCase(one, flow.document, language).isWrong))
    process.exitCode = exit.no
  process.stdout.write(rendered(report, options.format, language))
  // JUnit has no place for it, and a build that fails without a failed case must say why.
  if (isBelow && options.format === 'junit')
    process.stderr.write(`sekisho: ${coverageLines(report, language).join('\n')}\n`)
}

function rendered(report: TestReport, format: TestOptions['format'], language: Language): string {
  switch (format) {
    case 'text':
      return `${testLines(report, language).join('\n')}\n`
    case 'json':
      return `${JSON.stringify(testJson(report, language), undefined, 2)}\n`
    case 'junit':
      return junitReport(
        'sekisho policy test',
        report.reports.map((one) => reportedCase(one, report.document, language)),
      )
  }
}

async function runAll(
  { cases }: FoundCases,
  flow: Flow,
  { config, today }: ProofSurroundings,
): Promise<readonly CaseRun[]> {
  const runs: CaseRun[] = []
  // In turn, so that the times of the report are those of each case.
  for (const of of cases)
    runs.push(await runCase(of, { flow, config, today, readFile: (path) => readFileSync(path) }))
  return runs
}

function casesIn(folder: string, language: Language): FoundCases {
  let found: FoundCases
  try {
    found = findCases(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    throw new CommandFailure(cliTexts[language].cannotRead(folder, code))
  }
  if (found.cases.length + found.faults.length > 0) return found
  throw new CommandFailure(policyTestTexts[language].test.noCases(folder))
}

function thresholdOf(given: string | undefined, language: Language): number | undefined {
  if (given === undefined) return undefined
  const percent = /^\d{1,3}%?$/.test(given) ? Number(given.replace('%', '')) : Number.NaN
  if (percent <= 100) return percent
  throw new CommandFailure(policyTestTexts[language].test.badCoverage(given))
}

/** All that is wrong with the policies, as `policy check` says it: without them there is nothing to test. */
function sayFaults(
  file: string,
  yaml: string,
  { surroundings, today }: ProofSurroundings,
  language: Language,
): void {
  const { snapshot, groups, listeners, routes } = surroundings
  const names = foreignNames(snapshot, groups.keys(), listeners)
  const problems = checkPolicies(yaml, { day: today, names, offSince: new Map(), routes })
  const errors = problems.filter(({ severity }) => severity === 'error')
  process.exitCode = exit.no
  const lines = [
    `sekisho: ${policyTestTexts[language].policiesFaulty(file, errors.length)}`,
    ...problemLines(file, errors, language).slice(1),
  ]
  process.stderr.write(`${lines.join('\n')}\n`)
}
