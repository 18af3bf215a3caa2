/** A part that holds no other parts: text of the body, a file, or both. */

import { wholeMail, type Course, type Place } from './course.ts'
import { inspectEmbedded, withEmbedded, type EmbeddedFile } from './data-uri.ts'
import type { ContentType, EntityHeader } from './entity-header.ts'
import type { Position } from './entity.ts'
import { cmsKind, signedEntity } from './cms.ts'
import { inspectFile, type GivenFile, type InspectMail } from './file.ts'
import { describedNames, headerTexts, mostNames, partNames, savedNames } from './file-names.ts'
import { isCmsType } from './message-kinds.ts'
import type { Span } from './multipart.ts'
import { mayBeCut, plainValues } from './parameters.ts'
import { searchTextPart, type TextKind } from './text-part.ts'
import { decodeTransfer } from './transfer-encoding.ts'
import { uuencodedFiles } from './uuencode.ts'

/** What they hold is put together out of several mails, or lies on a server (RFC 2046 section 5.2). */
const elsewhere: ReadonlySet<string> = new Set(['message/partial', 'message/external-body'])
const uuencodeStart = Buffer.from('begin')
const inlinePgp = '-----BEGIN PGP MESSAGE-----'
const inlinePgpSignature = '-----BEGIN PGP SIGNED MESSAGE-----'

/** `multipartType`: of the multipart that it is a part of. */
export async function inspectLeaf(
  course: Course,
  bytes: Buffer,
  body: Span,
  header: EntityHeader,
  type: ContentType,
  position: Position,
  multipartType: string,
  inspectMail: InspectMail,
): Promise<void> {
  const given = partNames(header.dispositions, header.types)
  if (given.length >= mostNames || [...header.dispositions, ...header.types].some(mayBeCut))
    course.trouble('over-bound', wholeMail, `names of a file >= ${mostNames}`)
  const isAttached = header.dispositions.some(({ head }) => head !== 'inline' && head !== '')
  const isText = type.mediaType.startsWith('text/') && !isAttached
  const isFile = isAttached || given.length > 0 || !isText
  const names = isFile
    ? [...new Set([...given, ...describedNames(header.fields)])].slice(0, mostNames)
    : given
  const path = `${position.prefix}${position.number === '' ? '1' : position.number}`
  // A text that programs show within the mail is of the body, even if it has a name.
  const place: Place = {
    path,
    body: isText && !position.isInFile,
    attachments: isFile || position.attachedDepth > 0,
  }
  const octets = bytes.subarray(body.from, body.to)
  const readings = new Set<Buffer>()
  for (const encoding of header.encodings) {
    const decoded = decodeTransfer(octets, encoding)
    if (decoded.fault !== undefined) course.trouble('corrupt', place, decoded.fault)
    for (const reading of decoded.readings) readings.add(reading)
  }
  let isFirst = true
  for (const reading of readings) {
    if (course.isLate()) return
    if (reading !== octets && !course.takeOctets(reading.length, place)) return
    const file: GivenFile = {
      place: { path, body: false, attachments: true },
      names,
      mediaType: type.mediaType,
      charset: plainValues(type, 'charset')[0],
      depth: position.attachedDepth,
      archiveDepth: position.archiveDepth,
      isInline: !isAttached && (header.hasContentId || multipartType === 'multipart/related'),
      isSearched: isText,
      isListed: isFirst,
    }
    if (isText) {
      noteInlinePgp(course, place, reading)
      let embedded: readonly EmbeddedFile[] = []
      for (const kind of textKinds(type))
        embedded = withEmbedded(embedded, searchTextPart(course, place, reading, kind))
      await inspectEmbedded(
        course,
        embedded,
        { ...file, place },
        async (octetsInside, inside) => await inspectFile(course, octetsInside, inside, inspectMail),
      )
      await inspectUuencoded(course, reading, file, inspectMail)
    }
    if (elsewhere.has(type.mediaType))
      course.trouble('unsupported', { ...place, body: true, attachments: true }, type.mediaType)
    if (isCmsType(type.mediaType)) await inspectCms(course, reading, file, inspectMail)
    if (isFile) await inspectFile(course, reading, file, inspectMail)
    isFirst = false
  }
}

/** One for each charset that the part claims. */
function textKinds(type: ContentType): readonly TextKind[] {
  const charsets = plainValues(type, 'charset')
  const dropsSpace = plainValues(type, 'delsp').some((value) => value.toLowerCase() === 'yes')
  const claimed = charsets.length === 0 ? [undefined] : charsets.slice(0, 4)
  return claimed.map((charset) => ({ mediaType: type.mediaType, charset, dropsSpace }))
}

async function inspectUuencoded(
  course: Course,
  octets: Buffer,
  text: GivenFile,
  inspectMail: InspectMail,
): Promise<void> {
  if (!octets.includes(uuencodeStart)) return
  for (const [index, { name, octets: content }] of uuencodedFiles(octets.toString('latin1')).entries()) {
    const path = `${text.place.path}/${index + 1}`
    if (!course.takePart() || !course.takeOctets(content.length, text.place)) return
    await inspectFile(
      course,
      content,
      {
        ...text,
        place: { ...text.place, path },
        names: savedNames(headerTexts(name)),
        mediaType: '',
        charset: undefined,
        isInline: false,
        isSearched: false,
        isListed: true,
      },
      inspectMail,
    )
  }
}

/** A whole mail in one CMS object: signed it can be read, sealed it cannot. */
async function inspectCms(
  course: Course,
  octets: Buffer,
  file: GivenFile,
  inspectMail: InspectMail,
): Promise<void> {
  const kind = cmsKind(octets)
  const both: Place = { ...file.place, body: true }
  if (kind !== 'signed') {
    if (kind === 'sealed') course.kind('smime-encrypted')
    course.trouble('encrypted', both, 'S/MIME message')
    return
  }
  course.kind('smime-signed')
  const entity = signedEntity(octets)
  if (entity === undefined) course.trouble('unsupported', both, 'S/MIME message whose text is not found')
  else await inspectMail(entity, { ...file, place: both })
}

/** OpenPGP within a text, without MIME. */
function noteInlinePgp(course: Course, place: Place, text: Buffer): void {
  if (text.includes(inlinePgp)) {
    course.kind('pgp-encrypted')
    course.trouble('encrypted', place, 'PGP message')
  }
  if (text.includes(inlinePgpSignature)) course.kind('pgp-signed')
}
