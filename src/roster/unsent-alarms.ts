/**
 * Alarms that a channel has not taken: each channel by itself, so that one that takes everything keeps none of the others from
 * being tried again. Pure.
 */

import { subjectOf, type NightAlarm } from './night-alarms.ts'

export const alarmChannels = ['mail', 'webhook', 'syslog'] as const

export type AlarmChannel = (typeof alarmChannels)[number]

export interface UnsentAlarm {
  readonly alarm: NightAlarm
  /** Those that have still to take it. */
  readonly channels: readonly AlarmChannel[]
  /** Milliseconds since 1970. */
  readonly raisedAt: number
  readonly tries: number
  /** Not tried before. */
  readonly nextAt: number
}

/** Milliseconds: until it is tried again for the first time, and for whoever tries it to come to an end. */
const firstPause = 30_000
const underWay = 120_000
/** Milliseconds for which a channel is tried; an alarm that lasts has a reminder long before. */
const giveUpAfter = 86_400_000

/** With the new ones; each takes the place of what was left of its subject. */
export function withNewAlarms(
  unsent: readonly UnsentAlarm[],
  alarms: readonly NightAlarm[],
  channels: readonly AlarmChannel[],
  now: number,
): readonly UnsentAlarm[] {
  const replaced = new Set(alarms.map(({ of }) => subjectOf(of)))
  const fresh = alarms.map((alarm) => ({ alarm, channels, raisedAt: now, tries: 0, nextAt: now }))
  return [...unsent.filter(({ alarm }) => !replaced.has(subjectOf(alarm.of))), ...fresh].flatMap((one) => {
    // A channel that the settings no longer name is owed nothing.
    const left = one.channels.filter((channel) => channels.includes(channel))
    return left.length === 0 ? [] : [{ ...one, channels: left }]
  })
}

/** What is to be sent now. */
export function dueAmong(unsent: readonly UnsentAlarm[], now: number): readonly UnsentAlarm[] {
  return unsent.filter(({ nextAt }) => nextAt <= now)
}

/** As long as somebody sends them nobody else does. Should he be killed, they are sent later. */
export function whileSending(unsent: readonly UnsentAlarm[], now: number): readonly UnsentAlarm[] {
  return unsent.map((one) => (one.nextAt <= now ? { ...one, nextAt: now + underWay } : one))
}

/**
 * Behind an attempt: those that are left.
 * @param failed channels that did not take it
 * @param longestPause milliseconds
 */
export function afterSending(
  unsent: readonly UnsentAlarm[],
  sent: UnsentAlarm,
  failed: readonly AlarmChannel[],
  now: number,
  longestPause: number,
): readonly UnsentAlarm[] {
  return unsent.flatMap((one) => {
    if (one.raisedAt !== sent.raisedAt || subjectOf(one.alarm.of) !== subjectOf(sent.alarm.of)) return [one]
    if (failed.length === 0 || now - one.raisedAt >= giveUpAfter) return []
    const pause = Math.min(firstPause * 2 ** one.tries, longestPause)
    return [{ ...one, channels: failed, tries: one.tries + 1, nextAt: now + pause }]
  })
}
