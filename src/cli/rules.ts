/** `sekisho rules document`: the rules as a paper to read and sign. */

import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { rulesHelp } from '../text/cli-rules.ts'
import type { Language } from '../text/language.ts'
import { dayOf } from './day.ts'
import { CommandFailure } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openOrganization } from './organization.ts'
import { rulesPaperHtml } from './rules-paper-html.ts'
import { rulesPaperOf } from './rules-paper.ts'

interface DocumentOptions {
  readonly org: string
  readonly output?: string
  readonly date?: string
}

async function writeDocument({ org, output, date }: DocumentOptions, language: Language): Promise<void> {
  const snapshot = await openOrganization(org, language)
  const paper = rulesPaperOf(snapshot, dayOf(date, snapshot.rules.timezone, language))
  const text = rulesPaperHtml(paper, language)
  if (output === undefined) {
    process.stdout.write(text)
    return
  }
  try {
    writeFileSync(output, text)
  } catch (error) {
    throw new CommandFailure(cliTexts[language].cannotWrite(output, codeOf(error)))
  }
}

/** Adds `rules` with its own commands to the program. */
export function registerRules(program: Command): void {
  const language = languageOf(program)
  const texts = rulesHelp[language]
  const rules = program.command('rules').description(texts.description).helpCommand(false)
  addExamples(rules, texts.examples)
  const command = rules
    .command('document')
    .description(texts.documentDescription)
    .requiredOption('--org <dir>', cliTexts[language].organizationOption)
    .option('--output <file>', texts.outputOption)
    .option('--date <day>', texts.dateOption)
    .action((options: DocumentOptions) => writeDocument(options, language))
  addExamples(command, texts.examples, texts.exitCodes)
}
