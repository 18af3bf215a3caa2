/**
 * Takes away files that are surely no mails any more, and lays aside what is damaged. Owns which files are to be deleted in a
 * spool: one that may be a mail never is, here or elsewhere.
 */

import { copyFileSync, constants, existsSync, linkSync, lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { codeOf } from './fault-code.ts'
import { acknowledgedIn } from './spool-acknowledged.ts'
import { spareSizeAtMost, type SpareFile } from './spool-bodies.ts'
import {
  segmentEnding,
  sortOrphans,
  writtenByHeader,
  writtenByName,
  type Orphans,
  type RunOfRecords,
  type WrittenFile,
} from './spool-file-names.ts'
import { beginningOf, moveFile, namesIn, removeFile, syncFolder, type SpoolPlaces } from './spool-places.ts'
import { renewMark } from './spool-records.ts'
import { originIn, segmentHeaderSize } from './spool-segment-header.ts'

export function runIn(database: DatabaseSync): RunOfRecords {
  const rows = database.prepare('SELECT name, value FROM marks').all()
  const valueOf = (name: string): string => String(rows.find((row) => row['name'] === name)?.['value'] ?? '')
  return {
    mark: valueOf('mark'),
    run: valueOf('run'),
    lastGroup: Number(valueOf('group')),
    lastBodies: Number(valueOf('bodies')),
  }
}

interface FoundFiles extends Orphans {
  /**
   * Segments of a mail of these records that a later group was written over than they know, in their place: the records are
   * from a backup, and what lies in the segment besides may be mails.
   */
  readonly later: readonly string[]
}

export function findOrphans(database: DatabaseSync, places: SpoolPlaces): FoundFiles {
  const named = new Set(
    database
      .prepare('SELECT DISTINCT file FROM mails')
      .all()
      .map((row) => String(row['file'])),
  )
  const files = (['segments', 'bodies'] as const).flatMap((folder) =>
    namesIn(places[folder])
      .map((name) => `${folder}/${name}`)
      .filter((file) => !named.has(file)),
  )
  const run = runIn(database)
  const later = [...named].filter((file) => isWrittenOverLater(file, places, run))
  const written = files.map((file) => writtenAs(file, places, run))
  return { ...sortOrphans(written, run, acknowledgedIn(places)), later }
}

function writtenAs(file: string, places: SpoolPlaces, run: RunOfRecords): WrittenFile {
  if (!file.endsWith(segmentEnding))
    return writtenByName(file, file.startsWith('bodies/') ? 'body' : 'segment', basename(file), run)
  const header = beginningOf(join(places.directory, file), segmentHeaderSize)
  return writtenByHeader(file, header === undefined ? undefined : originIn(header), run)
}

function isWrittenOverLater(file: string, places: SpoolPlaces, run: RunOfRecords): boolean {
  if (!file.startsWith('segments/') || !file.endsWith(segmentEnding)) return false
  const { group } = writtenAs(file, places, run)
  return group !== undefined && group > run.lastGroup
}

/**
 * At start: takes away settled files and what was never finished. Gives the number of files that may be mails and that no
 * record names, or none for all that is in them; the latter get a second name in `corrupt/`, where they outlast their
 * mail. Where some of those bear the mark of these records, which are from a backup then, a fresh one takes its place: what
 * is counted from now on would be taken for those files.
 */
export function sweepAtStart(database: DatabaseSync, places: SpoolPlaces): number {
  for (const name of namesIn(places.incoming)) removeFile(join(places.incoming, name))
  const { settled, unknown, later } = findOrphans(database, places)
  const { mark } = runIn(database)
  for (const file of later) layAside(file, places)
  if (later.length > 0 || unknown.some((file) => basename(file).startsWith(`${mark}-`))) renewMark(database)
  for (const file of settled) removeFile(join(places.directory, file))
  return unknown.length + later.length
}

/**
 * Takes away a file whose last mail is gone, as the committed records say; one in `corrupt/` stays. Where a spare file is
 * wanted and this one will do, it goes back to `incoming/` instead and is given.
 */
export function clearAway(file: string, places: SpoolPlaces, isSpareWanted: boolean): SpareFile | undefined {
  if (file.startsWith('corrupt/')) return undefined
  const spare = isSpareWanted && file.startsWith('bodies/') ? makeSpare(file, places) : undefined
  if (spare === undefined) removeFile(join(places.directory, file))
  return spare
}

/** `undefined`: the file is too large, has a second name (in `corrupt/`, or in a backup), or cannot be moved. */
function makeSpare(file: string, places: SpoolPlaces): SpareFile | undefined {
  const path = join(places.directory, file)
  const name = `spare-${basename(file)}`
  try {
    const { size, nlink } = lstatSync(path)
    if (size > spareSizeAtMost || nlink !== 1) return undefined
    moveFile(path, join(places.incoming, name))
    return { name, was: file, size }
  } catch {
    return undefined
  }
}

/**
 * Gives a file a second name in `corrupt/`, on disk when this returns, and says it; the first stays. A file that is not
 * there keeps its own.
 */
export function layAside(file: string, places: SpoolPlaces): string {
  const from = join(places.directory, file)
  const aside = `corrupt/${basename(file)}`
  const to = join(places.directory, aside)
  if (file.startsWith('corrupt/')) return file
  if (!existsSync(from)) return existsSync(to) ? aside : file
  try {
    linkSync(from, to)
  } catch (fault) {
    // A file system without second names gets a copy.
    if (codeOf(fault) !== 'EEXIST') copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
  syncFolder(places.corrupt)
  return aside
}
