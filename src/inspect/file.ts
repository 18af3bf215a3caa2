/**
 * A file: attached to the mail, or inside an archive that is. It tells what it is by its octets, has its text searched, and
 * goes into it where there is an inside.
 */

import { gunzipSync } from 'node:zlib'
import { mayGoInto, memberOf, unpackedBound } from './archive.ts'
import type { Course, OpenAttachment, Place } from './course.ts'
import { inspectEmbedded, withEmbedded, type EmbeddedFile } from './data-uri.ts'
import { extensionsOf, headerTexts } from './file-names.ts'
import { signatureTypeOf } from './mail-signature.ts'
import { isCmsType } from './message-kinds.ts'
import { isEncrypted7z, isEncryptedCompound, isEncryptedRar } from './password-marks.ts'
import { inspectPdf } from './pdf-text.ts'
import { inspectTar } from './tar-file.ts'
import { sealOf } from './sealed.ts'
import { searchTextPart } from './text-part.ts'
import { endsInZip, looksLikeMail, looksLikeText, trueType } from './true-type.ts'
import { inspectZip } from './zip-file.ts'

export interface GivenFile {
  readonly place: Place
  readonly names: readonly string[]
  /** As declared, lower case; empty inside an archive. */
  readonly mediaType: string
  readonly charset: string | undefined
  /** Archives and attached mails around it. */
  readonly depth: number
  readonly archiveDepth: number
  readonly isInline: boolean
  /** Its text has been searched already. */
  readonly isSearched: boolean
  /** False for a second reading of a file that is listed already. */
  readonly isListed: boolean
}

/** Looks into a mail that lies in a file. */
export type InspectMail = (octets: Buffer, file: GivenFile) => Promise<void>

const mailExtensions: ReadonlySet<string> = new Set(['eml', 'mht', 'mhtml'])
const markupExtensions: ReadonlySet<string> = new Set([
  'html',
  'htm',
  'xhtml',
  'xht',
  'xml',
  'svg',
  'hta',
  'shtml',
])

/** True if it, or something inside it, needs a password. */
export async function inspectFile(
  course: Course,
  octets: Buffer,
  file: GivenFile,
  inspectMail: InspectMail,
): Promise<boolean> {
  const { shape, mediaType } = await trueType(octets)
  const extensions = extensionsOf(file.names)
  const facts: OpenAttachment = {
    path: file.place.path,
    names: file.names,
    extensions,
    mediaType: file.mediaType,
    trueType: signatureTypeOf(octets, file.mediaType) ?? mediaType,
    size: octets.length,
    depth: file.depth,
    isEncrypted: false,
    isInline: file.isInline,
  }
  if (file.isListed) course.attachment(facts)
  const member = async (content: Buffer, inside: GivenFile): Promise<boolean> =>
    await inspectFile(course, content, inside, inspectMail)

  switch (shape) {
    case 'zip': {
      const findings = await inspectZip(course, octets, file, member)
      facts.isEncrypted = findings.isEncrypted
      facts.trueType = findings.mediaType ?? mediaType
      break
    }
    case 'pdf':
      facts.isEncrypted = await inspectPdf(course, octets, file, member)
      break
    case 'tar':
      if (mayGoInto(course, file)) facts.isEncrypted = await inspectTar(course, octets, file, member)
      break
    case 'gzip':
      if (mayGoInto(course, file)) facts.isEncrypted = await inspectGzip(course, octets, file, member)
      break
    case 'compound':
      facts.isEncrypted = isEncryptedCompound(octets)
      break
    case '7z':
      facts.isEncrypted = isEncrypted7z(octets)
      break
    case 'rar':
      facts.isEncrypted = isEncryptedRar(octets)
      break
    case 'tnef':
      course.kind('tnef')
      break
    case 'other': {
      const seal = sealOf(octets)
      if (seal !== undefined) {
        facts.isEncrypted = true
        course.trouble('encrypted', file.place, seal)
      }
      if (extensions.includes('tar') && mayGoInto(course, file))
        facts.isEncrypted = (await inspectTar(course, octets, file, member)) || facts.isEncrypted
      if (looksLikeText(octets)) {
        const isMail = extensions.some((extension) => mailExtensions.has(extension))
        if (isMail || looksLikeMail(octets)) await inspectMail(octets, file)
        if (isMail) break
      }
      if (!file.isSearched) {
        const embedded = searchOther(course, octets, file, extensions, mediaType)
        if (embedded.length > 0 && mayGoInto(course, file))
          facts.isEncrypted =
            (await inspectEmbedded(course, embedded, pageOf(file), member)) || facts.isEncrypted
      }
    }
  }
  // What a program that reads archives from their end finds behind something else.
  if (shape !== 'zip' && shape !== 'gzip' && shape !== 'tar' && endsInZip(octets) && mayGoInto(course, file))
    facts.isEncrypted = (await inspectZip(course, octets, file, member)).isEncrypted || facts.isEncrypted
  if (shape === 'compound' || shape === '7z' || shape === 'rar' || shape === 'tnef')
    if (facts.isEncrypted) course.trouble('encrypted', file.place, mediaType ?? shape)
    else course.trouble('unsupported', file.place, mediaType ?? shape)
  return facts.isEncrypted
}

