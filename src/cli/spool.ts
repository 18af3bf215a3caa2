/** `sekisho spool check` and `sekisho spool repair`: looks the mails on disk over while no gate runs. */

import { join, resolve } from 'node:path'

import type { Command } from 'commander'

import { saySpoolProblem } from '../store/say-spool-problem.ts'
import type { SpoolChecking, SpoolFindings } from '../store/spool-check.ts'
import { cliTexts } from '../text/cli.ts'
import { cliSpoolTexts } from '../text/cli-spool.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openConfig } from './open-config.ts'

interface SpoolOptions {
  readonly config: string
  readonly json?: true
}

type Work = 'check' | 'repair'

function areInOrder({ damaged, orphans, records }: SpoolFindings): boolean {
  return damaged.length === 0 && orphans.length === 0 && records.length === 0
}

function codeAfter(work: Work, findings: SpoolFindings): number {
  const isInOrder = work === 'check' ? areInOrder(findings) : findings.records.length === 0
  return isInOrder ? exit.yes : exit.no
}

function asText(work: Work, directory: string, findings: SpoolFindings, language: Language): string {
  const texts = cliSpoolTexts[language]
  const { mails, corrupt, damaged, orphans, settled, aside, records } = findings
  const lines = [areInOrder(findings) ? texts.inOrder(directory, mails) : texts.notInOrder(directory, mails)]
  const block = (head: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', head, ...items.map((item) => `  ${item}`))
  }
  block(texts.records(records.length), records)
  block(
    texts.damaged(damaged.length),
    damaged.map(({ id, why }) => texts.damagedMail(id, why)),
  )
  block(texts.orphans(orphans.length), orphans)
  if (corrupt > 0) lines.push('', texts.corrupt(corrupt))
  if (aside > 0) lines.push(texts.aside(aside, join(directory, 'corrupt')))
  if (settled.length > 0) lines.push(texts.settled(settled.length))
  lines.push(...closing(work, findings, language))
  return lines.join('\n')
}

function closing(work: Work, findings: SpoolFindings, language: Language): readonly string[] {
  const texts = cliSpoolTexts[language]
  const { damaged, orphans, records } = findings
  const count = damaged.length + orphans.length
  const lines = records.length > 0 ? ['', texts.howToMendRecords] : []
  if (work === 'repair') {
    return ['', count > 0 ? texts.repaired(damaged.length, orphans.length) : texts.nothingToRepair, ...lines]
  }
  return count > 0 ? [...lines, '', texts.howToRepair] : lines
}

function say(
  work: Work,
  directory: string,
  checking: SpoolChecking,
  options: SpoolOptions,
  language: Language,
): void {
  switch (checking.kind) {
    case 'problem':
      throw new CommandFailure(saySpoolProblem(checking.problem, language))
    case 'none':
      process.stdout.write(options.json ? '{}\n' : `${cliSpoolTexts[language].none(directory)}\n`)
      return
    case 'checked': {
      const { findings } = checking
      process.exitCode = codeAfter(work, findings)
      const text = options.json
        ? JSON.stringify(findings, undefined, 2)
        : asText(work, directory, findings, language)
      process.stdout.write(`${text}\n`)
    }
  }
}

async function run(work: Work, options: SpoolOptions, language: Language): Promise<void> {
  const { config, folder } = openConfig(options.config, language)
  const directory = resolve(folder, config.spool.directory)
  // Loaded on demand: the other commands need no database.
  const { checkSpool, repairSpool } = await import('../store/spool-check.ts')
  const checking = work === 'check' ? await checkSpool(directory) : await repairSpool(directory)
  say(work, directory, checking, options, language)
}

/** Adds `spool` to the program. */
export function registerSpool(program: Command): void {
  const language = languageOf(program)
  const texts = cliSpoolTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const spool = program.command('spool').description(texts.description).helpCommand(false)
  for (const work of ['check', 'repair'] as const) {
    const command = spool
      .command(work)
      .description(texts[work])
      .requiredOption('--config <file>', configOption)
      .option('--json', jsonOption)
      .action(async (options: SpoolOptions) => await run(work, options, language))
    addExamples(command, texts[`${work}Examples`], texts[`${work}ExitCodes`])
  }
}
