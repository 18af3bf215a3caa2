/** `sekisho push`: the dump goes from the machine where it is made to a gate, in the night and by itself. */

import { resolve } from 'node:path'

import { Option, type Command } from 'commander'

import type { ArrivalSettings } from '../roster/arrival.ts'
import { momentIn } from '../roster/night-moment.ts'
import type { PushAsked, PushEnd } from '../roster/push.ts'
import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { cliGroupsTargetTexts } from '../text/cli-groups-target.ts'
import { cliPushTexts } from '../text/cli-push.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure, exit } from './exit.ts'
import { apiUrlOf, isOpenWire, tokenIn } from './gate-api.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openPushAlarms } from './push-alarms.ts'
import { pushDay } from './push-calendar.ts'
import { createPushLog } from './push-log.ts'
import { pushMoment, timezoneOf } from './push-moment.ts'
import { sayPushEnd, writePushEnd } from './push-result.ts'

interface PushOptions {
  readonly to: string
  readonly tokenFile: string
  readonly wait?: true
  readonly complete: ArrivalSettings['complete']
  readonly rest: string
  readonly newerThan?: string
  readonly every: string
  readonly effective?: string
  readonly detach?: true
  readonly deadline?: string
  readonly timezone?: string
  readonly holidays?: readonly string[]
  readonly giveUp?: string
  readonly alarms?: string
  readonly json?: true
}

/** Beyond `yes`, `no` and `failed`. */
const codes = { late: 3, givenUp: 4 } as const

const usualTime = '4h'
/** Milliseconds behind the deadline. */
const usualTimeAfter = 7_200_000
const usualAge = '12h'

/** Adds `push` to the program. */
export function registerPush(program: Command): void {
  const language = languageOf(program)
  const texts = cliPushTexts[language]
  const command = program
    .command('push')
    .argument('<dir>', texts.directory)
    .description(texts.description)
    .requiredOption('--to <url>', texts.toOption)
    .requiredOption('--token-file <file>', texts.tokenOption)
    .option('--wait', texts.waitOption)
    .addOption(
      new Option('--complete <how>', texts.completeOption)
        .choices(['rename', 'rest', 'done-mark'])
        .default('rename'),
    )
    .option('--rest <seconds>', texts.restOption, '60')
    .option('--newer-than <moment>', texts.newerOption)
    .option('--every <seconds>', texts.everyOption, '5')
    .option('--effective <moment>', texts.effectiveOption)
    .option('--detach', texts.detachOption)
    .option('--deadline <moment>', texts.deadlineOption)
    .option('--timezone <name>', texts.timezoneOption)
    .option('--holidays <file>', texts.holidaysOption, collect)
    .option('--give-up <moment>', texts.giveUpOption)
    .option('--alarms <file>', texts.alarmsOption)
    .option('--json', texts.jsonOption)
    .action(async (directory: string, options: PushOptions) => {
      await pushCommand(directory, options, language)
    })
  addExamples(command, texts.examples, texts.exitCodes)
}

function collect(one: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), one]
}

async function pushCommand(directory: string, options: PushOptions, language: Language): Promise<void> {
  const url = apiUrlOf(options.to, language)
  const token = tokenIn(options.tokenFile, language)
  const timezone = timezoneOf(options.timezone, language)
  const now = Date.now()
  const ahead = (typed: string): number => pushMoment(typed, 'ahead', timezone, now, language)
  const deadline = options.deadline === undefined ? undefined : ahead(options.deadline)
  const asked = askedOf(directory, options, deadline, timezone, now, language)
  const alarms = openPushAlarms(options.alarms, { folder: asked.folder, url: options.to, timezone }, language)
  const log = createPushLog(options.json === true, language)
  if (isOpenWire(url))
    process.stderr.write(`sekisho: ${cliGroupsTargetTexts[language].openWire(options.to)}\n`)
  const { holiday, lines } = await pushDay(options.holidays ?? [], timezone, now, language)
  for (const line of lines) log.calendar(line)
  const { openPushGate } = await import('../roster/push-gate.ts')
  const { pushDump } = await import('../roster/push.ts')
  const { usualPatience } = await import('../roster/patient-http.ts')
  const { watchDeadline } = await import('../roster/push-deadline.ts')
  const lateAt = holiday === undefined ? deadline : undefined
  const watched = watchDeadline(lateAt, alarms.remind, log.last, async (alarm) => {
    log.alarm(alarms.subjectOf(alarm), alarm.kind)
    for (const { channel, why } of await alarms.send(alarm)) log.alarmNotSent(channel, why)
  })
  const patience = {
    ...usualPatience,
    attempts: Infinity,
    longestPause: 60_000,
    longestRetryAfter: 900_000,
    until: asked.until,
    failed: log.failed,
  }
  const gate = openPushGate(options.to, token, language, patience)
  let end: PushEnd
  try {
    end = await pushDump(gate, asked, log.event)
  } catch (fault) {
    log.end('failed', cliTexts[language].cannotRead(asked.folder, codeOf(fault)))
    await watched.end(false)
    process.exitCode = exit.failed
    return
  }
  const isLate = watched.isPast()
  const isGood = isGoodEnd(end, holiday)
  log.end(end.kind, harmless(sayPushEnd(end, asked.folder, holiday, language)))
  await watched.end(isGood)
  if (isGood) for (const { channel, why } of await alarms.tellSuccess()) log.alarmNotSent(channel, why)
  process.exitCode = isGood && isLate ? codes.late : codeOfEnd(end, isGood)
  writePushEnd(end, { isLate, holiday }, options.json === true, language)
}

function askedOf(
  directory: string,
  options: PushOptions,
  deadline: number | undefined,
  timezone: string,
  now: number,
  language: Language,
): PushAsked {
  const { effective, newerThan = options.wait ? usualAge : undefined, giveUp } = options
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(effective ?? '')
  if (effective !== undefined && (!isMoment || momentIn('UTC', effective) === undefined))
    throw new CommandFailure(cliPushTexts[language].badEffective(effective))
  const usual = Math.max(
    pushMoment(usualTime, 'ahead', timezone, now, language),
    (deadline ?? -Infinity) + usualTimeAfter,
  )
  return {
    folder: resolve(directory),
    arrival: { complete: options.complete, rest: secondsOf('--rest', options.rest, language) },
    waits: options.wait === true,
    newerThan: newerThan === undefined ? -Infinity : pushMoment(newerThan, 'ago', timezone, now, language),
    effective,
    follows: options.detach !== true,
    until: giveUp === undefined ? usual : pushMoment(giveUp, 'ahead', timezone, now, language),
    every: secondsOf('--every', options.every, language) * 1_000,
  }
}

function secondsOf(option: string, typed: string, language: Language): number {
  const seconds = Number(typed)
  if (!/^\d+(\.\d+)?$/.test(typed) || seconds < 0.1 || seconds > 86_400)
    throw new CommandFailure(cliPushTexts[language].badSeconds(option, typed))
  return seconds
}

/** That nothing comes on a holiday is as it should be. */
function isGoodEnd(end: PushEnd, holiday: string | undefined): boolean {
  if (end.kind === 'no-dump') return holiday !== undefined
  return end.kind === 'begun' || (end.kind === 'ended' && ['done', 'waiting'].includes(end.run.state))
}

function codeOfEnd(end: PushEnd, isGood: boolean): number {
  if (isGood) return exit.yes
  switch (end.kind) {
    case 'begun':
    case 'ended':
      return exit.no
    case 'refused':
      return exit.failed
    case 'no-dump':
    case 'given-up':
      return codes.givenUp
  }
}
