/**
 * Puts records back that somebody has removed under the running gate. The process still has them open, so nothing of them is
 * lost; the contents that went with them are found missing when their mails come up, and those mails become corrupt. Records
 * that were moved or replaced are left alone: they are not lost, and a person is at work.
 */

import { closeSync, existsSync, fsyncSync, linkSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

import type { RecordsWatch } from './records-in-place.ts'
import { makePlaces, moveFile, removeFile, syncFolder, type SpoolPlaces } from './spool-places.ts'
import { openRecords, type RecordsOpening } from './spool-records.ts'

/** A copy that is whole and on disk, and not in its place yet. */
const rescuedName = (records: string): string => `${records}.rescued`

/** `undefined`: there is nothing to rescue. Rejects, or gives a problem, where it fails. */
export async function rescueRecords(
  database: DatabaseSync,
  watch: RecordsWatch,
  places: SpoolPlaces,
): Promise<RecordsOpening | undefined> {
  if (!watch.areRemoved()) return undefined
  makePlaces(places)
  const { records } = places
  if (existsSync(records)) {
    // The log alone is gone: all that stands in it goes over into the records.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
  } else {
    copyRecords(database, places)
    database.close()
    // Their own log, if it is still there: with other records it would be read as theirs.
    removeFile(`${records}-wal`)
    takeRescued(places)
  }
  watch.end()
  return await openRecords(places)
}

function copyRecords(database: DatabaseSync, { records, directory }: SpoolPlaces): void {
  const copy = `${records}.copy`
  removeFile(copy)
  database.prepare('VACUUM INTO ?').run(copy)
  syncFile(copy)
  moveFile(copy, rescuedName(records))
  syncFolder(directory)
}

/** Also at a start, where the process has ended in between. */
export function takeRescued({ records, directory }: SpoolPlaces): void {
  const rescued = rescuedName(records)
  if (!existsSync(rescued) || existsSync(records)) return
  // Not by a rename: what another process puts there at the same moment stays.
  linkSync(rescued, records)
  syncFolder(directory)
  removeFile(rescued)
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
