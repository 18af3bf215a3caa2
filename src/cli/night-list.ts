/** `sekisho night status` and `sekisho night history`: where the night stands. */

import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import type { Command } from 'commander'

import { isOutdated } from '../roster/night-moment.ts'
import { incomingFault, nightPlaces } from '../roster/night-places.ts'
import { targetsStanding } from '../roster/night-targets.ts'
import { rosterInForce } from '../roster/roster-in-force.ts'
import { listRuns, runsIn, type NightRun } from '../store/night-runs.ts'
import { activeRoster, type RosterActivation } from '../store/roster-activations.ts'
import { cliTexts } from '../text/cli.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

import { exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { tableLines } from './layout.ts'
import { limitOf } from './limit.ts'
import { clockIn, clockWithZone } from './moment.ts'
import { awaitedLine, awaitedNight, sayCalendar } from './night-calendar.ts'
import { openNight } from './night-desk.ts'
import { runJson } from './night-json.ts'
import { targetLines, targetsJson } from './night-targets.ts'
import { stateWords } from './night-words.ts'
import { readDesk } from './policy-desk.ts'

interface ListOptions {
  readonly config: string
  readonly limit?: string
  readonly json?: true
}

interface Standing {
  readonly active: RosterActivation | undefined
  readonly last: NightRun | undefined
  /** Waiting for a person, as long as nothing later is in force, or for its moment. */
  readonly pending: readonly NightRun[]
}

const runsLookedAt = 100

/** Adds `status` and `history` to the group. */
export function registerNightList(group: Command): void {
  const language = languageOf(group)
  const texts = cliNightTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const status = group
    .command('status')
    .description(texts.commands.status)
    .requiredOption('--config <file>', configOption)
    .option('--json', jsonOption)
    .action(async (options: ListOptions) => await statusCommand(options, language))
  addExamples(status, texts.examples.status, texts.exitCodes.status)
  const history = group
    .command('history')
    .description(texts.commands.history)
    .requiredOption('--config <file>', configOption)
    .option('--limit <number>', texts.limitOption, '50')
    .option('--json', jsonOption)
    .action(async (options: ListOptions) => await historyCommand(options, language))
  addExamples(history, texts.examples.history, texts.exitCodes.history)
}

async function statusCommand(options: ListOptions, language: Language): Promise<void> {
  const { config, folder } = openNight(options.config, language)
  const now = Date.now()
  const { incoming } = nightPlaces(resolve(folder, config.night.directory))
  const calendar = await sayCalendar(config, folder, language, now)
  const { standing, targets, awaited } = await readDesk(options.config, language, (database) => ({
    standing: standingIn(database),
    targets: targetsStanding(database, config.night.publish, now),
    awaited: awaitedNight(config, calendar.days, database, incoming, now),
  }))
  const { active, last, pending } = standing
  const isWell = last?.state === 'done' || last?.state === 'waiting'
  const isBehind = targets.targets.some(({ isPublished }) => !isPublished)
  if (!isWell || isBehind || pending.some(({ state }) => state === 'stopped')) process.exitCode = exit.no
  const code = await incomingFault(incoming)
  if (code !== undefined) process.exitCode = exit.no
  if (options.json) {
    const inForce =
      active?.run === undefined
        ? null
        : { run: active.run.number, at: new Date(active.at).toISOString(), who: active.who, why: active.why }
    print(
      JSON.stringify(
        {
          inForce,
          last: last === undefined ? null : runJson(last),
          pending: pending.map(runJson),
          targets: targetsJson(targets),
          incoming: { folder: incoming, fault: code ?? null },
          awaited:
            awaited === undefined
              ? null
              : { since: new Date(awaited.begins).toISOString(), due: new Date(awaited.warns).toISOString() },
          calendar: calendar.json,
        },
        undefined,
        2,
      ),
    )
    return
  }
  const texts = cliNightTexts[language]
  const { timezone } = config.night.schedule
  print(
    active?.run === undefined
      ? texts.organizationInForce(rosterInForce(config, folder, undefined).folder)
      : texts.inForce(active.run.number, clockWithZone(timezone, active.at), harmless(active.who)),
    ...(last === undefined
      ? [texts.noneYet]
      : [texts.last, ...tableLines([rowOf(last, timezone, language)], '  ')]),
    ...(last?.state === 'failed' ? [texts.whyFailed(last.number)] : []),
    ...(pending.length === 0
      ? []
      : [
          texts.pending,
          ...tableLines(
            pending.map((run) => rowOf(run, timezone, language)),
            '  ',
          ),
          ...pending.filter(({ state }) => state === 'stopped').map(({ number }) => texts.lookAtIt(number)),
        ]),
    ...targetLines(targets, timezone, language),
    ...(code === undefined ? [] : [nightTexts[language].unreadable(harmless(incoming), code)]),
    ...(awaited === undefined ? [] : [awaitedLine(awaited, config, language)]),
    ...calendar.lines,
    ...calendar.warnings,
  )
}

async function historyCommand(options: ListOptions, language: Language): Promise<void> {
  const { config } = openNight(options.config, language)
  const { timezone } = config.night.schedule
  const texts = cliNightTexts[language]
  const limit = limitOf(options.limit ?? '50', language)
  const runs = await readDesk(options.config, language, (database) =>
    database === undefined ? [] : listRuns(database, limit + 1),
  )
  const shown = runs.slice(0, limit)
  if (options.json) print(JSON.stringify({ runs: shown.map(runJson) }, undefined, 2))
  else if (shown.length === 0) print(texts.noneYet)
  else {
    const rows = shown.map((run) => rowOf(run, timezone, language))
    print(
      ...tableLines([texts.columns(timezone), ...rows], ''),
      ...(runs.length > limit ? [texts.more(limit)] : []),
    )
  }
}

function standingIn(database: DatabaseSync | undefined): Standing {
  if (database === undefined) return { active: undefined, last: undefined, pending: [] }
  return {
    active: activeRoster(database),
    // What a person took back is over; how it went without it counts.
    last: listRuns(database, runsLookedAt).find(({ state }) => state !== 'withdrawn'),
    pending: [
      ...runsIn(database, 'stopped').filter((run) => !isOutdated(run, activeRoster(database)?.run)),
      ...runsIn(database, 'waiting'),
    ],
  }
}

function rowOf(run: NightRun, timezone: string, language: Language): readonly string[] {
  return [
    String(run.number),
    clockIn(timezone, run.begunAt),
    stateWords(run, language),
    harmless(run.who),
    run.snapshot ?? '-',
    harmless(run.source),
  ]
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
