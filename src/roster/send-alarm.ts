/** Sends an alarm of the night, in words and as values for programs. Calls the address of success. */

import type { Config } from '../config/schema.ts'
import { nightAlarmTexts } from '../text/night-alarm.ts'
import { callSuccess, channelsOf, sendByChannels, type NotSent } from './alarm-channels.ts'
import { syslogFacts } from './alarm-message.ts'
import type { NightAlarm } from './night-alarms.ts'
import type { AlarmChannel } from './unsent-alarms.ts'

type Settings = Pick<Config, 'night' | 'language' | 'hostname'>

/** Those that the settings name. */
export function channelsIn({ night }: Settings): readonly AlarmChannel[] {
  return channelsOf(night.alarms)
}

/**
 * All at the same time; gives those that did not take it. Never rejects.
 * @param folder what relative paths of the configuration start from
 * @param patience milliseconds
 */
export async function sendAlarm(
  alarm: NightAlarm,
  channels: readonly AlarmChannel[],
  config: Settings,
  folder: string,
  now: number,
  patience?: number,
): Promise<readonly NotSent<AlarmChannel>[]> {
  const { hostname, night } = config
  const words = { ...wordsOf(alarm, config), value: alarmJson(alarm, config), syslog: syslogFacts(alarm) }
  return await sendByChannels(words, channels, { alarms: night.alarms, hostname, folder }, now, patience)
}

/** Never rejects. */
export async function tellSuccess({ night }: Settings): Promise<readonly NotSent<'successUrl'>[]> {
  return await callSuccess(night.alarms)
}

function wordsOf(
  alarm: NightAlarm,
  { language, hostname, night }: Settings,
): { readonly subject: string; readonly text: string } {
  const texts = nightAlarmTexts[language]
  const zoned = Temporal.Instant.fromEpochMilliseconds(alarm.since).toZonedDateTimeISO(
    night.schedule.timezone,
  )
  const moment = `${zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${zoned.timeZoneId})`
  const lines = [texts.what(alarm), ...alarm.faults, texts.now(alarm), texts.since(moment)]
  return {
    subject: texts.subject(alarm, hostname),
    text: lines.filter((line) => line !== '').join('\n'),
  }
}

function alarmJson(
  { kind, of, isReminder, run, since, targets, faults }: NightAlarm,
  { hostname }: Settings,
): object {
  return {
    alarm: kind,
    of,
    reminder: isReminder,
    run: run ?? null,
    targets,
    faults,
    since: new Date(since).toISOString(),
    host: hostname,
  }
}
