/** `sekisho history import`: fills the history of whom senders wrote to from the decision log. */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import { canonicalAddress } from '../mail/address.ts'
import type { Correspondents } from '../store/correspondents.ts'
import { cliTexts } from '../text/cli.ts'
import { historyTexts } from '../text/cli-history.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openConfig } from './open-config.ts'

/** Adds `history` to the program. */
export function registerHistory(program: Command): void {
  const language = languageOf(program)
  const texts = historyTexts[language]
  const history = program.command('history').description(texts.description).helpCommand(false)
  const command = history
    .command('import')
    .description(texts.import)
    .requiredOption('--config <file>', cliTexts[language].configOption)
    .action(async ({ config }: { readonly config: string }) => await importHistory(config, language))
  addExamples(command, texts.examples, texts.exitCodes)
}

/** Mails that went on, by what became of them. */
const gone = new Set(['delivered', 'queued'])

async function importHistory(file: string, language: Language): Promise<void> {
  const texts = historyTexts[language]
  const { config, folder } = openConfig(file, language)
  const path = resolve(folder, config.history.path)
  // Loaded on demand: the other commands need neither.
  const { openCorrespondents } = await import('../store/correspondents.ts')
  const { searchDecisions } = await import('../store/decision-search.ts')
  let correspondents: Correspondents
  try {
    correspondents = openCorrespondents(path, failed)
  } catch (fault) {
    failed(fault)
    return
  }
  let mails = 0
  try {
    for await (const found of searchDecisions(resolve(folder, config.decisions.directory), {})) {
      if (found.kind !== 'decision') continue
      const { record, recipients } = found
      const reached = recipients
        .filter(({ outcome }) => gone.has(outcome))
        .flatMap(({ address }) => canonicalAddress(address) ?? [])
      if (reached.length === 0) continue
      mails += 1
      correspondents.note(canonicalAddress(record.from) ?? record.from, reached, Date.parse(record.at))
    }
  } finally {
    correspondents.close()
  }
  process.stdout.write(`${texts.imported(mails, path)}\n`)

  function failed(fault: unknown): never {
    throw new CommandFailure(texts.fails(path, fault instanceof Error ? fault.message : String(fault)))
  }
}
