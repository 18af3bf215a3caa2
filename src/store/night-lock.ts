/**
 * One import at a time on one folder of dumps. The lock is SQLite's own lock on a file: the system gives it up when the process
 * ends, whatever ends it, so that there is never a stale one to remove.
 */

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { z } from 'zod'

import { isBusy } from './sqlite-codes.ts'

const holder = z.object({ pid: z.number(), who: z.string(), since: z.number() })

/** Who has the lock. `since`: milliseconds since 1970. */
export type NightLockHolder = z.infer<typeof holder>

export type NightLocking =
  | { readonly kind: 'locked'; readonly release: () => void }
  /** `undefined`: it has just taken it and not yet said who it is. */
  | { readonly kind: 'held'; readonly by: NightLockHolder | undefined }

const secretMode = 0o600

/** @param directory folder of the dumps, which is there. Throws the system's error where the file cannot be made. */
export function lockNight(directory: string, by: NightLockHolder): NightLocking {
  const database = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 })
  const told = join(directory, 'lock.json')
  try {
    // Nothing is ever written to it: a lock needs no room on the disk.
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (fault) {
    database.close()
    if (!isBusy(fault)) throw fault
    return { kind: 'held', by: holderIn(told) }
  }
  say(told, by)
  return { kind: 'locked', release: () => database.close() }
}

/** A full disk is no reason not to work: then nobody knows who does. */
function say(path: string, by: NightLockHolder): void {
  try {
    writeFileSync(path, JSON.stringify(by), { mode: secretMode })
  } catch {
    rmSync(path, { force: true })
  }
}

function holderIn(path: string): NightLockHolder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
