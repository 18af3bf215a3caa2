/**
 * The beginning of a segment: of which database it is, in which run of the gate and as which group it was written last. A
 * segment is written over in its place, so that its name does not tell that. It lies in one sector of the disk: it is
 * there whole, or the former one is.
 */

/** How segments are told apart that no record names. */
export interface SegmentOrigin {
  /** The database's mark. */
  readonly mark: string
  /** Of one opening of the spool for mails; the records know the last. */
  readonly run: string
  /** That its mails were committed with. */
  readonly group: number
}

const pattern = /^segment ([0-9a-f]+) ([0-9a-f]+) ([0-9]+) *\n$/

/** Octets. Contents begin behind it. */
export const segmentHeaderSize = 64

export function segmentHeader({ mark, run, group }: SegmentOrigin): Buffer {
  return Buffer.from(`${`segment ${mark} ${run} ${group}`.padEnd(segmentHeaderSize - 1)}\n`, 'latin1')
}

/** `undefined`: it is none. */
export function originIn(header: Buffer): SegmentOrigin | undefined {
  const [, mark, run, group] = pattern.exec(header.toString('latin1')) ?? []
  return mark === undefined || run === undefined ? undefined : { mark, run, group: Number(group) }
}
