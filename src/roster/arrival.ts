/**
 * Whether a dump has wholly arrived in a folder. Looks at names and times only, and keeps nothing between two looks; that a file
 * does not change while it is read is held by `take-dump.ts`.
 */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'

import { codeOf } from '../store/fault-code.ts'
import { doneMark, dumpFile, rulesFile } from './take-dump.ts'

export interface ArrivalSettings {
  readonly complete: 'rename' | 'rest' | 'done-mark'
  /** Seconds without a change, for `rest`. */
  readonly rest: number
}

export type Arrival = 'none' | 'coming' | 'complete'

/**
 * Rejects with the system's error where the folder cannot be read; one that is not there has nothing.
 * @param now milliseconds since 1970
 */
export async function arrivalIn(folder: string, settings: ArrivalSettings, now: number): Promise<Arrival> {
  const dump = await changedAt(join(folder, dumpFile))
  if (dump === undefined) return 'none'
  if (settings.complete === 'rename') return 'complete'
  const rules = await changedAt(join(folder, rulesFile))
  const last = Math.max(dump, rules ?? 0)
  if (settings.complete === 'rest' && now - last >= settings.rest * 1_000) return 'complete'
  // Also where rest is waited for: a dump that was uploaded need not rest.
  const mark = await changedAt(join(folder, doneMark))
  // A mark that is older belongs to a dump before this one.
  return mark !== undefined && mark >= last ? 'complete' : 'coming'
}

/**
 * Milliseconds since 1970; `undefined`: it is not there. Of the content and of everything else about it: a program that copies times
 * along sets the former back, and not the latter.
 */
export async function changedAt(path: string): Promise<number | undefined> {
  try {
    const { mtimeMs, ctimeMs } = await stat(path)
    return Math.max(mtimeMs, ctimeMs)
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined
    throw fault
  }
}
