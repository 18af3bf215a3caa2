/** Days, hours and the calendar of `policies.yaml`. */

import type { Calendar, PolicyTimes } from './document.ts'
import { weekdays, type PoliciesFile, type WrittenPolicy } from './policies-schema.ts'
import type { PolicyPath, PolicySource } from './policies-yaml.ts'

/** Reports days that no calendar has, and spans that hold nothing. */
export function dayFaults(source: PolicySource, { calendar, policies }: PoliciesFile): void {
  const check = (day: string | undefined, path: PolicyPath): void => {
    if (day !== undefined && !isDay(day)) source.report(path, 'day-unknown', {})
  }
  const checkSpan = (span: string | undefined, path: PolicyPath): void => {
    const read = span === undefined ? undefined : spanOf(span)
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

function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
}

export function calendarOf({ workdays, hours, holidays }: PoliciesFile['calendar']): Calendar {
  return {
    workdays: workdays.map((day) => weekdays.indexOf(day)),
    holidays,
    hours: spanOf(hours) ?? { from: 0, until: 0 },
  }
}

export function timesOf({ from, until, hours }: WrittenPolicy): PolicyTimes {
  return {
    from,
    until,
    hours: hours === undefined ? undefined : hours === 'working' || hours === 'off' ? hours : spanOf(hours),
  }
}

/** `undefined` for all that is no span. */
function spanOf(text: string): { from: number; until: number } | undefined {
  const [, fromHour, fromMinute, untilHour, untilMinute] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text) ?? []
  if (fromHour === undefined) return undefined
  return {
    from: Number(fromHour) * 60 + Number(fromMinute),
    until: Number(untilHour) * 60 + Number(untilMinute),
  }
}
