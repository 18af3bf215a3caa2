/** Whom the alarms of a push go to, by a file of their own: the machine that pushes has no configuration of a gate. */

import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { parse } from 'yaml'
import { z } from 'zod'

import { alarms as settings } from '../config/night-alarms.ts'
import {
  callSuccess,
  channelsOf,
  sendByChannels,
  type AlarmWays,
  type AlarmWords,
  type NotSent,
} from '../roster/alarm-channels.ts'
import type { PushAlarm } from '../roster/push-deadline.ts'
import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { cliPushTexts } from '../text/cli-push.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'

export interface PushAlarms {
  /** Milliseconds after which an alarm is repeated. */
  readonly remind: number
  readonly subjectOf: (alarm: PushAlarm) => string
  /** Gives the channels that did not take it. Never rejects. */
  readonly send: (alarm: PushAlarm) => Promise<readonly NotSent[]>
  /** All is well: for a monitor elsewhere. Never rejects. */
  readonly tellSuccess: () => Promise<readonly NotSent[]>
}

/** Where the dump comes from and goes to, as a person knows them. */
export interface PushedBetween {
  readonly folder: string
  readonly url: string
  readonly timezone: string
}

/** Milliseconds before a channel that did not take an alarm is tried again. */
const pauses = [2_000, 15_000] as const
/** RFC 5424 section 6.2.1: alert, critical, notice. */
const severities: Readonly<Record<PushAlarm['kind'], number>> = {
  'push-late': 1,
  'push-failed': 2,
  'all-clear': 5,
}

/** @param file `undefined`: nobody but the log. Throws `CommandFailure`. */
export function openPushAlarms(
  file: string | undefined,
  between: PushedBetween,
  language: Language,
): PushAlarms {
  const alarms = file === undefined ? settings.parse({}) : settingsIn(file, language)
  const folder = file === undefined ? '.' : dirname(resolve(file))
  const ways: AlarmWays = { alarms, hostname: hostname(), folder }
  return {
    remind: alarms.remind * 1_000,
    subjectOf: (alarm) => subjectOf(alarm, language),
    send: async (alarm) => await sendPatiently(wordsOf(alarm, between, language), ways),
    tellSuccess: async () => await callSuccess(alarms),
  }
}

async function sendPatiently(words: AlarmWords, ways: AlarmWays): Promise<readonly NotSent[]> {
  let failures = await sendByChannels(words, channelsOf(ways.alarms), ways, Date.now())
  for (const milliseconds of pauses) {
    if (failures.length === 0) break
    await pause(milliseconds)
    const left = failures.map(({ channel }) => channel)
    failures = await sendByChannels(words, left, ways, Date.now())
  }
  return failures
}

function wordsOf(alarm: PushAlarm, { folder, url, timezone }: PushedBetween, language: Language): AlarmWords {
  const texts = cliPushTexts[language]
  const { kind, of, isReminder, since, detail } = alarm
  const { what, now } = texts.alarms[kind]
  const at = Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO(timezone)
  const moment = `${at.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${timezone})`
  const last = detail === '' || kind === 'all-clear' ? '' : texts.last(detail)
  const lines = [what(folder, url), last, now, texts.since(moment)]
  const iso = new Date(since).toISOString()
  return {
    subject: subjectOf(alarm, language),
    text: lines.filter((line) => line !== '').join('\n'),
    value: { alarm: kind, of, reminder: isReminder, since: iso, host: hostname(), folder, url, detail },
    syslog: {
      severity: severities[kind],
      facts: [
        ['kind', kind],
        ['of', of],
        ['reminder', String(isReminder)],
        ['since', iso],
      ],
    },
  }
}

function subjectOf({ kind, isReminder }: PushAlarm, language: Language): string {
  const texts = cliPushTexts[language]
  return texts.subject(hostname(), `${isReminder ? texts.still : ''}${texts.alarms[kind].subject}`)
}

function settingsIn(file: string, language: Language): z.infer<typeof settings> {
  const { badAlarms } = cliPushTexts[language]
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch (fault) {
    throw new CommandFailure(cliTexts[language].cannotRead(file, codeOf(fault)))
  }
  let value: unknown
  try {
    value = parse(text) ?? {}
  } catch (fault) {
    throw new CommandFailure(badAlarms(file, fault instanceof Error ? fault.message : String(fault)))
  }
  const reading = settings.safeParse(value)
  if (reading.success) return reading.data
  throw new CommandFailure(badAlarms(file, z.prettifyError(reading.error)))
}
