/** Hours of the day and days of the week, as `policies.yaml` writes them. */

/** In the order of `Date.getUTCDay`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

export type Weekday = (typeof weekdays)[number]

/** Minutes since midnight. The end is not included; one that is not after the begin lies on the next day. */
export interface Hours {
  readonly from: number
  readonly until: number
}

/** Of `20:00-06:00`; `undefined` for all that is not written so. */
export function hoursOf(text: string): Hours | undefined {
  const [, fromHour, fromMinute, untilHour, untilMinute] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text) ?? []
  if (fromHour === undefined) return undefined
  return {
    from: Number(fromHour) * 60 + Number(fromMinute),
    until: Number(untilHour) * 60 + Number(untilMinute),
  }
}
