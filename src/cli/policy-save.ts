/** `sekisho policy save`: keeps a file as a new revision, if it has no fault. */

import type { Command } from 'commander'

import { faultsOfPolicies } from '../policy/read-policies.ts'
import { sayPolicyProblem } from '../policy/say-policy-problem.ts'
import type { PolicyProblem } from '../policy/policy-problem.ts'
import { activeIn } from '../store/activations.ts'
import { newestRevision, revisionName, saveRevision, type Revision } from '../store/revisions.ts'
import { cliTexts } from '../text/cli.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'

import { withDesk } from './desk.ts'
import { exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { authorOf, reasonOf, whileWhole } from './policy-desk.ts'
import { ofFile } from './policy-named.ts'

interface SaveOptions {
  readonly config: string
  readonly reason: string
  readonly author?: string
  readonly json?: true
}

/** Adds `save` to the group. */
export function registerPolicySave(group: Command): void {
  const language = languageOf(group)
  const texts = cliPolicyTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('save')
    .argument('<file>', texts.file)
    .description(texts.commands.save)
    .requiredOption('--config <file>', configOption)
    .requiredOption('--reason <text>', texts.reasonOption)
    .option('--author <name>', texts.authorOption)
    .option('--json', jsonOption)
    .action(async (file: string, options: SaveOptions) => await save(file, options, language))
  addExamples(command, texts.examples.save, texts.exitCodes.save)
}

async function save(file: string, options: SaveOptions, language: Language): Promise<void> {
  const texts = cliPolicyTexts[language]
  const reason = reasonOf(options.reason, language)
  const author = authorOf(options.author, language)
  const { yaml } = await ofFile(file, language)
  const saving = await whileWhole(
    language,
    async () =>
      await withDesk(options.config, language, async (desk) => {
        const base = activeIn(desk.database)?.revision ?? newestRevision(desk.database)
        const basedOn = base?.number
        return await saveRevision(desk, { yaml, author, reason, basedOn }, faultsOfPolicies)
      }),
  )
  if (saving.kind === 'unknown-base') throw new Error(`revision ${saving.number} went while it was in force`)
  if (saving.kind === 'faulty') {
    process.exitCode = exit.no
    sayFaults(file, saving.problems, options, language)
    return
  }
  const { revision } = saving
  if (options.json) {
    print([JSON.stringify({ saved: saving.kind === 'saved', ...asJson(revision) }, undefined, 2)])
    return
  }
  const name = revisionName(revision)
  if (saving.kind === 'same') print([texts.same(name)])
  else {
    const base = revision.basedOn === undefined ? undefined : `r${revision.basedOn}`
    print([texts.saved(name, base), texts.howToActivate(revision.number)])
  }
}

/** `file:line:column: ` and the sentence, as editors understand it. */
function sayFaults(
  file: string,
  problems: readonly PolicyProblem[],
  options: SaveOptions,
  language: Language,
): void {
  if (options.json) {
    const faults = problems.map(({ line, column, value, ...problem }) => ({
      line,
      column,
      value,
      message: sayPolicyProblem({ line, column, value, ...problem }, language),
    }))
    print([JSON.stringify({ saved: false, faults }, undefined, 2)])
    return
  }
  const lines = problems.map(
    (problem) => `${file}:${problem.line}:${problem.column}: ${sayPolicyProblem(problem, language)}`,
  )
  process.stderr.write(
    `${[`sekisho: ${cliPolicyTexts[language].notSaved(file, problems.length)}`, ...lines].join('\n')}\n`,
  )
}

function asJson(revision: Revision): Record<string, unknown> {
  const { yaml: _, ...summary } = revision
  return { ...summary, name: revisionName(revision) }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
