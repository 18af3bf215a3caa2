/** The hours of a night: from when on a dump is waited for, and by when it has to be in force. Reads no clock. */

import { Cron } from 'croner'

export interface ScheduleSettings {
  /** Five fields. */
  readonly cron: string
  readonly timezone: string
  /** `hh:mm`: the first such time after the begin. */
  readonly warning: string
  readonly alarm: string
}

/** Milliseconds since 1970. */
export interface NightHours {
  readonly begins: number
  readonly warns: number
  readonly alarms: number
}

/** Of the last night that has begun; `undefined`: none ever has. */
export function hoursOfNight(settings: ScheduleSettings, now: number): NightHours | undefined {
  const { cron, timezone, warning, alarm } = settings
  const job = new Cron(cron, { paused: true, timezone })
  // A moment that is just now has begun.
  const [last] = job.previousRuns(1, new Date(now + 1_000))
  if (last === undefined) return undefined
  const begins = last.getTime()
  return { begins, warns: firstAfter(begins, warning, timezone), alarms: firstAfter(begins, alarm, timezone) }
}

/** Where clocks are put forward over that time it is the moment after the gap; put back, the first of the two. */
function firstAfter(begins: number, clock: string, timezone: string): number {
  const begin = Temporal.Instant.fromEpochMilliseconds(begins).toZonedDateTimeISO(timezone)
  const sameDay = begin.toPlainDate().toPlainDateTime(clock).toZonedDateTime(timezone).epochMilliseconds
  if (sameDay > begins) return sameDay
  const nextDay = begin.toPlainDate().add({ days: 1 })
  return nextDay.toPlainDateTime(clock).toZonedDateTime(timezone).epochMilliseconds
}
