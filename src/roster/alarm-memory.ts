/** The file beside the dumps that keeps which alarms were said: not in the database, which may be what is broken. */

import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { z } from 'zod'

import { lockFile } from '../store/lock-file.ts'
import { alarmKinds, type SaidAlarms } from './night-alarms.ts'
import { alarmChannels, type UnsentAlarm } from './unsent-alarms.ts'

export interface AlarmMemory extends SaidAlarms {
  readonly unsent: readonly UnsentAlarm[]
  /**
   * Milliseconds since 1970: when the night was looked at for the first time; `undefined`: never before; `off`: nobody waits for
   * dumps, until the next look with a schedule.
   */
  readonly watchedSince: number | 'off' | undefined
}

/** Where it is not known: then every night was there to be looked at. */
const longAgo = 0

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
  watchedSince: z.union([z.number(), z.literal('off')]).default(longAgo),
})

const nothingSaid = { open: [], successOf: undefined, unsent: [] }
/** What could not be written, so that a full disk makes no alarm of every look. By folder. */
const unwritten = new Map<string, AlarmMemory>()
const secretMode = 0o600
const folderMode = 0o700
/** Milliseconds: what is done with the lock takes a few. */
const lockPatience = 5_000
const lockPause = 10

export interface Changed<Value> {
  readonly memory: AlarmMemory
  readonly value: Value
}

/**
 * Reads what was said, changes it and writes it down, while nobody else does: of a gate and a watch that look at the same
 * moment, the second sees what the first has said.
 * @param place absolute path of `night.directory`
 * @returns with `fault` where it cannot be written; as long as this process lives it is known all the same. Never rejects but for
 *   what `change` throws
 */
export async function changeAlarmMemory<Value>(
  place: string,
  change: (before: AlarmMemory) => Changed<Value>,
): Promise<{ readonly value: Value; readonly fault: Error | undefined }> {
  const release = await locked(place)
  try {
    const before = await read(place)
    const { memory, value } = change(before)
    return { value, fault: await keep(place, memory, before) }
  } finally {
    release?.()
  }
}

/**
 * The night is turned off: what was wrong with it is nobody's trouble any more, and the hours that go by count for nothing once it is
 * turned on again. A gate that has no folder of dumps gets none. Never rejects.
 * @param place absolute path of `night.directory`
 */
export async function forgetNight(place: string): Promise<void> {
  const isThere = await access(place).then(
    () => true,
    () => false,
  )
  if (!isThere) return
  await changeAlarmMemory(place, ({ successOf }) => ({
    memory: { open: [], successOf, unsent: [], watchedSince: 'off' },
    value: undefined,
  }))
}

/** `undefined`: it cannot be had. Rather twice than not at all. */
async function locked(place: string): Promise<(() => void) | undefined> {
  const until = performance.now() + lockPatience
  try {
    await mkdir(place, { recursive: true, mode: folderMode })
    for (;;) {
      const release = lockFile(join(place, 'alarms-lock.db'))
      if (release !== undefined || performance.now() >= until) return release
      await pause(lockPause)
    }
  } catch {
    return undefined
  }
}

async function read(place: string): Promise<AlarmMemory> {
  const held = unwritten.get(place)
  if (held !== undefined) return held
  try {
    const kept = memorySchema.parse(JSON.parse(await readFile(alarmsFile(place), 'utf8')))
    return {
      open: kept.open.map((alarm) => ({ ...alarm, run: alarm.run })),
      successOf: kept.successOf,
      unsent: kept.unsent.map(({ alarm, ...others }) => ({ ...others, alarm: { ...alarm, run: alarm.run } })),
      watchedSince: kept.watchedSince,
    }
  } catch (fault) {
    const isAbsent = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
    // Damaged: rather twice than not at all.
    return { ...nothingSaid, watchedSince: isAbsent ? undefined : longAgo }
  }
}

async function keep(place: string, memory: AlarmMemory, before: AlarmMemory): Promise<Error | undefined> {
  if (!unwritten.has(place) && JSON.stringify(memory) === JSON.stringify(before)) return undefined
  try {
    await write(place, memory)
    unwritten.delete(place)
    return undefined
  } catch (fault) {
    unwritten.set(place, memory)
    return fault instanceof Error ? fault : new Error(String(fault))
  }
}

async function write(place: string, memory: AlarmMemory): Promise<void> {
  await mkdir(place, { recursive: true, mode: folderMode })
  const path = alarmsFile(place)
  const unfinished = `${path}.${process.pid}`
  try {
    await writeFile(unfinished, JSON.stringify(memory), { mode: secretMode })
    await rename(unfinished, path)
  } catch (fault) {
    // A watch that looks every five minutes would fill a folder with them.
    await rm(unfinished, { force: true })
    throw fault
  }
}

/** @param place absolute path of `night.directory` */
export function alarmsFile(place: string): string {
  return join(place, 'alarms.json')
}
