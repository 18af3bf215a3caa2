/** When a mail is tried again: pauses that double, spread at random, and never past the hour of the warning or the end. Pure. */

export interface RetrySettings {
  /** Milliseconds. */
  readonly firstRetry: number
  readonly longestRetry: number
  /** Share of a pause, 0 to 1. */
  readonly jitter: number
  /** Milliseconds from the birth of a mail. */
  readonly warnAfter: number
  readonly giveUpAfter: number
}

/** What of a mail decides about its next attempt. */
export interface Ageing {
  readonly bornAt: number
  readonly expiresAt: number
  readonly isWarned: boolean
}

/** Milliseconds until the attempt after `attempts` failed ones. `random`: 0 to 1. */
export function pauseAfter(attempts: number, settings: RetrySettings, random: number): number {
  const { firstRetry, longestRetry, jitter } = settings
  const pause = Math.min(longestRetry, firstRetry * 2 ** Math.min(30, Math.max(0, attempts - 1)))
  return Math.round(pause * (1 + jitter * (2 * random - 1)))
}

/** Milliseconds since 1970. A sender is warned, and gets his mail back, on time: the pause ends there at the latest. */
export function nextAttemptAt(
  mail: Ageing,
  attempts: number,
  now: number,
  settings: RetrySettings,
  random: number,
): number {
  const next = now + pauseAfter(attempts, settings, random)
  const marks = [mail.isWarned ? Infinity : mail.bornAt + settings.warnAfter, mail.expiresAt]
  return Math.min(next, ...marks.filter((mark) => mark > now))
}

export function isLate(mail: Ageing, now: number, { warnAfter }: RetrySettings): boolean {
  return !mail.isWarned && now >= mail.bornAt + warnAfter
}
