/** The calendar of the night in words: which days it knows, and what is wrong with it. */

import type { DatabaseSync } from 'node:sqlite'

import type { Config } from '../config/schema.ts'
import { endsTooSoon, readCalendar } from '../roster/holidays.ts'
import { dayOf, hoursOfNight, nextNight, type NightHours } from '../roster/night-schedule.ts'
import { standingTonight } from '../roster/night-standing.ts'
import { holidayTexts } from '../text/holidays.ts'
import type { Language } from '../text/language.ts'

import { harmless } from './harmless.ts'

export interface CalendarSaid {
  readonly json: object
  /** `YYYY-MM-DD`: on which no dump is expected. */
  readonly days: ReadonlySet<string>
  /** When the next dump is expected, and which holidays are known. */
  readonly lines: readonly string[]
  /** What somebody should look at. */
  readonly warnings: readonly string[]
  readonly isBroken: boolean
}

/** @param now milliseconds since 1970 */
export async function sayCalendar(
  { night: { schedule } }: Config,
  folder: string,
  language: Language,
  now: number,
): Promise<CalendarSaid> {
  const texts = holidayTexts[language]
  const calendar = await readCalendar(schedule.holidays, folder)
  const { days, lastDay, faults } = calendar
  const today = dayOf(now, schedule.timezone)
  const toCome = [...days].filter((day) => day >= today).toSorted()
  const isEnding = endsTooSoon(calendar, today)
  const next = schedule.enabled ? nextNight(schedule, now, days) : undefined
  const said = faults.map((fault) => harmless(texts.fault(fault)))
  return {
    json: {
      next: next === undefined ? null : new Date(next).toISOString(),
      holidays: toCome,
      lastHoliday: lastDay ?? null,
      endsTooSoon: isEnding,
      faults: said,
    },
    days,
    lines: [
      ...(next === undefined ? [] : [texts.next(momentWords(next, schedule.timezone))]),
      ...(lastDay === undefined || isEnding ? [] : [texts.known(toCome.length, lastDay)]),
    ],
    warnings: [
      ...(said.length === 0 ? [] : [...said, texts.allExpected]),
      ...(isEnding ? [texts.endsTooSoon(lastDay ?? '')] : []),
    ],
    isBroken: faults.length > 0,
  }
}

/**
 * The night whose dump is still to come; `undefined`: it has come, for good or bad, or none is waited for.
 * @param incoming absolute path of the folder in which dumps arrive
 */
export function awaitedNight(
  { night: { schedule } }: Config,
  days: ReadonlySet<string>,
  database: DatabaseSync | undefined,
  incoming: string,
  now: number,
): NightHours | undefined {
  const tonight = schedule.enabled ? hoursOfNight(schedule, now) : undefined
  const expected = schedule.enabled ? hoursOfNight(schedule, now, days) : undefined
  if (tonight === undefined || expected === undefined) return undefined
  const { kind } = standingTonight(database, tonight, expected, now, incoming)
  return kind === 'expected' || kind === 'late' || kind === 'missing' ? expected : undefined
}

export function awaitedLine(
  { begins, warns }: NightHours,
  { night: { schedule } }: Config,
  language: Language,
): string {
  const { timezone } = schedule
  return holidayTexts[language].awaited(momentWords(begins, timezone), momentWords(warns, timezone))
}

function momentWords(at: number, timezone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
  return `${zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${timezone})`
}
