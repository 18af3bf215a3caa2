/** `sekisho list show|set|add|remove`: the named lists of the policies in force. */

import { readFile } from 'node:fs/promises'

import type { Command } from 'commander'

import { listsIn, type ListEdit } from '../policy/edit-list.ts'
import { listKinds, type ListKind } from '../policy/list-entry.ts'
import { cliTexts } from '../text/cli.ts'
import { codeOf } from '../store/fault-code.ts'
import { cliListTexts, type ListCommand } from '../text/cli-list.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'
import { nearestWord } from '../text/nearest.ts'

import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { changeList } from './list-change.ts'
import { policiesNamed } from './policy-named.ts'
import { authorOf, reasonOf } from './policy-desk.ts'

interface ShowOptions {
  readonly config: string
  readonly json?: true
}

interface EditOptions {
  readonly config: string
  readonly reason: string
  readonly author?: string
  readonly kind?: ListKind
  readonly file?: string
}

/** Adds `list` to the program. */
export function registerList(program: Command): void {
  const language = languageOf(program)
  const texts = cliListTexts[language]
  const { reasonOption, authorOption } = cliPolicyTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const group = program.command('list').description(texts.description).helpCommand(false)
  const add = (name: ListCommand): Command => {
    const command = group
      .command(name)
      .description(texts.commands[name])
      .requiredOption('--config <file>', configOption)
    addExamples(command, texts.examples[name], texts.exitCodes[name])
    return command
  }
  add('show')
    .argument('[name]', texts.nameOrAll)
    .option('--json', jsonOption)
    .action(async (name: string | undefined, options: ShowOptions) => await show(name, options, language))
  for (const what of ['set', 'add', 'remove'] as const) {
    const command = add(what)
      .argument('<name>', texts.name)
      .argument('[entries...]', texts.entries)
      .requiredOption('--reason <text>', reasonOption)
      .option('--author <name>', authorOption)
      .option('--file <file>', texts.fileOption)
    if (what === 'set') {
      command.addOption(command.createOption('--kind <kind>', texts.kindOption).choices([...listKinds]))
    }
    command.action(async (name: string, words: string[], options: EditOptions) => {
      const entries = await entriesOf(words, options, language)
      const edit: ListEdit =
        what === 'set' ? { do: 'set', kind: options.kind, entries } : { do: what, entries }
      const by = { who: authorOf(options.author, language), why: reasonOf(options.reason, language) }
      await changeList(name, edit, by, options.config, language)
    })
  }
}

async function show(name: string | undefined, options: ShowOptions, language: Language): Promise<void> {
  const texts = cliListTexts[language]
  const named = await policiesNamed('active', options.config, language)
  if (named.kind === 'not-there') throw new CommandFailure(named.why)
  const lists = listsIn(named.text.yaml)
  if (name === undefined) {
    const lines = options.json
      ? [JSON.stringify(lists, undefined, 2)]
      : lists.map((list) => texts.list(list.name, list.kind, list.entries.length))
    print(lines.length === 0 ? [texts.none(named.text.name)] : lines)
    return
  }
  const list = lists.find((each) => each.name === name)
  if (list === undefined) {
    const known = lists.map((each) => each.name)
    process.stderr.write(`sekisho: ${texts.unknownList(name, known, nearestWord(name, known))}\n`)
    process.exitCode = exit.no
    return
  }
  print(options.json ? [JSON.stringify(list, undefined, 2)] : list.entries)
}

async function entriesOf(
  words: readonly string[],
  { file }: EditOptions,
  language: Language,
): Promise<readonly string[]> {
  const texts = cliListTexts[language]
  if (file !== undefined && words.length > 0) throw new CommandFailure(texts.entriesTwice)
  const lines = file === undefined ? words : (await textOf(file, language)).split(/\r?\n/)
  const entries = lines.map((line) => line.trim()).filter((line) => line !== '' && !isComment(line, file))
  if (entries.length === 0) throw new CommandFailure(texts.noEntries)
  return entries
}

function isComment(line: string, file: string | undefined): boolean {
  return file !== undefined && line.startsWith('#')
}

async function textOf(file: string, language: Language): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (fault) {
    throw new CommandFailure(cliTexts[language].cannotRead(file, codeOf(fault)))
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
