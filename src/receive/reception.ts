/**
 * What all listeners of one gate share: bounds that count over all of them, one timer, one source of ids. Settings may
 * change with a reload; what has been counted stays.
 */

import { tmpdir } from 'node:os'
import type { Config } from '../config/schema.ts'
import { createDeadlines, type Deadlines } from './deadlines.ts'
import { createDecisionIds } from './decision-id.ts'
import type { ReceiveEvent } from './events.ts'
import { createLoginBrake, type LoginBrake } from './login-brake.ts'
import { createMailRate, type MailRate } from './mail-rate.ts'
import { createMemoryBudget, type MemoryBudget } from './memory-budget.ts'
import { createPlaces, type Places } from './places.ts'
import { createUsers, type Users } from './users.ts'

/** `users`: those of the configuration and of its users file together. */
export type ReceptionSettings = Pick<Config, 'hostname' | 'limits' | 'deadlines' | 'users'>

export interface Reception extends Omit<ReceptionSettings, 'users'> {
  readonly users: Users
  readonly places: Places
  readonly memory: MemoryBudget
  readonly loginBrake: LoginBrake
  readonly mailRate: MailRate
  readonly timer: Deadlines
  readonly nextId: (now: number) => string
  /** Folder for the temporary files of large mails. */
  readonly folder: string
  /** Memory and disks are above their floors. */
  readonly hasRoom: () => boolean
  readonly report: (event: ReceiveEvent) => void
}

/** `report` hears of what never becomes a decision; it must not throw. */
export function createReception(
  settings: ReceptionSettings,
  report: (event: ReceiveEvent) => void = () => {},
  hasRoom: () => boolean = () => true,
  folder: string = tmpdir(),
): Reception {
  const { deadlines } = settings
  const shortest = Math.min(deadlines.greeting, deadlines.command, deadlines.content)
  return {
    ...changeable(settings),
    places: createPlaces(),
    memory: createMemoryBudget(),
    loginBrake: createLoginBrake(),
    mailRate: createMailRate(),
    timer: createDeadlines(Math.min(1000, shortest * 250)),
    nextId: createDecisionIds(),
    folder,
    hasRoom,
    report,
  }
}

/** The same reception under other settings. */
export function changedReception(reception: Reception, settings: ReceptionSettings): Reception {
  return { ...reception, ...changeable(settings) }
}

function changeable({
  hostname,
  limits,
  deadlines,
  users,
}: ReceptionSettings): Pick<Reception, 'hostname' | 'limits' | 'deadlines' | 'users'> {
  return { hostname, limits, deadlines, users: createUsers(users ?? []) }
}
