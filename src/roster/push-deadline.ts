/**
 * The alarm of a push itself, which is raised where the dump is made, also when no gate can be reached: once at the deadline, again
 * after a while, when it has come to nothing, and the all-clear. Whom it reaches is for others.
 */

export type PushAlarmKind = 'push-late' | 'push-failed' | 'all-clear'

export interface PushAlarm {
  readonly kind: PushAlarmKind
  /** With an all-clear what is over, else the same as `kind`. */
  readonly of: Exclude<PushAlarmKind, 'all-clear'>
  readonly isReminder: boolean
  /** Milliseconds since 1970: since when it has been wrong. */
  readonly since: number
  /** What was said last, for a person. */
  readonly detail: string
}

export interface PushDeadline {
  readonly isPast: () => boolean
  /** Resolves when the last alarm was sent, or could not be. */
  readonly end: (isGood: boolean) => Promise<void>
}

/**
 * @param at milliseconds since 1970; `undefined`: there is none
 * @param remind milliseconds
 * @param raise never rejects
 */
export function watchDeadline(
  at: number | undefined,
  remind: number,
  detail: () => string,
  raise: (alarm: PushAlarm) => Promise<void>,
): PushDeadline {
  let raised = Promise.resolve()
  let count = 0
  let timer: NodeJS.Timeout | undefined
  const isPast = (): boolean => at !== undefined && Date.now() >= at
  const send = (kind: PushAlarmKind, of: PushAlarm['of'], since: number): void => {
    const alarm = { kind, of, isReminder: kind === of && count > 0, since, detail: detail() }
    // One behind the other, so that an all-clear never comes before what it clears.
    raised = raised.then(async () => await raise(alarm))
  }
  let next = at ?? Infinity
  const look = (): void => {
    if (at !== undefined && Date.now() >= next) {
      send('push-late', 'push-late', at)
      count += 1
      next = Date.now() + remind
    }
    timer = setTimeout(look, Math.min(Math.max(next - Date.now(), 0), longestTimer))
  }
  look()
  return {
    isPast,
    end: async (isGood) => {
      clearTimeout(timer)
      if (isGood && count > 0) send('all-clear', 'push-late', at ?? Date.now())
      if (!isGood) {
        count = 0
        send('push-failed', 'push-failed', Date.now())
      }
      await raised
    },
  }
}

/** Milliseconds: a timer takes no more, and a clock that is set meanwhile is seen. */
const longestTimer = 60_000
