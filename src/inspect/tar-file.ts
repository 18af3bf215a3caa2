/** Goes into tar archives (POSIX ustar and pax, GNU long names). */

import { memberOf, type InspectMember } from './archive.ts'
import type { Course } from './course.ts'
import type { GivenFile } from './file.ts'
import { headerTexts } from './file-names.ts'

const blockSize = 512
const emptyBlock = Buffer.alloc(blockSize)
const paxPath = /(?:^|\n)[0-9]+ path=([^\n]*)\n/

/** A field that ends with NUL, one byte held in a character. */
function field(block: Buffer, from: number, size: number): string {
  const text = block.toString('latin1', from, from + size)
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}

/** Octal digits, or the big-endian number that GNU writes for what these cannot hold; NaN for anything else. */
function sizeOf(block: Buffer): number {
  if (((block[124] ?? 0) & 0x80) !== 0) return block.readUIntBE(130, 6)
  const digits = field(block, 124, 12).trim()
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN
}

/** Of all octets of the header, its own taken for spaces. */
function hasChecksum(block: Buffer): boolean {
  let sum = 8 * 32
  for (const [at, octet] of block.entries()) if (at < 148 || at >= 156) sum += octet
  return Number.parseInt(field(block, 148, 8).trim(), 8) === sum
}

/** True if a member needs a password. */
export async function inspectTar(
  course: Course,
  octets: Buffer,
  archive: GivenFile,
  inspectMember: InspectMember,
): Promise<boolean> {
  let isEncrypted = false
  let longName: string | undefined
  let members = 0
  let isBehindEnd = false
  for (let at = 0; at + blockSize <= octets.length;) {
    const block = octets.subarray(at, at + blockSize)
    // The end, behind which some programs find another archive.
    if (block.equals(emptyBlock)) {
      isBehindEnd = true
      at += blockSize
      continue
    }
    const size = sizeOf(block)
    const from = at + blockSize
    if ((isBehindEnd && !hasChecksum(block)) || Number.isNaN(size) || from + size > octets.length) {
      course.trouble('corrupt', archive.place, 'tar header')
      break
    }
    const content = octets.subarray(from, from + size)
    at = from + Math.ceil(size / blockSize) * blockSize
    const kind = String.fromCharCode(block[156] ?? 0)
    if (kind === 'L') {
      longName = field(content, 0, content.length)
      continue
    }
    if (kind === 'x' || kind === 'g') {
      longName = paxPath.exec(content.toString('latin1'))?.[1] ?? longName
      continue
    }
    const prefix = field(block, 345, 155)
    const short = field(block, 0, 100)
    const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`)
    longName = undefined
    if (kind !== '0' && kind !== '\0' && kind !== '7') continue
    if (++members > course.bounds.members) {
      course.trouble('over-bound', archive.place, `members > ${course.bounds.members}`)
      break
    }
    if (!course.takePart()) break
    isEncrypted = (await inspectMember(content, memberOf(archive, [...headerTexts(name)]))) || isEncrypted
  }
  return isEncrypted
}
