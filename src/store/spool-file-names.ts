/**
 * Names of segments and bodies: `mark-group[.attempt].segment` and `mark-group[.attempt]-index`. The mark is the
 * database's own, the group counts up with each group that was committed: so a file that no record names tells by its name,
 * a segment by its header, whether it may be a mail. Segments of earlier versions have no header and no ending.
 */

export interface FileNaming {
  /** The database's mark. */
  readonly mark: string
  /** The last group with files that was committed. */
  readonly lastGroup: number
}

/** `attempt` differs from any that failed before, so that no file is ever written twice. */
export function segmentName(mark: string, group: number, attempt: number): string {
  return `${groupName(mark, group, attempt)}${segmentEnding}`
}

export function bodyName(mark: string, group: number, attempt: number, index: number): string {
  return `${groupName(mark, group, attempt)}-${index}`
}

function groupName(mark: string, group: number, attempt: number): string {
  return attempt === 0 ? `${mark}-${group}` : `${mark}-${group}.${attempt}`
}

/** Of a segment that begins with a header. */
export const segmentEnding = '.segment'

const pattern = /^([0-9a-f]+)-([0-9]+)(?:\.[0-9]+)?(?:-[0-9]+)?$/

/** `undefined`: the name is none of this database. */
export function groupInName(name: string, mark: string): number | undefined {
  const [, itsMark, group] = pattern.exec(name) ?? []
  return itsMark === mark ? Number(group) : undefined
}

/** A file with the group that wrote it last; `undefined`: it is not of this database. */
export interface WrittenFile {
  /** Relative to the spool. */
  readonly file: string
  readonly group: number | undefined
}

/** Paths relative to the spool, of files that no record names. */
export interface Orphans {
  /** No mails for sure. */
  readonly settled: readonly string[]
  /** May be mails of another database, or of a later state of this one. */
  readonly unknown: readonly string[]
  /** Some are of a later state of this database. */
  readonly isBehind: boolean
}

/**
 * Which of the files that no record names are no mails for sure, and which may be some. Of a group that was
 * committed every mail has been settled; the group after it was under way when the process ended, and nobody was
 * told 250. A file of another database, or of a group further on, means that this database is not the one
 * the file was written for: it may be a mail.
 */
export function sortOrphans(written: readonly WrittenFile[], lastGroup: number): Orphans {
  const isBehind = written.some(({ group }) => group !== undefined && group > lastGroup + 1)
  const last = isBehind ? lastGroup : lastGroup + 1
  const isSettled = ({ group }: WrittenFile): boolean => group !== undefined && group <= last
  const fileOf = ({ file }: WrittenFile): string => file
  return {
    settled: written.filter(isSettled).map(fileOf),
    unknown: written.filter((one) => !isSettled(one)).map(fileOf),
    isBehind,
  }
}
