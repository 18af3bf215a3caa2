/**
 * Names of segments and bodies: `mark-group[.attempt]-index`, of segments with an ending. The mark is the database's own, the
 * group counts up with each group that was committed and has such files, for segments and for bodies apart: so a file that
 * no record names tells by its name, a segment by its header, whether it may be a mail. Segments of earlier versions have no
 * header, no index and no ending.
 */

import type { SegmentOrigin } from './spool-segment-header.ts'

/** What the records know of the names of files. */
export interface RunOfRecords {
  /** The database's mark. */
  readonly mark: string
  /** Of the last opening for mails; `''`: none since there are such. */
  readonly run: string
  /** The last group with a segment that was committed. */
  readonly lastGroup: number
  /** The last group with bodies that was committed. */
  readonly lastBodies: number
}

/**
 * Segments that are being written or wait for their group, at most: so the group in a header is the one that is committed
 * next. With two or three, groups are smaller, and cost more than is gained by writing while others commit.
 */
export const segmentsUnderWay = 1

/** `attempt` differs from any that failed before, so that no name is ever given twice. */
export function segmentName(mark: string, group: number, attempt: number, index: number): string {
  return `${bodyName(mark, group, attempt, index)}${segmentEnding}`
}

export function bodyName(mark: string, group: number, attempt: number, index: number): string {
  return attempt === 0 ? `${mark}-${group}-${index}` : `${mark}-${group}.${attempt}-${index}`
}

/** Of a segment that begins with a header. */
export const segmentEnding = '.segment'

const pattern = /^([0-9a-f]+)-([0-9]+)(?:\.[0-9]+)?(?:-[0-9]+)?$/

/** `undefined`: the name is none of this database. */
function groupInName(name: string, mark: string): number | undefined {
  const [, itsMark, group] = pattern.exec(name) ?? []
  return itsMark === mark ? Number(group) : undefined
}

/** What tells whether a file may be a mail that the records do not know. */
export interface WrittenFile {
  /** Relative to the spool. */
  readonly file: string
  readonly kind: 'segment' | 'body'
  /** That wrote it last; `undefined`: it is not of this database, or nobody knows. */
  readonly group: number | undefined
  /** The opening of the spool that wrote it last; `undefined`: it does not tell. */
  readonly run: string | undefined
}

export function writtenByName(
  file: string,
  kind: WrittenFile['kind'],
  name: string,
  { mark }: RunOfRecords,
): WrittenFile {
  return { file, kind, group: groupInName(name, mark), run: undefined }
}

export function writtenByHeader(
  file: string,
  origin: SegmentOrigin | undefined,
  { mark }: RunOfRecords,
): WrittenFile {
  const group = origin?.mark === mark ? origin.group : undefined
  return { file, kind: 'segment', group, run: origin?.run }
}

/** Paths relative to the spool, of files that no record names. */
export interface Orphans {
  /** No mails for sure. */
  readonly settled: readonly string[]
  /** May be mails of another database, or of a later state of this one. */
  readonly unknown: readonly string[]
}

/**
 * Which of the files that no record names are no mails for sure, and which may be some. Of a group that was
 * committed every mail has been settled. What is ahead was under way when the process ended, or these records are from a
 * backup and it was acknowledged after that: only what the process itself has left tells them apart.
 *
 * @param acknowledged what that process had acknowledged; `undefined`: nobody knows
 */
export function sortOrphans(
  written: readonly WrittenFile[],
  records: RunOfRecords,
  acknowledged: RunOfRecords | undefined,
): Orphans {
  const wasNeverTold = ({ kind, run }: WrittenFile, group: number): boolean => {
    if (acknowledged?.mark !== records.mark) return false
    return kind === 'body'
      ? group > acknowledged.lastBodies
      : run === acknowledged.run && group > acknowledged.lastGroup
  }
  const isSettled = (file: WrittenFile): boolean => {
    const { kind, group } = file
    if (group === undefined) return false
    return group <= (kind === 'body' ? records.lastBodies : records.lastGroup) || wasNeverTold(file, group)
  }
  const fileOf = ({ file }: WrittenFile): string => file
  return {
    settled: written.filter(isSettled).map(fileOf),
    unknown: written.filter((one) => !isSettled(one)).map(fileOf),
  }
}
