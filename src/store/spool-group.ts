/**
 * Puts a group of changes on disk, in this order and no other: the segment's octets, its fsync, its rename (and those of
 * larger bodies, which come here with their fsync done), fsync of the folders, one transaction. A segment that is written
 * over has had its name on disk all the time: its octets, their fsync, the transaction. Only after that may anybody be told.
 * A file whose fsync failed is never touched again; the next group writes fresh ones.
 */

import type { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'

import { codeOf } from './fault-code.ts'
import type { RecordsWatch } from './records-in-place.ts'
import { bodyName, segmentName, type FileNaming } from './spool-file-names.ts'
import type { ChangeAnswer, ChangeRows, Group } from './spool-messages.ts'
import { moveFile, removeFile, syncFolder, writeNewFile, type SpoolPlaces } from './spool-places.ts'
import { putSegmentHeader } from './spool-segment-header.ts'
import type { Segments } from './spool-segments.ts'
import type { Applied, GroupFiles, Writing } from './spool-writing.ts'
import { sqliteExtendedCodeOf } from './sqlite-codes.ts'

export interface GroupCommit {
  /** Throws where the group could not be put on disk; then none of its changes is. */
  readonly commit: (group: Group) => GroupCommitted
  /** Runs statements as a transaction of their own. */
  readonly transact: <Answer>(run: () => Answer) => Answer
}

export interface GroupCommitted {
  readonly answers: readonly ChangeAnswer[]
  /** Files that may have lost their last mail. */
  readonly left: readonly string[]
}

interface AppliedChange {
  readonly answer: ChangeAnswer
  readonly left: Applied['left']
}

/** SQLite's codes for an fsync that failed: of the log, and of its folder. */
const failedSyncs = [1034, 1290]

export function createGroupCommit(
  database: DatabaseSync,
  writing: Writing,
  watch: RecordsWatch,
  places: SpoolPlaces,
  naming: FileNaming,
  segments: Segments,
): GroupCommit {
  const { mark } = naming
  let { lastGroup } = naming
  let attempt = 0
  const savepoint = database.prepare('SAVEPOINT change')
  const releaseSavepoint = database.prepare('RELEASE change')

  const transact = <Answer>(run: () => Answer): Answer => {
    database.exec('BEGIN IMMEDIATE')
    try {
      const answer = run()
      database.exec('COMMIT')
      return answer
    } catch (fault) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw fault
    }
  }

  const apply = (change: ChangeRows, files: GroupFiles): AppliedChange => {
    const { known, left } = writing.apply(change, files)
    return { answer: { kind: 'committed', known }, left }
  }

  /** One change that the records cannot take (an id twice) does not spoil its neighbours. */
  const applyApart = (change: ChangeRows, files: GroupFiles): AppliedChange => {
    savepoint.run()
    try {
      const applied = apply(change, files)
      releaseSavepoint.run()
      return applied
    } catch (fault) {
      if (!database.isTransaction || isOfTheDisk(fault)) throw fault
      database.exec('ROLLBACK TO change')
      releaseSavepoint.run()
      return { answer: { kind: 'faulty', why: codeOf(fault) }, left: [] }
    }
  }

  /** Gives its path relative to the spool. `begun` is told each path that is written under. */
  const putSegment = (octets: Uint8Array, group: number, begun: (path: string) => void): string => {
    putSegmentHeader(octets, mark, group)
    const over = segments.writeOver(octets, (file) => begun(join(places.directory, file)))
    if (over !== undefined) return over
    const name = segmentName(mark, group, attempt)
    const temporary = join(places.incoming, name)
    begun(temporary)
    writeNewFile(temporary, octets)
    const path = join(places.segments, name)
    moveFile(temporary, path)
    begun(path)
    syncFolder(places.segments)
    segments.add(`segments/${name}`, octets.length)
    return `segments/${name}`
  }

  const commit = ({ changes, bytes, segmentSize }: Group): GroupCommitted => {
    const bodies = changes.flatMap(({ accept }) =>
      accept.map(({ body }) => body).filter((body) => typeof body === 'string'),
    )
    const group = lastGroup + 1
    let segment = ''
    const made = bodies.map((temporary) => join(places.incoming, temporary))
    let isDoubtful = false
    try {
      watch.requireInPlace()
      if (segmentSize !== undefined)
        segment = putSegment(bytes.subarray(0, segmentSize), group, (path) => made.push(path))
      const bodyPlaces = new Map<string, string>()
      for (const [index, temporary] of bodies.entries()) {
        const name = bodyName(mark, group, attempt, index)
        const path = join(places.bodies, name)
        moveFile(join(places.incoming, temporary), path)
        made.push(path)
        bodyPlaces.set(temporary, `bodies/${name}`)
      }
      if (bodies.length > 0) syncFolder(places.bodies)

      const files: GroupFiles = { bytes, segment, bodies: bodyPlaces }
      const hasFiles = made.length > 0
      const applyAll = (applyOne: typeof apply): readonly AppliedChange[] =>
        transact(() => {
          const results = changes.map((change) => applyOne(change, files))
          if (hasFiles) writing.setGroup(group)
          // From here on the log may hold the whole transaction, whatever its fsync says.
          isDoubtful = true
          return results
        })
      let applied
      try {
        applied = applyAll(apply)
      } catch (fault) {
        if (isDoubtful || isOfTheDisk(fault)) throw fault
        // Some change is faulty. Only now: savepoints for all of them would cost more than the changes.
        applied = applyAll(applyApart)
      }
      if (hasFiles) {
        lastGroup = group
        attempt = 0
      }
      const newFiles = [...(segment === '' ? [] : [segment]), ...bodyPlaces.values()]
      return {
        answers: applied.map(({ answer }) => answer),
        left: [...applied.flatMap(({ left }) => left), ...newFilesWithoutMail(applied, newFiles)],
      }
    } catch (fault) {
      attempt += 1
      segments.forget()
      // A kill right now might bring such a transaction back: its files stay until the next start has looked.
      const mayComeBack = isDoubtful && failedSyncs.includes(sqliteExtendedCodeOf(fault) ?? 0)
      if (!mayComeBack) for (const path of made) removeFile(path)
      throw fault
    }
  }

  return { commit, transact }
}

/** New files are looked at for mails only where some mail of the group was left out, or there was none. */
function newFilesWithoutMail(
  applied: readonly AppliedChange[],
  newFiles: readonly string[],
): readonly string[] {
  const isWhole =
    applied.length > 0 &&
    applied.every(({ answer }) => answer.kind === 'committed' && answer.known.length === 0)
  return isWhole ? [] : newFiles
}

/** Anything but a broken constraint concerns the whole group. */
function isOfTheDisk(fault: unknown): boolean {
  const constraint = 19
  const code = sqliteExtendedCodeOf(fault)
  return code !== undefined && (code & 0xff) !== constraint
}
