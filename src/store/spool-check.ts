/**
 * Looks a spool over that no process holds, and mends it: `sekisho spool check` and `repair`. Checking changes nothing in
 * it; repairing lays damaged mails and files of unknown origin aside in `corrupt/`, and deletes nothing.
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { createActiveMails } from './spool-active.ts'
import { createAsking } from './spool-asking.ts'
import { makePlaces, namesIn, placesIn, removeFile, syncFolder, type SpoolPlaces } from './spool-places.ts'
import { openRecords, problemOf } from './spool-records.ts'
import { findOrphans, layAside } from './spool-sweep.ts'
import { faultOfContent } from './spool-verify.ts'
import { createWriting } from './spool-writing.ts'
import type { SpoolProblem } from './spool.ts'

export interface DamagedMail {
  readonly id: string
  /** Names the file and what was found in it. */
  readonly why: string
}

export interface SpoolFindings {
  /** Mails on record, and those of them that are corrupt already. */
  readonly mails: number
  readonly corrupt: number
  /** Mails whose content is not what was written, and that are not corrupt yet. */
  readonly damaged: readonly DamagedMail[]
  /** Files that no mail refers to and that may be mails; relative to the spool. */
  readonly orphans: readonly string[]
  /** Files that are surely none; the next start takes them away. */
  readonly settled: readonly string[]
  /** Files in `corrupt/`. */
  readonly aside: number
  /** What SQLite finds wrong with `records.db`, line by line. */
  readonly records: readonly string[]
}

export type SpoolChecking =
  | { readonly kind: 'checked'; readonly findings: SpoolFindings }
  /** There is no spool in this folder. */
  | { readonly kind: 'none' }
  | { readonly kind: 'problem'; readonly problem: SpoolProblem }

/** @param directory absolute path of the spool */
export async function checkSpool(directory: string): Promise<SpoolChecking> {
  return await withRecords(directory, findFaults)
}

/** What was found, and is mended now. Doing it again finds nothing more to do. */
export async function repairSpool(directory: string): Promise<SpoolChecking> {
  return await withRecords(directory, (database, places) => {
    makePlaces(places)
    const findings = findFaults(database, places)
    mend(findings, database, places)
    return findings
  })
}

async function withRecords(
  directory: string,
  work: (database: DatabaseSync, places: SpoolPlaces) => SpoolFindings,
): Promise<SpoolChecking> {
  const places = placesIn(directory)
  if (!existsSync(places.records)) return { kind: 'none' }
  const opening = await openRecords(places)
  if (opening.kind === 'problem') return opening
  try {
    return { kind: 'checked', findings: work(opening.database, places) }
  } catch (fault) {
    return { kind: 'problem', problem: problemOf(fault, places) }
  } finally {
    opening.database.close()
  }
}

function findFaults(database: DatabaseSync, places: SpoolPlaces): SpoolFindings {
  const asking = createAsking(database, createActiveMails())
  const ids = database.prepare("SELECT id FROM mails WHERE state <> 'corrupt' ORDER BY file, start").all()
  const damaged = ids.flatMap((row): DamagedMail[] => {
    const id = String(row['id'])
    const place = asking.place(id)
    const why = place === undefined ? undefined : faultOfContent(place, places)
    return why === undefined ? [] : [{ id, why }]
  })
  const { corrupt } = asking.statistics().mails
  const { unknown, settled } = findOrphans(database, places)
  const lines = database
    .prepare('PRAGMA integrity_check(20)')
    .all()
    .map((row) => String(row['integrity_check']))
  return {
    mails: ids.length + corrupt,
    corrupt,
    damaged,
    orphans: unknown,
    settled,
    aside: namesIn(places.corrupt).length,
    records: lines.filter((line) => line !== 'ok'),
  }
}

function mend({ damaged, orphans }: SpoolFindings, database: DatabaseSync, places: SpoolPlaces): void {
  const asking = createAsking(database, createActiveMails())
  const writing = createWriting(database)
  for (const { id, why } of damaged) {
    const place = asking.place(id)
    if (place !== undefined) writing.makeCorrupt(id, layAside(place.file, places), why)
  }
  for (const file of orphans) {
    layAside(file, places)
    removeFile(join(places.directory, file))
  }
  syncFolder(places.segments)
  syncFolder(places.bodies)
}
