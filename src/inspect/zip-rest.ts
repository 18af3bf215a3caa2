/**
 * Octets of a ZIP archive that belong to no member: a second archive in front of the one that its directory lists, a gap between
 * members, something behind the end. Programs that read from the front, or repair, take files out of them that the directory
 * does not name.
 */

import type { Entry } from '@zip.js/zip.js'

const localHeaderSize = 30
const nameLengthAt = 26
const extraLengthAt = 28
const endSize = 22
/** End of the directory in ZIP64, and what says where it is. */
const largeEndSize = 76
/** Checksum and sizes behind the data, with a signature and eight octets a size. */
const descriptorSize = 24
/** Times, owners and the room that Office leaves take less than half of it. */
const longestExtra = 2_048
const firstMember = Buffer.from([0x50, 0x4b, 3, 4])

/** Where the directory of the archive stands, and the comment of the whole. */
export interface Directory {
  readonly offset: number
  readonly length: number
  readonly comment: Uint8Array
}

/** The name in front of the data, which programs see that read from the front; empty where it lies outside the file. */
export function localNameOf(octets: Buffer, { offset }: Entry): Buffer {
  const at = offset + localHeaderSize
  return at > octets.length
    ? Buffer.alloc(0)
    : octets.subarray(at, at + octets.readUInt16LE(offset + nameLengthAt))
}

/**
 * Whether octets belong to nothing that the directory names. What stands in front of an archive that does not begin as one (a
 * picture, a program that unpacks itself) is looked at as that, and not meant.
 */
export function hasRest(octets: Buffer, entries: readonly Entry[], directory: Directory): boolean {
  const inOrder = entries.toSorted((first, second) => first.offset - second.offset)
  const isArchiveFromTheStart = octets.subarray(0, firstMember.length).equals(firstMember)
  let end = isArchiveFromTheStart ? 0 : (inOrder[0]?.offset ?? directory.offset)
  let slack = 0
  for (const { offset, compressedSize, bitFlag } of inOrder) {
    if (offset + localHeaderSize > octets.length || offset - end > slack) return true
    const extra = octets.readUInt16LE(offset + extraLengthAt)
    if (extra > longestExtra) return true
    const name = octets.readUInt16LE(offset + nameLengthAt)
    end = Math.max(end, offset + localHeaderSize + name + extra + compressedSize)
    slack = bitFlag?.dataDescriptor === true ? descriptorSize : 0
  }
  if (directory.offset - end > slack) return true
  const behind = directory.offset + directory.length + endSize + largeEndSize + directory.comment.length
  return behind < octets.length && !isPadding(octets.subarray(behind))
}

/** Programs that save mails leave line ends and zeros behind a file. */
function isPadding(octets: Buffer): boolean {
  return octets.every((octet) => octet === 0 || octet === 10 || octet === 13)
}
