/**
 * Names of segments and bodies: `mark-group[.attempt][-index]`. The mark is the database's own, the group counts up with
 * each group that was committed: so a file that no record names tells by its name whether it may be a mail.
 */

export interface FileNaming {
  /** The database's mark. */
  readonly mark: string
  /** The last group with files that was committed. */
  readonly lastGroup: number
}

/** `attempt` differs from any that failed before, so that no file is ever written twice. */
export function segmentName(mark: string, group: number, attempt: number): string {
  return attempt === 0 ? `${mark}-${group}` : `${mark}-${group}.${attempt}`
}

export function bodyName(mark: string, group: number, attempt: number, index: number): string {
  return `${segmentName(mark, group, attempt)}-${index}`
}

const pattern = /^([0-9a-f]+)-([0-9]+)(?:\.[0-9]+)?(?:-[0-9]+)?$/

/**
 * Which of the files that no record names are no mails for sure, and which may be some. Of a group that was
 * committed every mail has been settled; the group after it was under way when the process ended, and nobody was
 * told 250. A file of another database, or of a group further on, means that this database is not the one
 * the file was written for: it may be a mail.
 */
export function sortOrphans(
  names: readonly string[],
  { mark, lastGroup }: FileNaming,
): { readonly settled: readonly string[]; readonly unknown: readonly string[] } {
  const groups = names.map((name) => {
    const [, itsMark, group] = pattern.exec(name) ?? []
    return itsMark === mark ? Number(group) : Number.POSITIVE_INFINITY
  })
  const isBehind = groups.some((group) => group > lastGroup + 1 && group !== Number.POSITIVE_INFINITY)
  const last = isBehind ? lastGroup : lastGroup + 1
  const isSettled = (index: number): boolean => (groups[index] ?? Number.POSITIVE_INFINITY) <= last
  return {
    settled: names.filter((_name, index) => isSettled(index)),
    unknown: names.filter((_name, index) => !isSettled(index)),
  }
}
