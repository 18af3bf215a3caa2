/**
 * Puts a group of changes on record, in this order and no other: the rename of its files, whose octets come here with their
 * fsync done, fsync of the folders, one transaction. A segment that was written over has had its name on disk all the
 * time: it is only seen to be in its place. Only after that may anybody be told. A file whose fsync failed is never touched
 * again; the next group writes fresh ones.
 */

import type { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'

import { codeOf } from './fault-code.ts'
import type { RecordsWatch } from './records-in-place.ts'
import type { AcknowledgedGroups } from './spool-acknowledged.ts'
import { bodyName, segmentName, type RunOfRecords } from './spool-file-names.ts'
import type { ChangeAnswer, ChangeRows, Group, GroupAnswer, NewFile } from './spool-messages.ts'
import { inodeOf, moveFile, removeFile, syncFolder, type SpoolPlaces } from './spool-places.ts'
import type { Applied, GroupFiles, Writing } from './spool-writing.ts'
import { sqliteExtendedCodeOf } from './sqlite-codes.ts'

export interface GroupCommit {
  /** Throws where the group could not be put on record; then none of its changes is, and its files are taken away. */
  readonly commit: (group: Group) => GroupCommitted
  /** Runs statements as a transaction of their own. */
  readonly transact: <Answer>(run: () => Answer) => Answer
}

export interface GroupCommitted extends GroupAnswer {
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
  records: RunOfRecords,
  acknowledged: AcknowledgedGroups,
): GroupCommit {
  const { mark } = records
  let { lastGroup, lastBodies } = records
  /** Of names: no group has been committed under them yet. */
  let segmentAttempt = 0
  let bodyAttempt = 0
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

  /** Gives each its place, relative to the spool. `made` is told each path under which it lies. */
  const putInPlace = (
    files: readonly NewFile[],
    made: (path: string) => void,
  ): ReadonlyMap<string, string> => {
    const filePlaces = new Map<string, string>()
    for (const [index, file] of files.entries()) {
      const { kind, name } = file
      if (kind === 'over') {
        if (inodeOf(join(places.directory, name)) !== file.inode)
          throw new Error(`${name} was removed or replaced under the running gate`)
        made(join(places.directory, name))
        filePlaces.set(name, name)
      } else {
        const folder = kind === 'body' ? 'bodies' : 'segments'
        const its =
          kind === 'body'
            ? bodyName(mark, lastBodies + 1, bodyAttempt, index)
            : segmentName(mark, lastGroup + 1, segmentAttempt, index)
        moveFile(join(places.incoming, name), join(places[folder], its))
        made(join(places[folder], its))
        filePlaces.set(name, `${folder}/${its}`)
      }
    }
    if (files.some(({ kind }) => kind === 'segment')) syncFolder(places.segments)
    if (files.some(({ kind }) => kind === 'body')) syncFolder(places.bodies)
    return filePlaces
  }

  const commit = ({ changes, files, bytes }: Group): GroupCommitted => {
    const numbered = files.flatMap((file) => (file.kind === 'body' ? [] : [file.group]))
    // One without a number is a probe: a segment under way has the next.
    const group = numbered.some((number) => number > 0) ? Math.max(lastGroup + 1, ...numbered) : lastGroup
    const bodies = files.some(({ kind }) => kind === 'body') ? lastBodies + 1 : lastBodies
    const made = files.flatMap(({ kind, name }) => (kind === 'over' ? [] : [join(places.incoming, name)]))
    let isDoubtful = false
    try {
      watch.requireInPlace()
      const filePlaces = putInPlace(files, (path) => made.push(path))
      const groupFiles: GroupFiles = { bytes, places: filePlaces }
      const applyAll = (applyOne: typeof apply): readonly AppliedChange[] =>
        transact(() => {
          const results = changes.map((change) => applyOne(change, groupFiles))
          if (group > lastGroup) writing.setGroup(group)
          if (bodies > lastBodies) writing.setBodies(bodies)
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
      segmentAttempt = group > lastGroup ? 0 : segmentAttempt + numbered.length
      bodyAttempt = bodies > lastBodies ? 0 : bodyAttempt
      if (group > lastGroup || bodies > lastBodies) acknowledged.note(group, bodies)
      lastGroup = group
      lastBodies = bodies
      const newFiles = [...filePlaces.values()]
      return {
        answers: applied.map(({ answer }) => answer),
        places: filePlaces,
        lastGroup,
        left: [...applied.flatMap(({ left }) => left), ...newFilesWithoutMail(applied, newFiles)],
      }
    } catch (fault) {
      segmentAttempt += 1
      bodyAttempt += 1
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
