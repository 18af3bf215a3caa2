/** How many notices may be written: for one sender in an hour, and to all in a minute. Kept in memory; a restart begins anew. */

const hour = 3_600_000
const minute = 60_000

export interface NoticeLimitSettings {
  readonly perSenderAndHour: number
  readonly perMinute: number
}

export interface NoticeLimits {
  /** Counts one notice to this sender, unless it would be over a limit. `now` in milliseconds; it may jump. */
  readonly take: (
    sender: string,
    now: number,
    settings: NoticeLimitSettings,
  ) => 'taken' | 'sender-limit' | 'total-limit'
}

export function createNoticeLimits(): NoticeLimits {
  const bySender = new Map<string, number[]>()
  let all: number[] = []
  let sweptAt = 0

  const sweep = (now: number): void => {
    for (const [sender, moments] of bySender) {
      if (within(moments, now, hour).length === 0) bySender.delete(sender)
    }
    sweptAt = now
  }

  return {
    take: (sender, now, { perSenderAndHour, perMinute }) => {
      if (Math.abs(now - sweptAt) >= hour) sweep(now)
      const own = within(bySender.get(sender) ?? [], now, hour)
      if (own.length >= perSenderAndHour) return 'sender-limit'
      all = within(all, now, minute)
      if (all.length >= perMinute) return 'total-limit'
      all.push(now)
      own.push(now)
      bySender.set(sender, own)
      return 'taken'
    },
  }
}

/** A clock that was set back must not stop notices for good. */
function within(moments: readonly number[], now: number, span: number): number[] {
  return moments.filter((at) => at <= now && now - at < span)
}
