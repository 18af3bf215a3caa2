/** Holds a mail's content, as it lies on disk, against its record. Reads, and changes nothing. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'

import { codeOf } from './fault-code.ts'
import type { ContentPlace } from './spool-messages.ts'
import type { SpoolPlaces } from './spool-places.ts'

const pieceSize = 1_048_576

/** What is wrong in plain words of a file; `undefined`: nothing. */
export function faultOfContent(place: ContentPlace, places: SpoolPlaces): string | undefined {
  let descriptor
  try {
    descriptor = openSync(join(places.directory, place.file), 'r')
    return faultIn(descriptor, place)
  } catch (fault) {
    return `${place.file}: ${codeOf(fault)}`
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function faultIn(
  descriptor: number,
  { file, start, size, checksum, trace }: ContentPlace,
): string | undefined {
  const end = start + size
  const { size: octets } = fstatSync(descriptor)
  if (octets < end) return `${file}: ${octets} octets, ${end} expected`
  const piece = Buffer.allocUnsafe(Math.min(pieceSize, size))
  let sum = crc32(trace)
  for (let position = start; position < end;) {
    const read = readSync(descriptor, piece, 0, Math.min(piece.length, end - position), position)
    if (read === 0) return `${file}: ends at ${position}, ${end} expected`
    sum = crc32(piece.subarray(0, read), sum)
    position += read
  }
  return sum === checksum ? undefined : `${file}: checksum ${hex(sum)}, ${hex(checksum)} expected`
}

export function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0')
}
