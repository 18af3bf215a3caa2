/**
 * Names of segments and bodies: `mark-group[.attempt]-index`, of segments with an ending. The mark is the database's own, the
 * group counts up with each group that was committed: so a file that no record names tells by its name, a segment by its
 * header, whether it may be a mail. Segments of earlier versions have no header, no index and no ending.
 */

import type { SegmentOrigin } from './spool-segment-header.ts'

/** What the records know of the names of files. */
export interface RunOfRecords {
  /** The database's mark. */
  readonly mark: string
  /** Of the last opening for mails; `''`: none since there are such. */
  readonly run: string
  /** The last group with files that was committed. */
  readonly lastGroup: number
}

/**
 * Segments that are being written or wait for their group, at most. A start after a kill finds no more than that whose mails
 * nobody was told of. With two or three, groups are smaller, and cost more than is gained by writing while others commit.
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
  /** That wrote it last; `undefined`: it is not of this database, or nobody knows. */
  readonly group: number | undefined
  /** By so many groups it may be ahead of the records without having been acknowledged. */
  readonly ahead: number
}

export function writtenByName(file: string, name: string, { mark }: RunOfRecords): WrittenFile {
  return { file, group: groupInName(name, mark), ahead: 1 }
}

/** Only the last run of these records can have left a segment that was under way. */
export function writtenByHeader(
  file: string,
  origin: SegmentOrigin | undefined,
  { mark, run }: RunOfRecords,
): WrittenFile {
  const group = origin?.mark === mark ? origin.group : undefined
  return { file, group, ahead: origin?.run === run ? segmentsUnderWay : 0 }
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
 * committed every mail has been settled; what is a little ahead was under way when the process ended, and nobody was
 * told 250. A file of another database, or one further ahead, means that this database is not the one
 * the file was written for: it may be a mail.
 *
 * @param areOld something else has shown that these records are from a backup
 */
export function sortOrphans(written: readonly WrittenFile[], lastGroup: number, areOld: boolean): Orphans {
  const isBehind =
    areOld || written.some(({ group, ahead }) => group !== undefined && group > lastGroup + ahead)
  const isSettled = ({ group, ahead }: WrittenFile): boolean =>
    group !== undefined && group <= lastGroup + (isBehind ? 0 : ahead)
  const fileOf = ({ file }: WrittenFile): string => file
  return {
    settled: written.filter(isSettled).map(fileOf),
    unknown: written.filter((one) => !isSettled(one)).map(fileOf),
  }
}
