/** What a file is by its octets, whatever it is called. */

import { fileTypeFromBuffer } from 'file-type'

/** Formats that are gone into, and those whose encryption can be seen from outside. */
export type Shape = 'zip' | 'gzip' | 'tar' | 'pdf' | 'compound' | '7z' | 'rar' | 'tnef' | 'other'

export interface TrueType {
  readonly shape: Shape
  /** Media type, lower case; `undefined` where the octets tell nothing. */
  readonly mediaType: string | undefined
}

const signatures: readonly (readonly [readonly number[], Shape, string])[] = [
  [[0x50, 0x4b, 3, 4], 'zip', 'application/zip'],
  [[0x50, 0x4b, 5, 6], 'zip', 'application/zip'],
  [[0x1f, 0x8b, 8], 'gzip', 'application/gzip'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'compound', 'application/x-cfb'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], '7z', 'application/x-7z-compressed'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 7], 'rar', 'application/vnd.rar'],
  [[0x78, 0x9f, 0x3e, 0x22], 'tnef', 'application/ms-tnef'],
]

/** Readers of PDF look for its mark in the first kilobyte. */
const pdfMark = Buffer.from('%PDF-')
const pdfMarkWithin = 1_024
const tarMark = Buffer.from('ustar')
const tarMarkAt = 257
const lhaMark = /^-lh[0-9a-z]-/
const headSize = 4_100

export async function trueType(octets: Buffer): Promise<TrueType> {
  for (const [signature, shape, mediaType] of signatures)
    if (signature.every((octet, at) => octets[at] === octet)) return { shape, mediaType }
  const mark = octets.subarray(0, pdfMarkWithin).indexOf(pdfMark)
  if (mark >= 0) return { shape: 'pdf', mediaType: 'application/pdf' }
  if (octets.subarray(tarMarkAt, tarMarkAt + tarMark.length).equals(tarMark))
    return { shape: 'tar', mediaType: 'application/x-tar' }
  if (lhaMark.test(octets.toString('latin1', 2, 7)))
    return { shape: 'other', mediaType: 'application/x-lzh-compressed' }
  // A copy, so that no library keeps or walks the whole file.
  const found = await fileTypeFromBuffer(Uint8Array.from(octets.subarray(0, headSize)))
  return { shape: 'other', mediaType: found?.mime.toLowerCase() }
}

const endOfDirectory = Buffer.from([0x50, 0x4b, 5, 6])
const longestComment = 65_557

/** Whether programs that read archives from their end find one here: behind a picture, in a program that unpacks itself. */
export function endsInZip(octets: Buffer): boolean {
  const at = octets.lastIndexOf(endOfDirectory)
  return at >= 0 && octets.length - at <= longestComment && octets.length - at >= 22
}

/** Text in some encoding: no NUL (unless UTF-16), and hardly a control character. */
export function looksLikeText(octets: Buffer): boolean {
  const head = octets.subarray(0, 65_536)
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true
  let controls = 0
  for (const octet of head) {
    if (octet === 0) return false
    if (octet < 9 || (octet > 13 && octet < 27) || (octet > 27 && octet < 32)) controls++
  }
  return controls * 100 <= head.length
}

const firstField =
  /^(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,200}?content-(?:type|transfer-encoding):/i
const headOfMail = 16_384

/** A mail, or a part of one, saved under any name: fields from the first line on, and one of MIME among them. */
export function looksLikeMail(octets: Buffer): boolean {
  return firstField.test(octets.toString('latin1', 0, headOfMail))
}
