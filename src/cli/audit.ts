/** `sekisho audit`: who changed what, when and why. */

import type { Command } from 'commander'

import { printable } from '../mail/printable.ts'
import { listAudit, type AuditLine } from '../store/audit.ts'
import { cliTexts } from '../text/cli.ts'
import { cliAuditTexts } from '../text/cli-audit.ts'
import type { Language } from '../text/language.ts'

import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { tableLines } from './layout.ts'
import { limitOf } from './limit.ts'
import { clockOf } from './moment.ts'
import { readDesk } from './policy-desk.ts'

interface AuditOptions {
  readonly config: string
  readonly limit: string
  readonly json?: true
}

const longestWord = 1_000
const shownOfHash = 8

/** Adds `audit` to the program. */
export function registerAudit(program: Command): void {
  const language = languageOf(program)
  const texts = cliAuditTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = program
    .command('audit')
    .description(texts.description)
    .requiredOption('--config <file>', configOption)
    .option('--limit <number>', texts.limitOption, '100')
    .option('--json', jsonOption)
    .action(async (options: AuditOptions) => {
      const limit = limitOf(options.limit, language)
      // One more than is shown, to know whether there are more.
      const found = await readDesk(options.config, language, (database) =>
        database === undefined ? [] : listAudit(database, limit + 1),
      )
      const shown = found.slice(0, limit)
      const lines = options.json
        ? shown.map((line) => JSON.stringify(line))
        : asText(shown, found.length > limit, language)
      if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
    })
  addExamples(command, texts.examples, texts.exitCodes)
}

function asText(lines: readonly AuditLine[], areMore: boolean, language: Language): readonly string[] {
  const texts = cliAuditTexts[language]
  if (lines.length === 0) return [texts.empty]
  const rows = lines.map(({ at, who, action, subject, before, after, why }) => [
    clockOf(at),
    printable(who, longestWord),
    action,
    printable(subject, longestWord),
    `${shortHash(before)} → ${shortHash(after)}`,
    printable(why, longestWord),
  ])
  return [...tableLines(rows, ''), ...(areMore ? ['', texts.more(lines.length)] : [])]
}

function shortHash(hash: string | undefined): string {
  return hash === undefined ? '-' : printable(hash, longestWord).slice(0, shownOfHash)
}
