/**
 * `sekisho night watch`: one look, for a timer of its own beside the gate. It raises the alarm also where the gate, or the whole
 * product, is dead.
 */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import { askGate } from '../control/client.ts'
import { alarmsFile } from '../roster/alarm-memory.ts'
import { lookAtNight, type NightLook } from '../roster/night-watch.ts'
import { isDeskThere } from '../store/desk-file.ts'
import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'
import { nightAlarmTexts } from '../text/night-alarm.ts'

import { withDesk } from './desk.ts'
import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openNight } from './night-desk.ts'

interface WatchOptions {
  readonly config: string
  readonly gate: boolean
  readonly json?: true
}

/** Milliseconds: a gate that loads a large organization answers late. */
const patience = 20_000

/** Adds `watch` to the group. */
export function registerNightWatch(group: Command): void {
  const language = languageOf(group)
  const texts = cliNightTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('watch')
    .description(texts.commands.watch)
    .requiredOption('--config <file>', configOption)
    .option('--no-gate', texts.noGateOption)
    .option('--json', jsonOption)
    .action(async (options: WatchOptions) => await watch(options, language))
  addExamples(command, texts.examples.watch, texts.exitCodes.watch)
}

async function watch(options: WatchOptions, language: Language): Promise<void> {
  const { config, folder } = openNight(options.config, language)
  const isGateDown = options.gate ? !(await isAnswered(resolve(folder, config.control.socket))) : undefined
  let fault: string | undefined
  const look = await lookWith(options.config, language, (database) => {
    return lookAtNight(config, folder, database, isGateDown, Date.now())
  }).catch(async (why: unknown) => {
    // A database that cannot be read is no reason to be silent: by what is known, nothing has come.
    fault = why instanceof Error ? why.message : String(why)
    return await lookAtNight(config, folder, undefined, isGateDown, Date.now()).catch((again: unknown) => {
      const file = alarmsFile(resolve(folder, config.night.directory))
      throw new CommandFailure(cliTexts[language].cannotWrite(file, codeOf(again)))
    })
  })
  if (look.wrong.length > 0) process.exitCode = exit.no
  say(look, isGateDown, options, { language, alarms: config.language })
  if (fault !== undefined) throw new CommandFailure(fault)
}

async function lookWith(
  file: string,
  language: Language,
  look: (database: Parameters<typeof lookAtNight>[2]) => Promise<NightLook>,
): Promise<NightLook> {
  const { config, folder } = openNight(file, language)
  if (!isDeskThere(resolve(folder, config.database.path))) return await look(undefined)
  return await withDesk(file, language, async (desk) => await look(desk.database))
}

function say(
  look: NightLook,
  isGateDown: boolean | undefined,
  { json }: WatchOptions,
  { language, alarms: ofAlarms }: { readonly language: Language; readonly alarms: Language },
): void {
  // The reasons come from the record: what is said around them is said as in the alarms.
  const texts = nightAlarmTexts[ofAlarms]
  for (const { channel, why } of look.notSent)
    process.stderr.write(`sekisho: ${texts.notSent(channel, why)}\n`)
  if (json) {
    const { standing, wrong, alarms, notSent } = look
    process.stdout.write(
      `${JSON.stringify({ standing, gate: isGateDown === undefined ? null : !isGateDown, wrong, alarms, notSent }, undefined, 2)}\n`,
    )
    return
  }
  const { kind } = look.standing
  if (look.wrong.length === 0 && (kind === 'ready' || kind === 'expected')) {
    process.stdout.write(`${cliNightTexts[language].watched[kind]}\n`)
  }
  for (const one of look.wrong) {
    const alarm = { ...one, of: one.kind, isReminder: false }
    const lines = [texts.what(alarm), ...one.faults.map(harmless), texts.now(alarm)]
    process.stderr.write(`sekisho: ${lines.join('\n')}\n`)
  }
}

async function isAnswered(socket: string): Promise<boolean> {
  const late = new Promise<boolean>((done) => setTimeout(() => done(false), patience).unref())
  // Whatever it answers, it is alive.
  const asked = askGate(socket, 'alive').then(({ kind }) => kind === 'done' || kind === 'refused')
  return await Promise.race([asked, late])
}
