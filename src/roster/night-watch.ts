/**
 * Looks whether the night goes as it should, and raises the alarm: for the gate, each minute, and for a watch beside it that
 * goes on where the gate is dead.
 */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import type { Config } from '../config/schema.ts'
import { alarmsDue, type AlarmMemory, type NightAlarm } from './night-alarms.ts'
import { hoursOfNight } from './night-schedule.ts'
import { nightStanding, type NightStanding } from './night-standing.ts'
import { sendAlarm, tellSuccess, type NotSent } from './send-alarm.ts'

export interface NightLook {
  readonly standing: NightStanding
  readonly isGateDown: boolean
  /** What was said now. */
  readonly alarms: readonly NightAlarm[]
  /** Channels that did not take it; they are tried again at the next reminder. */
  readonly notSent: readonly NotSent[]
}

const memorySchema = z.object({
  open: z
    .object({
      kind: z.enum(['stopped', 'failed', 'unpublished', 'late', 'missing', 'gate-down']),
      run: z.number().optional(),
      since: z.number(),
      saidAt: z.number(),
    })
    .optional(),
  successOf: z.number().optional(),
})

const nothingSaid: AlarmMemory = { open: undefined, successOf: undefined }
const secretMode = 0o600
const folderMode = 0o700

/**
 * @param database `undefined`: there is none
 * Rejects where what was said cannot be written down; the alarm has been sent.
 */
export async function lookAtNight(
  config: Config,
  folder: string,
  database: DatabaseSync | undefined,
  isGateDown: boolean,
  now: number,
): Promise<NightLook> {
  const { schedule, directory, alarms: settings } = config.night
  const hours = schedule.enabled ? hoursOfNight(schedule, now) : undefined
  const standing: NightStanding =
    hours === undefined ? { kind: 'expected' } : nightStanding(database, hours, now)
  const place = resolve(folder, directory)
  const memory = await readMemory(place)
  const due = alarmsDue(memory, standing, isGateDown, hours?.begins ?? 0, now, settings.remind * 1_000)
  const sent = due.alarms.map(async (alarm) => await sendAlarm(alarm, config, folder, now))
  const notSent = (await Promise.all([...sent, ...(due.success ? [tellSuccess(config)] : [])])).flat()
  // A call that was not taken is made again at the next look.
  const told = notSent.some(({ channel }) => channel === 'successUrl')
    ? { ...due.memory, successOf: memory.successOf }
    : due.memory
  if (JSON.stringify(told) !== JSON.stringify(memory)) await writeMemory(place, told)
  return { standing, isGateDown, alarms: due.alarms, notSent }
}

async function readMemory(place: string): Promise<AlarmMemory> {
  try {
    const { open, successOf } = memorySchema.parse(
      JSON.parse(await readFile(join(place, 'alarms.json'), 'utf8')),
    )
    return { open, successOf }
  } catch {
    // Lost or damaged: rather twice than not at all.
    return nothingSaid
  }
}

async function writeMemory(place: string, memory: AlarmMemory): Promise<void> {
  await mkdir(place, { recursive: true, mode: folderMode })
  const path = join(place, 'alarms.json')
  await writeFile(`${path}.${process.pid}`, JSON.stringify(memory), { mode: secretMode })
  await rename(`${path}.${process.pid}`, path)
}
