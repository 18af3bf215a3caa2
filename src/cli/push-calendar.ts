/** Holidays of a push: the files are those of `night.schedule.holidays`, and mean the same. */

import { endsTooSoon, readCalendar } from '../roster/holidays.ts'
import { dayOf } from '../roster/night-schedule.ts'
import { cliPushTexts } from '../text/cli-push.ts'
import { holidayTexts } from '../text/holidays.ts'
import type { Language } from '../text/language.ts'

export interface PushDay {
  /** `YYYY-MM-DD`, on which no dump is expected; `undefined`: one is. */
  readonly holiday: string | undefined
  /** What a person should know of the calendar. */
  readonly lines: readonly string[]
}

/**
 * A file that cannot be used is said and is no calendar: an alarm too many rather than one too few. Never rejects.
 * @param files relative ones start from where the command was started
 * @param now milliseconds since 1970: the day on which the push begins counts
 */
export async function pushDay(
  files: readonly string[],
  timezone: string,
  now: number,
  language: Language,
): Promise<PushDay> {
  const texts = holidayTexts[language]
  const calendar = await readCalendar(files, '.')
  const today = dayOf(now, timezone)
  const holiday = calendar.days.has(today) ? today : undefined
  return {
    holiday,
    lines: [
      ...calendar.faults.map(texts.fault),
      ...(calendar.faults.length === 0 ? [] : [texts.allExpected]),
      ...(endsTooSoon(calendar, today) ? [texts.endsTooSoon(calendar.lastDay ?? '')] : []),
      ...(holiday === undefined ? [] : [cliPushTexts[language].holiday(holiday)]),
    ],
  }
}
