/** A moment as typed for `--since` and `--until`: how long ago, a day, or a day with its time. The clock is read here. */

import { isDay } from '../people/rules-exceptions.ts'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const timeForm = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d/

/** Which end of a day is meant. */
export type Edge = 'begin' | 'end'

/**
 * Milliseconds since 1970.
 * @param typed `7d` (m, h, d, w), `YYYY-MM-DD` or `YYYY-MM-DDThh:mm`, in the time zone of this machine unless it names
 * one. Throws `CommandFailure`.
 */
export function momentOf(typed: string, edge: Edge, language: Language): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(typed) ?? []
  if (count !== undefined) return Date.now() - Number(count) * (units[unit] ?? 0)
  const [, dayOfTime = ''] = timeForm.exec(typed) ?? []
  const at = isDay(typed)
    ? Date.parse(`${typed}T${edge === 'begin' ? '00:00' : '23:59:59.999'}`)
    : isDay(dayOfTime)
      ? Date.parse(typed.replace(' ', 'T'))
      : Number.NaN
  if (Number.isNaN(at)) throw new CommandFailure(cliTexts[language].badMoment(typed))
  return at
}

/** `YYYY-MM-DD hh:mm:ss` in the time zone of this machine. */
export function clockOf(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `YYYY-MM-DD hh:mm:ss` in the time zone of that name. */
export function clockIn(timezone: string, at: number): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
  return zoned.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')
}

/** The same with the name of the zone, for the one place of an output that says it for all. */
export function clockWithZone(timezone: string, at: number): string {
  return `${clockIn(timezone, at)} (${timezone})`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
