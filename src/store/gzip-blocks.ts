/**
 * Compressed day files: gzip (RFC 1952) of many members, each holding whole lines and, in the extra field of its header,
 * its own length. So `zcat` reads them, and a search can begin at the end without unpacking what comes before.
 */

import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

const compress = promisify(gzip)
const uncompress = promisify(gunzip)

/** ID1 ID2, deflate, FEXTRA alone, no time, no level, unknown system; XLEN 8: subfield `SK` of 4 octets. */
const header = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 8, 0, 0x53, 0x4b, 4, 0])
const headerSize = header.length + 4
/** What `node:zlib` writes in front of the deflate stream: a header without any field. */
const plainHeaderSize = 10
/** Octets that one member may unpack to: far over what a writer puts in, far under what would hurt. */
const largestMember = 134_217_728

export interface Member {
  readonly offset: number
  readonly length: number
}

/** One member of the whole of `lines`. */
export async function memberOf(lines: Buffer): Promise<Buffer> {
  const deflated = (await compress(lines, { level: 6 })).subarray(plainHeaderSize)
  const member = Buffer.alloc(headerSize + deflated.length)
  header.copy(member)
  member.writeUInt32LE(member.length, header.length)
  deflated.copy(member, headerSize)
  return member
}

/** The members of a file in their order; `undefined` where another program has compressed it. */
export async function membersOf(file: FileHandle, size: number): Promise<readonly Member[] | undefined> {
  const members: Member[] = []
  const head = Buffer.alloc(headerSize)
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await file.read(head, 0, headerSize, offset)
    if (bytesRead < headerSize || !head.subarray(0, header.length).equals(header)) return undefined
    const length = head.readUInt32LE(header.length)
    if (length < headerSize || offset + length > size) return undefined
    members.push({ offset, length })
    offset += length
  }
  return members
}

/** Rejects where the member is damaged. */
export async function linesOfMember(file: FileHandle, { offset, length }: Member): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  return await uncompress(bytes.subarray(0, bytesRead), { maxOutputLength: largestMember })
}
