/** What all listeners of one gate share: bounds that count over all of them, one timer, one source of ids. */

import { tmpdir } from 'node:os'
import type { Config } from '../config.ts'
import { createDeadlines, type Deadlines } from './deadlines.ts'
import { createDecisionIds } from './decision-id.ts'
import type { ReceiveEvent } from './events.ts'
import { createMemoryBudget, type MemoryBudget } from './memory-budget.ts'
import { createPlaces, type Places } from './places.ts'

export type ReceptionSettings = Pick<Config, 'hostname' | 'limits' | 'deadlines'>

export interface Reception extends ReceptionSettings {
  readonly places: Places
  readonly memory: MemoryBudget
  readonly timer: Deadlines
  readonly nextId: (now: number) => string
  /** Folder for the temporary files of large mails. */
  readonly folder: string
  readonly report: (event: ReceiveEvent) => void
}

/** `report` hears of what never becomes a decision; it must not throw. */
export function createReception(
  { hostname, limits, deadlines }: ReceptionSettings,
  report: (event: ReceiveEvent) => void = () => {},
): Reception {
  const shortest = Math.min(deadlines.greeting, deadlines.command, deadlines.content)
  return {
    hostname,
    limits,
    deadlines,
    places: createPlaces(limits),
    memory: createMemoryBudget(limits.memoryTotal),
    timer: createDeadlines(Math.min(1000, shortest * 250)),
    nextId: createDecisionIds(),
    folder: tmpdir(),
    report,
  }
}
