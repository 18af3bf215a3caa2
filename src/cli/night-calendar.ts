/** The calendar of the night in words: which days it knows, and what is wrong with it. */

import type { Config } from '../config/schema.ts'
import { endsTooSoon, readCalendar } from '../roster/holidays.ts'
import { dayOf, nextNight } from '../roster/night-schedule.ts'
import { holidayTexts } from '../text/holidays.ts'
import type { Language } from '../text/language.ts'

import { harmless } from './harmless.ts'

export interface CalendarSaid {
  readonly json: object
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

function momentWords(at: number, timezone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
  return `${zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${timezone})`
}
