/** `sekisho night run` and `sekisho night approve`: the import as a person or a timer starts it. */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import type { NightEvent } from '../roster/night-parts.ts'
import { incomingFault, nightPlaces } from '../roster/night-places.ts'
import type { ApprovalOutcome, NightOutcome } from '../roster/night-run.ts'
import { nightSteps, stepsOf, type NightRunState, type NightStepName } from '../store/night-runs.ts'
import { cliTexts } from '../text/cli.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

import { withDesk } from './desk.ts'
import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { loginName } from './login-name.ts'
import { clockOf } from './moment.ts'
import { nightParts, openNight, runNumber } from './night-desk.ts'
import { runJson, stepJson } from './night-json.ts'
import { factWords, stateWords } from './night-words.ts'
import { authorOf, reasonOf, readDesk, whileWhole } from './policy-desk.ts'
import { createProgressLine } from './progress-line.ts'

interface RunOptions {
  readonly config: string
  readonly effective?: string
  readonly due?: true
  readonly author?: string
  readonly quiet?: true
  readonly json?: true
}

interface ApproveOptions extends RunOptions {
  readonly reason: string
}

const good: readonly NightRunState[] = ['done', 'waiting']

/** Adds `run` and `approve` to the group. */
export function registerNightRun(group: Command): void {
  const language = languageOf(group)
  const texts = cliNightTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const run = group
    .command('run')
    .argument('[dir]', texts.directory)
    .description(texts.commands.run)
    .requiredOption('--config <file>', configOption)
    .option('--effective <moment>', texts.effectiveOption)
    .option('--due', texts.dueOption)
    .option('--author <name>', texts.authorOption)
    .option('--quiet', texts.quietOption)
    .option('--json', jsonOption)
    .action(async (directory: string | undefined, options: RunOptions) => {
      await runCommand(directory, options, language)
    })
  addExamples(run, texts.examples.run, texts.exitCodes.run)
  const approve = group
    .command('approve')
    .argument('<number>', texts.run)
    .description(texts.commands.approve)
    .requiredOption('--config <file>', configOption)
    .requiredOption('--reason <text>', texts.reasonOption)
    .option('--author <name>', texts.authorOption)
    .option('--quiet', texts.quietOption)
    .option('--json', jsonOption)
    .action(async (typed: string, options: ApproveOptions) => {
      await approveCommand(runNumber(typed, language), options, language)
    })
  addExamples(approve, texts.examples.approve, texts.exitCodes.approve)
}

async function runCommand(
  directory: string | undefined,
  options: RunOptions,
  language: Language,
): Promise<void> {
  const { config, folder } = openNight(options.config, language)
  const { incoming } = nightPlaces(resolve(folder, config.night.directory))
  const { momentIn } = await import('../roster/night-moment.ts')
  const { effective } = options
  if (effective !== undefined && momentIn('UTC', effective) === undefined) {
    throw new CommandFailure(nightTexts[language].badEffective(effective))
  }
  const { arrivalIn } = await import('../roster/arrival.ts')
  const hasCome = async (): Promise<boolean> =>
    (await arrivalIn(incoming, config.night.arrival, Date.now())) === 'complete'
  const looks = !options.due && directory === undefined
  const code = looks ? await incomingFault(incoming) : undefined
  if (code !== undefined) throw new CommandFailure(nightTexts[language].unreadable(incoming, code))
  const arrived = looks && (await hasCome()) ? incoming : undefined
  const source = directory === undefined ? arrived : resolve(directory)
  const who = options.author === undefined ? loginName() : authorOf(options.author, language)
  const { runNight } = await import('../roster/night-run.ts')
  const outcome = await inDesk(
    options,
    language,
    async (parts) => await runNight(parts, { source, effective }),
    who,
  )
  if (outcome.kind === 'ran' && outcome.runs.length === 0 && !options.due) {
    process.exitCode = exit.no
    if (options.json) process.stdout.write(`${JSON.stringify({ runs: [] }, undefined, 2)}\n`)
    else process.stderr.write(`sekisho: ${cliNightTexts[language].nothingArrived(incoming)}\n`)
    return
  }
  await sayOutcome(outcome, options, language)
}

