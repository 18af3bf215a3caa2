/** The file beside the dumps that keeps which alarms were said: not in the database, which may be what is broken. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { alarmKinds, type SaidAlarms } from './night-alarms.ts'
import { alarmChannels, type UnsentAlarm } from './unsent-alarms.ts'

export interface AlarmMemory extends SaidAlarms {
  readonly unsent: readonly UnsentAlarm[]
}

const facts = {
  run: z.number().optional(),
  targets: z.array(z.string()),
  faults: z.array(z.string()),
  since: z.number(),
}
const memorySchema = z.object({
  open: z.array(z.object({ ...facts, kind: z.enum(alarmKinds), saidAt: z.number() })),
  successOf: z.number().optional(),
  unsent: z.array(
    z.object({
      alarm: z.object({
        ...facts,
        kind: z.enum([...alarmKinds, 'all-clear']),
        of: z.enum(alarmKinds),
        isReminder: z.boolean(),
      }),
      channels: z.array(z.enum(alarmChannels)),
      raisedAt: z.number(),
      tries: z.number(),
      nextAt: z.number(),
    }),
  ),
})

const nothingSaid: AlarmMemory = { open: [], successOf: undefined, unsent: [] }
/** What could not be written, so that a full disk makes no alarm of every look. By folder. */
const unwritten = new Map<string, AlarmMemory>()
const secretMode = 0o600
const folderMode = 0o700

/** @param place absolute path of `night.directory` */
export async function readAlarmMemory(place: string): Promise<AlarmMemory> {
  const held = unwritten.get(place)
  if (held !== undefined) return held
  try {
    const kept = memorySchema.parse(JSON.parse(await readFile(join(place, 'alarms.json'), 'utf8')))
    return {
      open: kept.open.map((alarm) => ({ ...alarm, run: alarm.run })),
      successOf: kept.successOf,
      unsent: kept.unsent.map(({ alarm, ...others }) => ({ ...others, alarm: { ...alarm, run: alarm.run } })),
    }
  } catch {
    // Lost or damaged: rather twice than not at all.
    return nothingSaid
  }
}

/** Rejects where it cannot be written; as long as this process lives it is known all the same. */
export async function keepAlarmMemory(
  place: string,
  memory: AlarmMemory,
  before: AlarmMemory,
): Promise<void> {
  if (!unwritten.has(place) && JSON.stringify(memory) === JSON.stringify(before)) return
  try {
    await write(place, memory)
    unwritten.delete(place)
  } catch (fault) {
    unwritten.set(place, memory)
    throw fault
  }
}

async function write(place: string, memory: AlarmMemory): Promise<void> {
  await mkdir(place, { recursive: true, mode: folderMode })
  const path = join(place, 'alarms.json')
  await writeFile(`${path}.${process.pid}`, JSON.stringify(memory), { mode: secretMode })
  await rename(`${path}.${process.pid}`, path)
}
