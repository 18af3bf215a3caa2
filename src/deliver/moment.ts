/** A moment as people write it, for letters of the gate. What programs read is `mailDate` of `report-status.ts`. */

import type { Language } from '../text/language.ts'
import { noticeTexts, type Moment } from '../text/notice.ts'

/** `at`: milliseconds since 1970. */
export function writtenMoment(language: Language, timezone: string, at: number): string {
  return noticeTexts[language].moment(momentIn(timezone, at), timezone)
}

function momentIn(timezone: string, at: number): Moment {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  }
}
