/** Moments of a push as they are typed: a time of the day, a day with its time, or a length of time from now. */

import { cliPushTexts } from '../text/cli-push.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `ahead`: the next such time; `ago`: the last one. */
export type Direction = 'ahead' | 'ago'

/**
 * Milliseconds since 1970.
 * @param typed `07:00`, `2026-04-01T07:00` (in the time zone, or with one of its own), or `90m` (s, m, h, d)
 * @param now milliseconds since 1970. Throws `CommandFailure`.
 */
export function pushMoment(
  typed: string,
  direction: Direction,
  timezone: string,
  now: number,
  language: Language,
): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(typed) ?? []
  if (count !== undefined) {
    const length = Number(count) * (units[unit] ?? 0)
    return direction === 'ahead' ? now + length : now - length
  }
  const at = /^\d\d:\d\d$/.test(typed) ? clockAt(typed, direction, timezone, now) : dayAt(typed, timezone)
  if (at === undefined) throw new CommandFailure(cliPushTexts[language].badMoment(typed))
  return at
}

/** Throws `CommandFailure`. */
export function timezoneOf(typed: string | undefined, language: Language): string {
  const name = typed ?? Temporal.Now.timeZoneId()
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new CommandFailure(cliPushTexts[language].badTimezone(name))
  }
}

function clockAt(clock: string, direction: Direction, timezone: string, now: number): number | undefined {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate()
  const isAhead = direction === 'ahead'
  for (const days of isAhead ? [0, 1, 2] : [0, -1, -2]) {
    const at = dayAt(`${today.add({ days }).toString()}T${clock}`, timezone)
    if (at === undefined) return undefined
    if (isAhead ? at > now : at <= now) return at
  }
  return undefined
}

function dayAt(typed: string, timezone: string): number | undefined {
  try {
    if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(typed)) return undefined
    if (/(Z|[+-]\d\d:?\d\d)$/i.test(typed)) return Temporal.Instant.from(typed).epochMilliseconds
    return Temporal.PlainDateTime.from(typed).toZonedDateTime(timezone).epochMilliseconds
  } catch {
    return undefined
  }
}
