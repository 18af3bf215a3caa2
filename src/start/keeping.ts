/** Keeps the decision log to its age while the gate runs: at the start, and each night in the company's time zone. */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import type { Log } from '../log/log.ts'
import { dayIn } from '../policy/day.ts'
import { keepDecisions, type KeepingSettings } from '../store/decision-keeping.ts'

export interface Keeping {
  /** Other settings from the next time on. */
  readonly use: (config: Config) => void
  /** Leaves a file that is being compressed as it was. */
  readonly close: () => Promise<void>
}

/** Milliseconds: how often it is looked whether it is night, and how far into the day night goes. */
const often = 900_000
const night = 9_000_000

/**
 * @param timezone of the company, asked each time
 * @param untaken names of files that a stream has still to send
 */
export function startKeeping(
  config: Config,
  folder: string,
  timezone: () => string,
  untaken: () => Promise<ReadonlySet<string>>,
  log: Log,
): Keeping {
  let settings = settingsOf(config, folder)
  let doneFor = ''
  let underWay: Promise<void> | undefined
  const ending = new AbortController()
  const work = async (): Promise<void> => {
    try {
      const today = dayIn(timezone(), Date.now())
      const busy = await untaken()
      const kept = await keepDecisions(settings, today, (name) => busy.has(name), ending.signal)
      if (kept.removed.length + kept.compressed.length > 0) log.decisionsKept(kept.removed, kept.compressed)
    } catch (fault) {
      if (!ending.signal.aborted) log.decisionsNotKept(fault)
    }
  }
  const look = (): void => {
    // Until the night is over it is still yesterday's turn.
    const turn = dayIn(timezone(), Date.now() - night)
    if (turn === doneFor || underWay !== undefined) return
    doneFor = turn
    underWay = work().finally(() => (underWay = undefined))
  }
  const timer = setInterval(look, often).unref()
  look()
  return {
    use: (changed) => {
      settings = settingsOf(changed, folder)
    },
    close: async () => {
      clearInterval(timer)
      ending.abort()
      await underWay
    },
  }
}

function settingsOf({ decisions }: Config, folder: string): KeepingSettings {
  const { directory, keep, compressAfter } = decisions
  return { directory: resolve(folder, directory), keep, compressAfter }
}
