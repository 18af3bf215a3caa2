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

/** More than a year of nights: where all of them are holidays, none is looked for further. */
const nightsLookedAt = 400

/**
 * Of the last night that has begun; `undefined`: none ever has.
 * @param holidays `YYYY-MM-DD`: a night that begins on such a day is none
 */
export function hoursOfNight(
  settings: ScheduleSettings,
  now: number,
  holidays: ReadonlySet<string> = new Set(),
): NightHours | undefined {
  const { cron, timezone, warning, alarm } = settings
  const job = new Cron(cron, { paused: true, timezone })
  // A moment that is just now has begun.
  let from = new Date(now + 1_000)
  for (let looked = 0; looked < nightsLookedAt; looked += 1) {
    const [last] = job.previousRuns(1, from)
    if (last === undefined) return undefined
    const begins = last.getTime()
    if (!holidays.has(dayOf(begins, timezone)))
      return {
        begins,
        warns: firstAfter(begins, warning, timezone),
        alarms: firstAfter(begins, alarm, timezone),
      }
    from = last
  }
  return undefined
}

/** Milliseconds since 1970: when the next night begins; `undefined`: none in sight. */
export function nextNight(
  { cron, timezone }: ScheduleSettings,
  now: number,
  holidays: ReadonlySet<string>,
): number | undefined {
  const job = new Cron(cron, { paused: true, timezone })
  return job
    .nextRuns(nightsLookedAt, new Date(now))
    .map((date) => date.getTime())
    .find((begins) => !holidays.has(dayOf(begins, timezone)))
}

/** `YYYY-MM-DD`, at this place. */
export function dayOf(at: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString()
}

/** Where clocks are put forward over that time it is the moment after the gap; put back, the first of the two. */
function firstAfter(begins: number, clock: string, timezone: string): number {
  const begin = Temporal.Instant.fromEpochMilliseconds(begins).toZonedDateTimeISO(timezone)
  const sameDay = begin.toPlainDate().toPlainDateTime(clock).toZonedDateTime(timezone).epochMilliseconds
  if (sameDay > begins) return sameDay
  const nextDay = begin.toPlainDate().add({ days: 1 })
  return nextDay.toPlainDateTime(clock).toZonedDateTime(timezone).epochMilliseconds
}
