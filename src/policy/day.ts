/** The calendar day and the minute of the day of a moment in a time zone. Reads no clock. */

const minute = 60_000
const formats = new Map<string, Intl.DateTimeFormat>()
/** The last answer: mails of one minute share it, since time zones change on whole minutes only. */
let last = { timezone: '', minute: Number.NaN, day: '' }

/** `YYYY-MM-DD`. `at` in milliseconds since 1970; `timezone` an IANA name, else a `RangeError`. */
export function dayIn(timezone: string, at: number): string {
  const now = Math.floor(at / minute)
  if (last.minute !== now || last.timezone !== timezone) {
    last = { timezone, minute: now, day: formatOf(timezone).format(at) }
  }
  return last.day
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timezone, format)
  return format
}

const clocks = new Map<string, Intl.DateTimeFormat>()
let lastMinute = { timezone: '', minute: Number.NaN, ofDay: 0 }

/** Minutes since midnight. Parameters as of `dayIn`. */
export function minuteIn(timezone: string, at: number): number {
  const now = Math.floor(at / minute)
  if (lastMinute.minute !== now || lastMinute.timezone !== timezone) {
    let clock = clocks.get(timezone)
    if (clock === undefined) {
      clock = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, hour: '2-digit', minute: '2-digit' })
      clocks.set(timezone, clock)
    }
    const [hours = 0, minutes = 0] = clock.format(at).split(':').map(Number)
    lastMinute = { timezone, minute: now, ofDay: hours * 60 + minutes }
  }
  return lastMinute.ofDay
}
