/** Days, hours and the calendar of `policies.yaml`. */

import { isDay } from '../people/rules-exceptions.ts'
import type { Calendar, PolicyTimes } from './document.ts'
import { hoursOf, weekdays } from './hours.ts'
import type { PoliciesFile, WrittenPolicy } from './policies-schema.ts'
import type { PolicyPath, PolicySource } from './policies-yaml.ts'

/** Reports days that no calendar has, and spans that hold nothing. */
export function dayFaults(source: PolicySource, { calendar, policies }: PoliciesFile): void {
  const check = (day: string | undefined, path: PolicyPath): void => {
    if (day !== undefined && !isDay(day)) source.report(path, 'day-unknown', {})
  }
  const checkSpan = (span: string | undefined, path: PolicyPath): void => {
    const read = span === undefined ? undefined : hoursOf(span)
    if (read !== undefined && read.from === read.until) source.report(path, 'hours-empty', {})
  }
  calendar.holidays.forEach((day, index) => check(day, ['calendar', 'holidays', index]))
  checkSpan(calendar.hours, ['calendar', 'hours'])
  policies.forEach(({ from, until, hours }, index) => {
    check(from, ['policies', index, 'from'])
    check(until, ['policies', index, 'until'])
    checkSpan(hours, ['policies', index, 'hours'])
    if (from !== undefined && until !== undefined && until < from) {
      source.report(['policies', index, 'until'], 'dates-reversed', { from })
    }
  })
}

export function calendarOf({ workdays, hours, holidays }: PoliciesFile['calendar']): Calendar {
  return {
    workdays: workdays.map((day) => weekdays.indexOf(day)),
    holidays,
    hours: hoursOf(hours) ?? { from: 0, until: 0 },
  }
}

export function timesOf({ from, until, hours }: WrittenPolicy): PolicyTimes {
  return {
    from,
    until,
    hours: hours === undefined ? undefined : hours === 'working' || hours === 'off' ? hours : hoursOf(hours),
  }
}
