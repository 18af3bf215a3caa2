/**
 * The beginning of a segment: of which database it is, and which group wrote it last. A segment is written over in its
 * place, so that its name does not tell that. It lies in one sector of the disk: it is there whole, or the former one is.
 */

const pattern = /^segment ([0-9a-f]+) ([0-9]+) *\n$/

/** Octets. Contents begin behind it. */
export const segmentHeaderSize = 64

export function putSegmentHeader(segment: Uint8Array, mark: string, group: number): void {
  const line = `${`segment ${mark} ${group}`.padEnd(segmentHeaderSize - 1)}\n`
  Buffer.from(segment.buffer, segment.byteOffset, segmentHeaderSize).write(line, 'latin1')
}

/** `undefined`: it is none, or that of another database. */
export function groupInHeader(header: Buffer, mark: string): number | undefined {
  const [, itsMark, group] = pattern.exec(header.toString('latin1')) ?? []
  return itsMark === mark ? Number(group) : undefined
}
