/** `sekisho policy check`: what is wrong with a policy file, from its syntax to what it cannot mean. */

import type { DatabaseSync } from 'node:sqlite'
import type { Command } from 'commander'
import { type CheckedProblem, checkPolicies } from '../policy/check-policies.ts'
import { foreignNames } from '../policy/foreign-names.ts'
import { offSince, type PastRevision } from '../policy/off-since.ts'
import { findRevision, listRevisions } from '../store/revisions.ts'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'
import { policyTestTexts } from '../text/policy-test.ts'
import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { indentedText } from './layout.ts'
import { policiesNamed } from './policy-named.ts'
import { readDesk } from './policy-desk.ts'
import { proofSurroundings } from './policy-surroundings.ts'

interface CheckOptions {
  readonly config: string
  readonly date?: string
  readonly strict?: true
  readonly json?: true
}

/** Adds `check` to the group. */
export function registerPolicyCheck(group: Command): void {
  const language = languageOf(group)
  const texts = policyTestTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('check')
    .argument('[policies]', texts.check.policiesArgument)
    .description(texts.check.description)
    .requiredOption('--config <file>', configOption)
    .option('--strict', texts.check.strictOption)
    .option('--date <day>', texts.dateOption)
    .option('--json', jsonOption)
    .action(async (word: string | undefined, options: CheckOptions) => await check(word, options, language))
  addExamples(command, texts.check.examples, texts.check.exitCodes)
}

async function check(word = 'active', options: CheckOptions, language: Language): Promise<void> {
  const named = await policiesNamed(word, options.config, language)
  if (named.kind === 'not-there') throw new CommandFailure(named.why)
  const { surroundings, today } = await proofSurroundings(options.config, options.date, language)
  const { snapshot, groups, listeners, routes } = surroundings
  const problems = checkPolicies(named.text.yaml, {
    day: today,
    names: foreignNames(snapshot, groups.keys(), listeners),
    offSince: await readDesk(options.config, language, (database) =>
      offSince(
        named.text.yaml,
        database === undefined ? [] : pastRevisions(database),
        snapshot.rules.timezone,
      ),
    ),
    routes,
  })
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (errors > 0 || (options.strict && problems.length > 0)) process.exitCode = exit.no
  const lines = options.json
    ? [asJson(named.text.file, problems, language)]
    : problemLines(named.text.file, problems, language)
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Revisions that are looked at for how long a policy has been off. */
const revisionsRead = 100

function* pastRevisions(database: DatabaseSync): Generator<PastRevision> {
  for (const { number } of listRevisions(database, revisionsRead)) {
    const revision = findRevision(database, number)
    if (revision !== undefined) yield revision
  }
}

function asJson(file: string, problems: readonly CheckedProblem[], language: Language): string {
  const count = (asked: CheckedProblem['severity']): number =>
    problems.filter(({ severity }) => severity === asked).length
  const listed = problems.map(({ message, policy = null, ...rest }) => ({
    ...rest,
    policy,
    message: message[language],
  }))
  const [errors, warnings] = [count('error'), count('warning')]
  return JSON.stringify({ ok: errors === 0, file, errors, warnings, problems: listed }, undefined, 2)
}

/** What the file has in quotation marks keeps its own. */
function inQuotes(value: string): string {
  return /^["']/.test(value) ? value : `"${value}"`
}

/** A head, then each problem with its place as editors understand it. */
export function problemLines(
  file: string,
  problems: readonly CheckedProblem[],
  language: Language,
): readonly string[] {
  const texts = policyTestTexts[language]
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  return [
    errors === 0 ? texts.inOrder(file, warnings) : texts.found(file, errors, warnings),
    ...problems.flatMap(({ severity, line, column, kind, policy, value, message }) => {
      const place = `${file}:${line}:${column}: ${texts.severity[severity]}`
      const quoted = value === '' ? '' : `  ${inQuotes(harmless(value))}`
      const of = policy === undefined ? quoted : `  ${texts.ofPolicy(policy)}`
      return ['', `${place}${of}`, ...indentedText(`${harmless(message[language])} [${kind}]`, '  ')]
    }),
  ]
}