/** A page as what lies in it, as deep as a member of an archive. */
function pageOf(file: GivenFile): GivenFile {
  return { ...memberOf(file, []), place: file.place }
}

/** Gives the files that lie in a page. */
function searchOther(
  course: Course,
  octets: Buffer,
  file: GivenFile,
  extensions: readonly string[],
  mediaType: string | undefined,
): readonly EmbeddedFile[] {
  const isMarkup =
    extensions.some((extension) => markupExtensions.has(extension)) || file.mediaType.endsWith('html')
  const isRichText = mediaType === 'application/rtf'
  const search = (kind: string): readonly EmbeddedFile[] =>
    searchTextPart(course, file.place, octets, { mediaType: kind, charset: file.charset, dropsSpace: false })
  if (looksLikeText(octets) && !isRichText && !isBinHex(octets)) {
    if (isMarkup) return withEmbedded(search('text/html'), search('text/plain'))
    return search(file.mediaType.startsWith('text/') ? file.mediaType : 'text/plain')
  }
  const embedded = file.mediaType.startsWith('text/') ? search(file.mediaType) : []
  // A signature has no text of its own, and what a message holds was told with it.
  if (!isCmsType(file.mediaType) && signatureTypeOf(octets, file.mediaType) === undefined)
    course.trouble('unsupported', file.place, mediaType ?? (file.mediaType || 'unknown format'))
  return embedded
}

/** A file of old Macintosh programs, packed into letters (RFC 1741). */
function isBinHex(octets: Buffer): boolean {
  return octets.subarray(0, 2_000).includes('(This file must be converted with BinHex')
}

const gzipHeader = 10
const hasExtra = 4
const hasName = 8
const longestName = 1_024

/** The name that the file had when it was packed (RFC 1952), one byte in a character; empty where none is kept. */
function gzipName(octets: Buffer): string {
  const flags = octets[3] ?? 0
  if ((flags & hasName) === 0 || octets.length < gzipHeader + 2) return ''
  const from = gzipHeader + ((flags & hasExtra) === 0 ? 0 : 2 + octets.readUInt16LE(gzipHeader))
  const end = octets.indexOf(0, from)
  return end < 0 ? '' : octets.toString('latin1', from, Math.min(end, from + longestName))
}

/** One file, mostly a tar archive; its name is that of the archive without the last extension. */
async function inspectGzip(
  course: Course,
  octets: Buffer,
  file: GivenFile,
  inspectMember: (content: Buffer, inside: GivenFile) => Promise<boolean>,
): Promise<boolean> {
  const bound = unpackedBound(course, octets.length)
  let content: Buffer
  try {
    content = gunzipSync(octets, { maxOutputLength: Math.max(1, bound) })
  } catch (error) {
    const isOver = error instanceof RangeError
    const message = error instanceof Error ? error.message : String(error)
    course.trouble(isOver ? 'over-bound' : 'corrupt', file.place, isOver ? `gzip > ${bound} octets` : message)
    return false
  }
  const names = [
    ...file.names.map((name) => name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '')),
    ...headerTexts(gzipName(octets)),
  ].filter((name) => name !== '')
  const member = memberOf(file, names.length === 0 ? ['content'] : names)
  if (!course.takePart() || !course.takeOctets(content.length, member.place)) return false
  return await inspectMember(content, member)
}
