/** `sekisho night rollback` and `sekisho night withdraw`: what a person takes back. */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import { dumpFolder, nightPlaces } from '../roster/night-places.ts'
import { rosterInForce } from '../roster/roster-in-force.ts'
import { isAsTaken } from '../roster/take-dump.ts'
import { changeRoster, rollBackGoal, type RosterChanged } from '../store/roster-activations.ts'
import type { Desk } from '../store/desk.ts'
import { changeRun, findRun, withdrawRun } from '../store/night-runs.ts'
import { cliTexts } from '../text/cli.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

import { withDesk } from './desk.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openNight, runNumber, tellGate } from './night-desk.ts'
import { authorOf, reasonOf, whileWhole } from './policy-desk.ts'

interface ChangeOptions {
  readonly config: string
  readonly reason: string
  readonly author?: string
  readonly json?: true
}

/** Adds `rollback` and `withdraw` to the group. */
export function registerNightChange(group: Command): void {
  const language = languageOf(group)
  const texts = cliNightTexts[language]
  const rollback = group.command('rollback').argument('[number]', texts.runBack)
  withOptions(rollback, language)
    .description(texts.commands.rollback)
    .action(async (typed: string | undefined, options: ChangeOptions) => {
      const number = typed === undefined ? undefined : runNumber(typed, language)
      await inDesk(options, language, async (desk) => await rollBack(number, desk, options, language))
    })
  addExamples(rollback, texts.examples.rollback, texts.exitCodes.rollback)
  const withdraw = group.command('withdraw').argument('<number>', texts.run)
  withOptions(withdraw, language)
    .description(texts.commands.withdraw)
    .action(async (typed: string, options: ChangeOptions) => {
      const number = runNumber(typed, language)
      await inDesk(options, language, async (desk) => await takeBack(number, desk, options, language))
    })
  addExamples(withdraw, texts.examples.withdraw, texts.exitCodes.withdraw)
}

function withOptions(command: Command, language: Language): Command {
  const texts = cliNightTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  return command
    .requiredOption('--config <file>', configOption)
    .requiredOption('--reason <text>', texts.reasonOption)
    .option('--author <name>', texts.authorOption)
    .option('--json', jsonOption)
}

async function inDesk(
  { config }: ChangeOptions,
  language: Language,
  use: (desk: Desk) => Promise<void>,
): Promise<void> {
  openNight(config, language)
  await whileWhole(language, async () => await withDesk(config, language, use))
}

async function rollBack(
  number: number | undefined,
  desk: Desk,
  options: ChangeOptions,
  language: Language,
): Promise<void> {
  const texts = cliNightTexts[language]
  const by = { who: authorOf(options.author, language), why: reasonOf(options.reason, language) }
  const { config, folder } = openNight(options.config, language)
  if (number !== undefined && findRun(desk.database, number) === undefined) {
    answer({ kind: 'unknown-run' }, `sekisho: ${texts.unknownRun(number)}`, options, false)
    return
  }
  const goal = rollBackGoal(desk.database, number)
  const goalRun = goal.kind === 'goal' ? goal.run : undefined
  if (goalRun !== undefined) {
    const dump = dumpFolder(nightPlaces(resolve(folder, config.night.directory)), goalRun.number)
    // A gate would not start with it.
    if (!(await isAsTaken(goalRun, dump))) {
      const line = texts.dumpGone(goalRun.number, dump)
      answer({ kind: 'dump-gone', run: goalRun.number }, `sekisho: ${line}`, options, false)
      return
    }
  }
  const changed = await changeRoster(desk, { kind: 'roll-back', run: number, at: Date.now(), ...by })
  if (changed.kind === 'nothing-before') {
    answer({ kind: changed.kind }, `sekisho: ${texts.nothingBefore}`, options, false)
    return
  }
  if (changed.kind === 'never-in-force') {
    answer({ kind: changed.kind }, `sekisho: ${texts.neverInForce(number ?? 0)}`, options, false)
    return
  }
  const told = await tellGate(config, folder, language)
  if (told.kind === 'refused') {
    if (changed.kind === 'done') await undo(desk, told.lines)
    const { gateRefused } = nightTexts[language]
    throw new CommandFailure([gateRefused, ...told.lines].join('\n'))
  }
  const { run, folder: inForce } = rosterInForce(config, folder, desk)
  // A running gate takes it up; without one "night run --due" does.
  if (run !== undefined && config.night.publish.length > 0 && changed.kind === 'done')
    await changeRun(desk, run, { state: 'unpublished' })
  const line =
    changed.kind === 'unchanged'
      ? texts.alreadyInForce(number ?? 0)
      : texts.rolledBack(run === undefined ? inForce : texts.nightNumber(run))
  const gateLine =
    told.kind === 'in-force'
      ? nightTexts[language].atGate(told.snapshot)
      : nightTexts[language][told.kind === 'cut' ? 'gateCut' : 'noGate']
  answer(
    { kind: changed.kind, run: run ?? null, atGate: told.kind === 'in-force' },
    `${line}\n${gateLine}`,
    options,
    true,
  )
}

/** What the gate did not take must not meet its next start. */
async function undo(desk: Desk, why: readonly string[]): Promise<RosterChanged> {
  const by = { at: Date.now(), who: 'sekisho', why: why.join(' ') }
  return await changeRoster(desk, { kind: 'undo', run: undefined, ...by })
}

async function takeBack(
  number: number,
  desk: Desk,
  options: ChangeOptions,
  language: Language,
): Promise<void> {
  const texts = cliNightTexts[language]
  const by = {
    who: authorOf(options.author, language),
    at: Date.now(),
    why: reasonOf(options.reason, language),
  }
  const isDone = await withdrawRun(desk, number, by)
  const run = findRun(desk.database, number)
  if (run === undefined)
    answer({ kind: 'unknown-run' }, `sekisho: ${texts.unknownRun(number)}`, options, false)
  else if (isDone) answer({ kind: 'done', run: number }, texts.withdrawn(number), options, true)
  else {
    const line = texts.notToWithdraw(number, nightTexts[language].states[run.state])
    answer({ kind: 'not-to-withdraw', state: run.state }, `sekisho: ${line}`, options, false)
  }
}

function answer(value: object, line: string, { json }: ChangeOptions, isGood: boolean): void {
  if (!isGood) process.exitCode = exit.no
  if (json) process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
  else (isGood ? process.stdout : process.stderr).write(`${line}\n`)
}
