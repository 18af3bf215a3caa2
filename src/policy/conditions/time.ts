/** When the mail came in, in the company's time zone: hours of the day, days of the week. */

import { z } from 'zod'

import { conditionMailTexts } from '../../text/condition-mail.ts'
import { cannotTell, no, yes } from '../answer.ts'
import { isInForce } from '../calendar.ts'
import { defineCondition } from '../condition.ts'
import { minuteIn } from '../day.ts'
import type { PolicyTimes } from '../document.ts'
import { hoursOf, weekdays, type Weekday } from '../hours.ts'
import { oneOrMore } from '../setting-values.ts'

const clock = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/

export interface TimeSettings {
  readonly hours?: PolicyTimes['hours']
  readonly days?: readonly Weekday[] | undefined
}

const schema: z.ZodType<TimeSettings> = z.strictObject({
  hours: z.union([z.enum(['working', 'off']), z.string().regex(clock).transform(hoursOf)]).optional(),
  days: oneOrMore<Weekday>(z.enum(weekdays)).optional(),
})

const unknownCalendar = cannotTell({ kind: 'not-gathered', detail: 'calendar' })

export const time = defineCondition<TimeSettings>({
  kind: 'time',
  schema,
  describe: (settings, language) => conditionMailTexts[language].time(settings),
  examples: [{ hours: 'off' }, { hours: '20:00-06:00' }, { days: ['sat', 'sun'] }],
  faults: ({ hours, days }) =>
    hours === undefined && days === undefined ? [{ path: [], kind: 'one-of', detail: 'hours, days' }] : [],
  prepare: ({ hours, days }, { snapshot, calendar }) => {
    const wanted = days === undefined ? undefined : new Set(days.map((day) => weekdays.indexOf(day)))
    const times: PolicyTimes = { from: undefined, until: undefined, hours }
    return ({ at, day }) => {
      if (wanted?.has(new Date(`${day}T00:00:00Z`).getUTCDay()) === false) return no
      if (hours === undefined) return yes()
      if (calendar === undefined) return unknownCalendar
      const minute = minuteIn(snapshot.rules.timezone, at)
      return isInForce(times, calendar, { day, minute }) ? yes() : no
    }
  },
  implies: (settings, other) =>
    (other.hours === undefined || JSON.stringify(settings.hours) === JSON.stringify(other.hours)) &&
    (other.days === undefined || settings.days?.every((day) => other.days?.includes(day)) === true),
  excludes: (settings, other) =>
    (settings.hours === 'off' && other.hours === 'working') ||
    (settings.hours === 'working' && other.hours === 'off') ||
    (settings.days !== undefined &&
      other.days !== undefined &&
      !settings.days.some((day) => other.days?.includes(day))),
})
