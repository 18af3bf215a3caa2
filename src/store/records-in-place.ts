/**
 * Makes sure that `records.db` and its log are still the files that this process has open. The system lets a program write
 * on into a file that somebody has removed or replaced: mails acknowledged then would be gone with the process.
 */

import { closeSync, fstatSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface RecordsWatch {
  /** Throws where one of the files is not the one it was at first. */
  readonly requireInPlace: () => void
  /**
   * They were removed, not moved or replaced, and their folder is on the file system that it was on: what this process has
   * open is all that there is of them.
   */
  readonly areRemoved: () => boolean
  /** To be called when the database is closed, not before: the system would take its lock away. */
  readonly end: () => void
}

export function watchRecords(path: string): RecordsWatch {
  const files = [path, `${path}-wal`].map((file) => ({ file, first: numberOf(file) }))
  const device = deviceOf(path)
  // Tells a file that was removed from one that was moved: it has no name any more.
  const descriptor = openSync(path, 'r')
  const missing = (): readonly string[] =>
    files.filter(({ file, first }) => numberOf(file) !== first).map(({ file }) => file)

  return {
    requireInPlace: () => {
      const [file] = missing()
      if (file !== undefined) throw new Error(`${file} was removed or replaced under the running gate`)
    },
    areRemoved: () => {
      const gone = missing()
      if (gone.length === 0 || gone.some((file) => numberOf(file) !== undefined)) return false
      return deviceOf(path) === device && (!gone.includes(path) || fstatSync(descriptor).nlink === 0)
    },
    end: () => closeSync(descriptor),
  }
}

function numberOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino
}

/** Of the folder that it is in, or was in, or would be in. */
function deviceOf(path: string): number {
  const folder = dirname(path)
  return statSync(folder, { throwIfNoEntry: false })?.dev ?? deviceOf(folder)
}
