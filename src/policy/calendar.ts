/** Whether a policy is in force at a moment, by its days and hours and by the company's calendar. Reads no clock. */

import type { Calendar, PolicyTimes } from './document.ts'
import type { Hours } from './hours.ts'

/** A moment in the company's time zone. */
export interface Moment {
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** Minutes since midnight. */
  readonly minute: number
}

export function isInForce(times: PolicyTimes, calendar: Calendar, { day, minute }: Moment): boolean {
  const { from, until, hours } = times
  if (from !== undefined && day < from) return false
  if (until !== undefined && day > until) return false
  if (hours === undefined) return true
  if (hours === 'working') return isWorkingTime(calendar, day, minute)
  if (hours === 'off') return !isWorkingTime(calendar, day, minute)
  return isWithin(hours, minute)
}

function isWithin({ from, until }: Hours, minute: number): boolean {
  return from < until ? from <= minute && minute < until : minute >= from || minute < until
}

/** Hours that go over midnight belong to the day on which they begin. */
function isWorkingTime(calendar: Calendar, day: string, minute: number): boolean {
  const { from, until } = calendar.hours
  if (!isWithin(calendar.hours, minute)) return false
  const isAfterMidnight = from > until && minute < until
  return isWorkday(calendar, isAfterMidnight ? dayBefore(day) : day)
}

function isWorkday({ workdays, holidays }: Calendar, day: string): boolean {
  return workdays.includes(weekdayOf(day)) && !holidays.includes(day)
}

/** The last answer: mails of one day share it, and policies of one mail. */
let last = { day: '', weekday: 0 }

function weekdayOf(day: string): number {
  if (last.day !== day) last = { day, weekday: new Date(`${day}T00:00:00Z`).getUTCDay() }
  return last.weekday
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