async function approveCommand(number: number, options: ApproveOptions, language: Language): Promise<void> {
  const who = authorOf(options.author, language)
  const why = reasonOf(options.reason, language)
  const texts = cliNightTexts[language]
  const { approveNight } = await import('../roster/night-run.ts')
  const outcome = await inDesk(
    options,
    language,
    async (parts): Promise<ApprovalOutcome> => await approveNight(parts, number, why),
    who,
  )
  switch (outcome.kind) {
    case 'unknown-run':
      refuse({ kind: outcome.kind }, texts.unknownRun(number), options)
      return
    case 'not-stopped': {
      const { state } = outcome.run
      const line = texts.notStopped(number, nightTexts[language].states[state])
      refuse({ kind: outcome.kind, state }, line, options)
      return
    }
    case 'outdated':
      refuse(
        { kind: outcome.kind, inForce: outcome.inForce },
        texts.outdated(number, outcome.inForce),
        options,
      )
      return
    case 'held':
    case 'ran':
      await sayOutcome(outcome, options, language)
  }
}

async function inDesk<Outcome>(
  options: RunOptions,
  language: Language,
  use: (parts: ReturnType<typeof nightParts>) => Promise<Outcome>,
  who: string,
): Promise<Outcome> {
  const report = options.json ? () => undefined : progress(options.quiet === true, language)
  return await whileWhole(
    language,
    async () =>
      await withDesk(
        options.config,
        language,
        async (desk) => await use(nightParts(desk, options.config, who, language, report)),
      ),
  )
}

async function sayOutcome(outcome: NightOutcome, options: RunOptions, language: Language): Promise<void> {
  const texts = cliNightTexts[language]
  if (outcome.kind === 'held') {
    const { by } = outcome
    const who = by === undefined ? undefined : texts.holder(by.who, by.pid, clockOf(by.since))
    throw new CommandFailure(texts.held(who))
  }
  const { runs } = outcome
  if (runs.some(({ state }) => !good.includes(state))) process.exitCode = exit.no
  if (!options.json) return
  const told = await readDesk(options.config, language, (database) =>
    runs.map((run) => ({
      ...runJson(run),
      steps: database === undefined ? [] : stepsOf(database, run.number).map(stepJson),
    })),
  )
  process.stdout.write(`${JSON.stringify({ runs: told }, undefined, 2)}\n`)
}

/**
 * Good news goes to standard output, what a person has to look at to standard error, with what the step says that has come to
 * it. On a terminal one line more shows how far it is.
 */
function progress(isQuiet: boolean, language: Language): (event: NightEvent) => void {
  const texts = cliNightTexts[language]
  const { steps } = nightTexts[language]
  const bar = createProgressLine(process.stderr)
  const draw = (step: NightStepName, part: number | undefined): void => {
    if (isQuiet) return
    const index = nightSteps.indexOf(step)
    const percent = part === undefined ? undefined : Math.floor(part * 100)
    const words = texts.progress(index + 1, nightSteps.length, steps[step], percent)
    bar.show(index + (part ?? 0), nightSteps.length, words)
  }
  const say = (...lines: readonly string[]): void => {
    bar.clear()
    if (!isQuiet) process.stdout.write(`${lines.join('\n')}\n`)
  }
  const warn = (...lines: readonly string[]): void => {
    bar.clear()
    process.stderr.write(`${lines.join('\n')}\n`)
  }
  return (event) => {
    switch (event.kind) {
      case 'run-begins': {
        const { number, source } = event.run
        say(event.isResumed ? texts.runResumed(number) : texts.runBegins(number, source))
        return
      }
      case 'step-begins':
        bar.clear()
        draw(event.step, undefined)
        return
      case 'step-goes-on':
        draw(event.step, event.total === 0 ? undefined : event.done / event.total)
        return
      case 'step-ends': {
        const facts = factWords(event.facts, language)
        const line = [`  ${steps[event.step]}`, `${event.milliseconds} ms`, ...facts].join('  ')
        const log = event.log.map((text) => `    ${harmless(text)}`)
        if (event.outcome === 'done') say(line, ...log)
        else warn(line, ...log)
        return
      }
      case 'run-rests': {
        const { run } = event
        const line = texts.runRests(run.number, stateWords(run, language))
        if (good.includes(run.state)) say(line)
        else warn(`sekisho: ${line}`)
      }
    }
  }
}

function refuse(value: object, line: string, { json }: RunOptions): void {
  process.exitCode = exit.no
  if (json) process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
  else process.stderr.write(`sekisho: ${line}\n`)
}
