/** The day that dated rules are read for: `--date`, else today. The terminal is where the clock is read. */

import { dayIn } from '../policy/day.ts'
import { isDay } from '../people/rules-exceptions.ts'
import { cliTexts } from '../text/cli.ts'
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
