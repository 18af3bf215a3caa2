/** The command group `sekisho groups`, and what it does with files: `groups write` and `groups verify`. */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../store/fault-code.ts'
import type { Command } from 'commander'
import { unfoldGroups } from '../people/groups.ts'
import {
  daysOfGroupFiles,
  removeOldGroupFiles,
  verifyGroupFiles,
  writeGroupFiles,
  type GroupFileProblem,
  type GroupFiles,
} from '../roster/group-files.ts'
import { indexFile } from '../roster/group-index.ts'
import { cliGroupsTexts } from '../text/cli-groups.ts'
import { cliGroupsTargetTexts } from '../text/cli-groups-target.ts'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'
import { dayOf } from './day.ts'
import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { daysToKeep, registerGroupsTarget, verifyTargetCommand } from './groups-target.ts'
import { openOrganization } from './organization.ts'

interface WriteOptions {
  readonly org: string
  readonly output: string
  readonly date?: string
  readonly keep?: string
  readonly json?: true
}

interface VerifyOptions {
  readonly org?: string
  readonly target?: string
  readonly tokenFile?: string
  readonly date?: string
  readonly json?: true
}

/** Faults of one day that are named. */
const problemsShown = 20

function problemLines(problems: readonly GroupFileProblem[], language: Language): readonly string[] {
  const texts = cliGroupsTexts[language]
  const rest = problems.length - problemsShown
  return [
    ...problems.slice(0, problemsShown).map((problem) => {
      const file = 'file' in problem ? problem.file : ''
      const group = 'group' in problem ? problem.group : ''
      return `  ${harmless(texts.problems[problem.kind](file, group))}`
    }),
    ...(rest > 0 ? [`  ${texts.more(rest)}`] : []),
  ]
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function write(options: WriteOptions, language: Language): Promise<void> {
  const texts = cliGroupsTexts[language]
  const { org, output, date, json } = options
  const keep = daysToKeep(options.keep, language)
  const snapshot = await openOrganization(org, language)
  const day = dayOf(date, snapshot.rules.timezone, language)
  try {
    const result = await writeGroupFiles(output, unfoldGroups(snapshot, day), snapshot.name)
    if (result.kind === 'damaged') {
      process.exitCode = exit.no
      if (json) print([JSON.stringify({ ...result, removed: [] }, undefined, 2)])
      else print([texts.damaged(result.folder), ...problemLines(result.problems, language)])
      return
    }
    const removed = keep === undefined ? [] : await removeOldGroupFiles(output, keep, day)
    const { kind, folder, index } = result
    const count = index.groups.length
    if (json) print([JSON.stringify({ kind, folder, day, groups: count, removed }, undefined, 2)])
    else print([texts[kind](count, folder), ...(removed.length > 0 ? [texts.removed(removed)] : [])])
  } catch (fault) {
    throw new CommandFailure(cliTexts[language].cannotWrite(output, codeOf(fault)))
  }
}

/** The folder itself where it has an index, else the folders of days in it. */
async function foldersOf(folder: string, language: Language): Promise<readonly string[]> {
  const texts = cliGroupsTexts[language]
  try {
    if (await stat(join(folder, indexFile)).catch(() => undefined)) return [folder]
    const days = await daysOfGroupFiles(folder)
    if (days.length > 0) return days.map((day) => join(folder, day))
  } catch (fault) {
    throw new CommandFailure(texts.cannotRead(folder, codeOf(fault)))
  }
  throw new CommandFailure(texts.nothingThere(folder))
}

async function verified(folder: string, language: Language): Promise<GroupFiles> {
  try {
    return await verifyGroupFiles(folder)
  } catch (fault) {
    throw new CommandFailure(cliGroupsTexts[language].cannotRead(folder, codeOf(fault)))
  }
}

async function verify(given: string, { json }: { readonly json?: true }, language: Language): Promise<void> {
  const texts = cliGroupsTexts[language]
  const found: { readonly folder: string; readonly files: GroupFiles }[] = []
  for (const folder of await foldersOf(given, language))
    found.push({ folder, files: await verified(folder, language) })
  const isFaulty = found.some(({ files }) => files.problems.length > 0)
  process.exitCode = isFaulty ? exit.no : exit.yes
  if (json) {
    const days = found.map(({ folder, files: { index, problems } }) => ({
      folder,
      day: index?.day ?? null,
      snapshot: index?.snapshot ?? null,
      groups: index?.groups.length ?? null,
      problems,
    }))
    print([JSON.stringify({ ok: !isFaulty, days }, undefined, 2)])
    return
  }
  const lines = found.flatMap(({ folder, files: { index, problems } }) =>
    problems.length === 0
      ? [texts.intact(folder, index?.groups.length ?? 0)]
      : [texts.notIntact(folder, problems.length), ...problemLines(problems, language)],
  )
  print(isFaulty ? [...lines, texts.whatNow] : lines)
}

/** Adds `groups` with its own commands to the program. */
export function registerGroups(program: Command): void {
  const language = languageOf(program)
  const texts = cliGroupsTexts[language]
  const { organizationOption, jsonOption } = cliTexts[language]
  const groups = program.command('groups').description(texts.description).helpCommand(false)
  addExamples(groups, [...texts.writeExamples.slice(0, 1), ...texts.verifyExamples.slice(0, 1)])
  const writing = groups
    .command('write')
    .description(texts.write)
    .requiredOption('--org <dir>', organizationOption)
    .requiredOption('--output <dir>', texts.outputOption)
    .option('--date <day>', texts.dateOption)
    .option('--keep <days>', texts.keepOption)
    .option('--json', jsonOption)
    .action((options: WriteOptions) => write(options, language))
  addExamples(writing, texts.writeExamples, texts.writeCodes)
  registerGroupsTarget(groups)
  const ofTarget = cliGroupsTargetTexts[language]
  const verifying = groups
    .command('verify')
    .description(texts.verify)
    .argument('[folder]', texts.folder)
    .option('--org <dir>', ofTarget.organizationOption)
    .option('--target <target>', ofTarget.targetOption)
    .option('--token-file <file>', ofTarget.tokenOption)
    .option('--date <day>', texts.dateOption)
    .option('--json', jsonOption)
    .action(async (folder: string | undefined, options: VerifyOptions) => {
      const { org, target } = options
      if (folder !== undefined && org === undefined && target === undefined)
        await verify(folder, options, language)
      else if (folder === undefined && org !== undefined && target !== undefined)
        await verifyTargetCommand({ ...options, org, target }, language)
      else throw new CommandFailure(ofTarget.folderOrTarget)
    })
  addExamples(verifying, [...texts.verifyExamples, ...ofTarget.verifyExamples], texts.verifyCodes)
}
