/**
 * Watches memory and disks: below a floor no mail is taken (452 before 354), so that what has been taken can always be
 * kept and answered. Looks once a second; asking costs nothing.
 */

import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

export type FloorName = 'memory' | 'spool' | 'decisions'

export interface FloorSettings {
  /** Octets; files of which one can still be made are bounded as well. */
  readonly floors: Readonly<Record<FloorName, number>>
  /** Absolute. A folder that does not exist yet counts as the nearest one above it. */
  readonly folders: Readonly<Record<Exclude<FloorName, 'memory'>, string>>
}

export interface FloorState {
  readonly name: FloorName
  /** Octets; 0 where no files can be made, or where the disk does not answer. */
  readonly free: number
  readonly least: number
  readonly isReached: boolean
}

export interface Floors {
  readonly hasRoom: () => boolean
  /** As of the last look. */
  readonly states: () => readonly FloorState[]
  readonly use: (settings: FloorSettings) => void
  readonly close: () => void
}

const interval = 1_000
/** Milliseconds after which a disk that does not answer counts as full. */
const patience = 10_000
const fewestFiles = 1_000

/** Looks for the first time, then goes on until it is closed. `changed` is called when a floor is reached or left. */
export async function watchFloors(
  first: FloorSettings,
  changed: (state: FloorState) => void,
): Promise<Floors> {
  let settings = first
  const states = new Map<FloorName, FloorState>()
  const answeredAt = new Map<FloorName, number>()
  const asked = new Set<FloorName>()

  const note = (name: FloorName, free: number): void => {
    const least = settings.floors[name]
    const state = { name, free, least, isReached: free < least }
    const wasReached = states.get(name)?.isReached ?? false
    states.set(name, state)
    if (state.isReached !== wasReached) changed(state)
  }

  const ask = async (name: Exclude<FloorName, 'memory'>): Promise<void> => {
    if (asked.has(name)) {
      if (performance.now() - (answeredAt.get(name) ?? 0) > patience) note(name, 0)
      return
    }
    asked.add(name)
    const free = await freeOctets(settings.folders[name])
    asked.delete(name)
    answeredAt.set(name, performance.now())
    note(name, free)
  }

  const look = async (): Promise<void> => {
    note('memory', process.availableMemory())
    await Promise.all([ask('spool'), ask('decisions')])
  }

  await look()
  const timer = setInterval(() => void look(), interval).unref()
  return {
    hasRoom: () => {
      for (const { isReached } of states.values()) if (isReached) return false
      return true
    },
    states: () => [...states.values()],
    use: (next) => {
      settings = next
    },
    close: () => clearInterval(timer),
  }
}

/** Never rejects: a disk that cannot be asked has nothing free. */
async function freeOctets(folder: string): Promise<number> {
  try {
    const { bavail, bsize, files, ffree } = await statfs(nearestExisting(folder))
    // File systems that make room for files as they need it (btrfs) count none.
    return files > 0 && ffree < fewestFiles ? 0 : bavail * bsize
  } catch {
    return 0
  }
}

function nearestExisting(folder: string): string {
  let here = folder
  while (!existsSync(here) && dirname(here) !== here) here = dirname(here)
  return here
}
