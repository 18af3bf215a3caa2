/** `sekisho decisions search|show|export|review`: looks up what was decided. Reads files; needs no running gate. */

import { once } from 'node:events'

import type { Command } from 'commander'

import { decisionObject } from '../store/decision-export.ts'
import type { FoundDecision } from '../store/recorded-decision.ts'
import { cliTexts } from '../text/cli.ts'
import { cliDecisionsTexts, type DecisionsCommand } from '../text/cli-decisions.ts'
import type { Language } from '../text/language.ts'

import { addFilters, decisionsOf, filterOf, logFolder, type FilterOptions } from './decision-log-access.ts'
import { decisionLines, decisionPage } from './decision-page.ts'
import { exportDecisions, type ExportOptions } from './decisions-export.ts'
import { reviewPasses, type ReviewOptions } from './decisions-review.ts'
import { exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { limitOf } from './limit.ts'
import { clockOf } from './moment.ts'

interface SearchOptions extends FilterOptions {
  readonly config: string
  readonly limit: string
  readonly json?: true
}

async function search(options: SearchOptions, language: Language): Promise<void> {
  const texts = cliDecisionsTexts[language]
  const limit = limitOf(options.limit, language)
  const filter = filterOf(options, language)
  let count = 0
  for await (const found of decisionsOf(logFolder(options.config, language), filter, language)) {
    count += 1
    const lines = options.json ? [jsonLine(found)] : decisionLines(found, language)
    if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain')
    if (count === limit) break
  }
  if (count === 0) process.exitCode = exit.no
  if (options.json) return
  const since = clockOf(filter.since ?? 0)
  const summary =
    count === limit ? texts.more(count) : count === 0 ? texts.noneFound(since) : texts.found(count, since)
  process.stdout.write(`${summary}\n`)
}

function jsonLine(found: FoundDecision): string {
  return JSON.stringify(decisionObject(found))
}

async function show(id: string, options: SearchOptions, language: Language): Promise<void> {
  const [found] = await firstOf(decisionsOf(logFolder(options.config, language), { id }, language))
  if (found === undefined) {
    process.stderr.write(`sekisho: ${cliDecisionsTexts[language].unknown(id)}\n`)
    process.exitCode = exit.no
    return
  }
  const text = options.json
    ? JSON.stringify(decisionObject(found), undefined, 2)
    : decisionPage(found, language).join('\n')
  process.stdout.write(`${text}\n`)
}

async function firstOf(decisions: AsyncIterable<FoundDecision>): Promise<readonly FoundDecision[]> {
  for await (const found of decisions) return [found]
  return []
}

/** Adds `decisions` to the program. */
export function registerDecisions(program: Command): void {
  const language = languageOf(program)
  const texts = cliDecisionsTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const group = program.command('decisions').description(texts.description).helpCommand(false)
  const add = (name: DecisionsCommand): Command => {
    const command = group
      .command(name)
      .description(texts.commands[name])
      .requiredOption('--config <file>', configOption)
    addExamples(command, texts.examples[name], texts.exitCodes[name])
    return command
  }
  addFilters(add('search'), language)
    .option('--limit <number>', texts.limitOption, '50')
    .option('--json', texts.jsonLinesOption)
    .action(async (options: SearchOptions) => await search(options, language))
  add('show')
    .option('--json', jsonOption)
    .argument('<id>', texts.id)
    .action(async (id: string, options: SearchOptions) => await show(id, options, language))
  const exporting = add('export')
  exporting.addOption(
    exporting
      .createOption('--format <format>', texts.formatOption)
      .choices(['csv', 'jsonl'])
      .makeOptionMandatory(),
  )
  addFilters(exporting, language)
    .addOption(
      exporting
        .createOption('--rows <rows>', texts.rowsOption)
        .choices(['recipient', 'mail'])
        .default('recipient'),
    )
    .option('--mark', texts.markOption)
    .option('--output <file>', texts.outputOption)
    .action(async (options: ExportOptions) => await exportDecisions(options, language))
  const reviewing = add('review')
  reviewing
    .option('--since <moment>', texts.filters.since, '90d')
    .option('--all', texts.allOption)
    .option('--done <id>', texts.doneOption)
    .option('--by <name>', texts.byOption)
    .option('--note <text>', texts.noteOption)
    .option('--json', texts.jsonLinesOption)
    .action(async (options: ReviewOptions) => await reviewPasses(options, language))
}
