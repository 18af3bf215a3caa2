/** The day and the time that a mail is judged at: `--date` and `--time`, else now. The terminal is where the clock is read. */

import { dayIn } from '../policy/day.ts'
import { isDay } from '../people/rules-exceptions.ts'
import { cliTexts } from '../text/cli.ts'
import { explainHelp } from '../text/cli-explain.ts'
import type { Language } from '../text/language.ts'
import { CommandFailure } from './exit.ts'

/**
 * @param asked `YYYY-MM-DD`, as typed
 * @param timezone of the company
 */
export function dayOf(asked: string | undefined, timezone: string, language: Language): string {
  if (asked === undefined) return dayIn(timezone, Date.now())
  if (!isDay(asked)) throw new CommandFailure(cliTexts[language].badDay(asked))
  return asked
}

const timeForm = /^([01]\d|2[0-3]):([0-5]\d)$/

/**
 * Milliseconds since 1970 of a time of that day, `HH:MM`; without one, as late as it is now. A time that the clock skips in
 * spring is taken an hour later. Throws `CommandFailure`.
 */
export function momentOf(
  day: string,
  time: string | undefined,
  timezone: string,
  language: Language,
): number {
  if (time !== undefined && !timeForm.test(time)) {
    throw new CommandFailure(explainHelp[language].badTime(time))
  }
  const now = Temporal.Now.zonedDateTimeISO(timezone).toPlainTime()
  const [hour = now.hour, minute = now.minute] = time?.split(':').map(Number) ?? []
  const moment = Temporal.PlainDate.from(day).toPlainDateTime({ hour, minute })
  return moment.toZonedDateTime(timezone).epochMilliseconds
}
