/**
 * A lock between processes: SQLite's own lock on a file. The system gives it up when the process ends, whatever ends it, so that
 * there is never a stale one to remove.
 */

import { DatabaseSync } from 'node:sqlite'

import { isBusy } from './sqlite-codes.ts'

/**
 * @param path of a file for the lock alone, in a folder that is there
 * @returns what gives the lock back; `undefined`: somebody has it. Throws the system's error where the file cannot be made.
 */
export function lockFile(path: string): (() => void) | undefined {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // Nothing is ever written to it: a lock needs no room on the disk.
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (fault) {
    database.close()
    if (!isBusy(fault)) throw fault
    return undefined
  }
  return () => database.close()
}
