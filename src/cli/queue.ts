/** `sekisho queue list|show|retry|drop|hold|release`: sees and changes what waits for delivery. */

import type { Command } from 'commander'

import {
  queueChange,
  queueList,
  queueMail,
  type QueueFilter,
  type QueueQuestion,
} from '../deliver/queue-desk.ts'
import { cliTexts } from '../text/cli.ts'
import { cliQueueTexts, type QueueCommand } from '../text/cli-queue.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { askQueue } from './queue-access.ts'
import { listLines, showLines } from './queue-lines.ts'

interface Options {
  readonly config: string
  readonly json?: true
  readonly all?: true
  readonly state?: 'deferred' | 'held' | 'corrupt'
  readonly route?: string
  readonly search?: string
  readonly limit?: string
  readonly note?: string
}

type Change = Exclude<QueueCommand, 'list' | 'show'>

const states = ['deferred', 'held', 'corrupt'] as const
const listedAtMost = 10_000

function filterOf({ state, route, search }: Options): QueueFilter {
  return { state, route, text: search }
}

function isFiltered({ state, route, search }: Options): boolean {
  return state !== undefined || route !== undefined || search !== undefined
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

function printJson(value: unknown): void {
  print([JSON.stringify(value, undefined, 2)])
}

function limitOf(value: string, language: Language): number {
  if (!/^0*[1-9]\d*$/.test(value)) throw new CommandFailure(cliQueueTexts[language].wrongLimit(value))
  return Math.min(listedAtMost, Number(value))
}

async function list(options: Options, language: Language): Promise<void> {
  const limit = limitOf(options.limit ?? '', language)
  const question: QueueQuestion = { do: 'list', filter: filterOf(options), limit }
  const found = queueList.parse(await askQueue(question, options.config, language))
  if (options.json) printJson(found)
  else print(listLines(found, limit, isFiltered(options), language))
}

async function show(id: string, options: Options, language: Language): Promise<void> {
  const value = await askQueue({ do: 'show', id }, options.config, language)
  if (value === undefined || value === null) {
    process.stderr.write(`sekisho: ${cliQueueTexts[language].unknownMail(id)}\n`)
    process.exitCode = exit.no
    return
  }
  const mail = queueMail.parse(value)
  if (options.json) printJson(mail)
  else print(showLines(mail, language))
}

async function change(
  what: Change,
  ids: readonly string[],
  options: Options,
  language: Language,
): Promise<void> {
  const texts = cliQueueTexts[language]
  const byFilter = options.all === true || isFiltered(options)
  if (byFilter && ids.length > 0) throw new CommandFailure(texts.idsOrFilter)
  if (!byFilter && ids.length === 0) throw new CommandFailure(texts.whichMails)
  const of = byFilter ? { filter: filterOf(options) } : { ids: [...ids] }
  const question: QueueQuestion = { do: what, of, note: options.note ?? '' }
  const changed = queueChange.parse(await askQueue(question, options.config, language))
  const missed = ids.filter((id) => !changed.ids.includes(id))
  if (missed.length > 0) process.exitCode = exit.no
  if (options.json) {
    printJson(changed)
    return
  }
  print([texts.changed[what](changed.ids.length)])
  if (missed.length > 0) process.stderr.write(`sekisho: ${texts.notChanged(missed)}\n`)
}

/** Adds `queue` to the program. */
export function registerQueue(program: Command): void {
  const language = languageOf(program)
  const texts = cliQueueTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const queue = program.command('queue').description(texts.description).helpCommand(false)
  const add = (name: QueueCommand): Command => {
    const command = queue
      .command(name)
      .description(texts.commands[name])
      .requiredOption('--config <file>', configOption)
      .option('--json', jsonOption)
    addExamples(command, texts.examples[name], texts.exitCodes[name])
    return command
  }
  const addFilters = (command: Command): Command => {
    const state = command.createOption('--state <state>', texts.stateOption).choices([...states])
    return command
      .addOption(state)
      .option('--route <name>', texts.routeOption)
      .option('--search <text>', texts.searchOption)
  }
  addFilters(add('list'))
    .option('--limit <number>', texts.limitOption, '100')
    .action(async (options: Options) => await list(options, language))
  add('show')
    .argument('<id>', texts.id)
    .action(async (id: string, options: Options) => await show(id, options, language))
  for (const what of ['retry', 'drop', 'hold', 'release'] as const) {
    const command = addFilters(add(what)).option('--all', texts.allOption)
    if (what === 'hold') command.option('--note <text>', texts.noteOption)
    command
      .argument('[ids...]', texts.ids)
      .action(async (ids: string[], options: Options) => await change(what, ids, options, language))
  }
}
