/** Walks the tree of MIME entities of a mail, in every way that a mail program may cut it. */

import type { Course, Place } from './course.ts'
import { readEntityHeader, type ContentType, type EntityHeader } from './entity-header.ts'
import { extensionsOf, headerTexts, partNames } from './file-names.ts'
import type { GivenFile, InspectMail } from './file.ts'
import { inspectLeaf } from './leaf.ts'
import { noteEntityKinds } from './message-kinds.ts'
import { cutMultipart, likelyBoundary, type Span } from './multipart.ts'
import { plainValues } from './parameters.ts'
import { searchTextPart } from './text-part.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** Where an entity stands. */
export interface Position {
  /** What stands before the numbers of its parts: `2/` inside the attached mail that is part 2. */
  readonly prefix: string
  /** Its number, `1.2`; empty for a mail. */
  readonly number: string
  /** Multiparts and attached mails around it. */
  readonly depth: number
  /** Archives and attached mails around it. */
  readonly attachedDepth: number
  /** Archives around it. */
  readonly archiveDepth: number
  /** It lies in a file, so that nothing of it is the text of the mail. */
  readonly isInFile: boolean
}

export const topPosition: Position = {
  prefix: '',
  number: '',
  depth: 0,
  attachedDepth: 0,
  archiveDepth: 0,
  isInFile: false,
}

const longestBoundary = 1_000
const mostReadings = 4
/** Boundaries that begin with the one of the multipart around them. */
const mostLonger = 20

export async function inspectEntity(
  course: Course,
  bytes: Buffer,
  span: Span,
  position: Position,
  multipartType = '',
): Promise<void> {
  if (!course.takePart()) return
  const place = placeOf(position)
  const header = readEntityHeader(bytes, span.from, span.to)
  const body: Span = { from: header.bodyAt, to: span.to }
  noteEntityKinds(course, header, position.attachedDepth === 0 && position.number === '')
  if (position.attachedDepth > 0 && position.number === '') searchFields(course, place, header)
  if (header.isUnended && position.number !== '') {
    // Some programs show as text what others take for a header.
    course.text(place, bytes.toString('latin1', span.from, span.to))
    if (header.fields.length === 0) return
  }
  if (header.isCut) course.trouble('over-bound', place, 'header of a part')
  if (header.isTypeDoubtful) course.trouble('corrupt', place, 'Content-Type in doubt')
  if (position.depth >= course.bounds.depth) {
    course.trouble('over-bound', place, `depth > ${course.bounds.depth}`)
    course.text(place, bytes.toString('latin1', body.from, Math.min(body.to, body.from + 65_536)))
    return
  }
  const seen = new Set<string>()
  for (const type of header.types.slice(0, mostReadings)) {
    const key = JSON.stringify([type.mediaType, type.parameters])
    if (seen.has(key)) continue
    seen.add(key)
    if (type.mediaType.startsWith('multipart/'))
      await inspectMultipart(course, bytes, body, header, type, position)
    else if (isAttachedMail(type.mediaType)) await inspectAttachedMail(course, bytes, body, header, position)
    else {
      const inspectMail: InspectMail = async (octets, file) => {
        await inspectMailInFile(course, octets, file, position.depth + 1)
      }
      await inspectLeaf(course, bytes, body, header, type, position, multipartType, inspectMail)
    }
  }
}

/** What programs show above an attached mail. */
const shownFields: ReadonlySet<string> = new Set(['subject', 'from', 'to', 'cc', 'date'])

function searchFields(course: Course, place: Place, header: EntityHeader): void {
  for (const { name, body } of header.fields) {
    if (!shownFields.has(name)) continue
    for (const text of headerTexts(body.replace(/\r?\n/g, ''))) course.text(place, `${name}: ${text.trim()}`)
  }
}

function isAttachedMail(mediaType: string): boolean {
  return mediaType === 'message/rfc822' || mediaType === 'message/global' || mediaType === 'message/news'
}

/** Texts of the structure itself count for both scopes: nobody can say what they belong to. */
export function placeOf({ prefix, number, isInFile }: Position): Place {
  return { path: `${prefix}${number === '' ? '0' : number}`, body: !isInFile, attachments: true }
}

async function inspectMailInFile(
  course: Course,
  octets: Buffer,
  file: GivenFile,
  depth: number,
): Promise<void> {
  await inspectEntity(
    course,
    octets,
    { from: 0, to: octets.length },
    {
      prefix: `${file.place.path}/`,
      number: '',
      depth,
      attachedDepth: file.depth + 1,
      archiveDepth: file.archiveDepth,
      isInFile: !file.place.body,
    },
  )
}

async function inspectMultipart(
  course: Course,
  bytes: Buffer,
  body: Span,
  header: EntityHeader,
  type: ContentType,
  position: Position,
): Promise<void> {
  const place = placeOf(position)
  if (type.mediaType === 'multipart/encrypted') course.trouble('encrypted', place, 'encrypted message')
  const named = plainValues(type, 'boundary').filter((boundary) => boundary !== '')
  const boundaries = named.slice(0, mostReadings)
  if (named.length === 0) {
    course.trouble('corrupt', place, 'multipart without boundary')
    const guess = likelyBoundary(bytes, body)
    if (guess !== undefined) boundaries.push(guess)
  }
  if (named.length > 1) course.trouble('corrupt', place, 'more than one boundary')
  if (header.encodings.some((encoding) => encoding === 'base64' || encoding === 'quoted-printable'))
    await inspectEncodedMultipart(course, bytes, body, header, type, position)
  let hasParts = false
  for (const boundary of boundaries) {
    if (boundary.length > longestBoundary) {
      course.trouble('over-bound', place, `boundary > ${longestBoundary}`)
      continue
    }
    const most = course.bounds.parts
    const exact = cutMultipart(bytes, body, boundary, false, most)
    hasParts ||= exact.parts.length > 0
    await inspectParts(course, bytes, exact.preamble, exact.parts, exact.epilogue, position, type)
    if (!exact.hasLongerLine || isBoundaryWithin(bytes, body, boundary)) continue
    course.trouble('corrupt', place, 'boundary is the beginning of another line')
    const lenient = cutMultipart(bytes, body, boundary, true, most)
    hasParts ||= lenient.parts.length > 0
    await inspectParts(course, bytes, lenient.preamble, lenient.parts, lenient.epilogue, position, type)
  }
  if (hasParts) return
  if (isBlank(bytes, body)) return
  if (named.length > 0) course.trouble('corrupt', place, 'multipart without parts')
  searchTextPart(course, place, bytes.subarray(body.from, body.to), {
    mediaType: 'text/plain',
    charset: undefined,
    dropsSpace: false,
  })
}

function isBlank(bytes: Buffer, { from, to }: Span): boolean {
  return to - from < 1_000 && bytes.toString('latin1', from, to).trim() === ''
}

/** Whether the longer lines are the delimiters of a multipart inside, whose own boundary begins with this one. */
function isBoundaryWithin(bytes: Buffer, body: Span, boundary: string): boolean {
  const text = bytes.toString('latin1', body.from, body.to)
  const escaped = boundary.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  const longer = new Set<string>()
  for (const [, rest = ''] of text.matchAll(new RegExp(`^--${escaped}([^\\r\\n]*)`, 'gm'))) {
    const tail = rest.trimEnd()
    if (tail !== '' && tail !== '--') longer.add(tail.replace(/--$/, ''))
    if (longer.size > mostLonger) return false
  }
  return [...longer].every(
    (tail) => text.includes(`${boundary}${tail}"`) || text.includes(`=${boundary}${tail}`),
  )
}

async function inspectParts(
  course: Course,
  bytes: Buffer,
  preamble: Span,
  parts: readonly Span[],
  epilogue: Span | undefined,
  position: Position,
  type: ContentType,
): Promise<void> {
  const place = placeOf(position)
  for (const span of [preamble, epilogue])
    if (span !== undefined && span.to > span.from)
      course.text(place, bytes.toString('latin1', span.from, span.to))
  for (const [index, part] of parts.entries()) {
    if (course.isLate()) return
    const number = position.number === '' ? `${index + 1}` : `${position.number}.${index + 1}`
    await inspectEntity(
      course,
      bytes,
      part,
      { ...position, number, depth: position.depth + 1 },
      type.mediaType,
    )
  }
}

/** RFC 2045 section 6.4 forbids it, yet some programs decode before they cut. */
async function inspectEncodedMultipart(
  course: Course,
  bytes: Buffer,
  body: Span,
  header: EntityHeader,
  type: ContentType,
  position: Position,
): Promise<void> {
  course.trouble('corrupt', placeOf(position), 'multipart with a transfer encoding')
  for (const encoding of header.encodings)
    for (const decoded of decodeTransfer(bytes.subarray(body.from, body.to), encoding).readings) {
      if (!course.takeOctets(decoded.length, placeOf(position))) return
      const whole: Span = { from: 0, to: decoded.length }
      for (const boundary of plainValues(type, 'boundary').slice(0, mostReadings)) {
        const cut = cutMultipart(decoded, whole, boundary, false, course.bounds.parts)
        await inspectParts(course, decoded, cut.preamble, cut.parts, cut.epilogue, position, type)
      }
    }
}

async function inspectAttachedMail(
  course: Course,
  bytes: Buffer,
  body: Span,
  header: EntityHeader,
  position: Position,
): Promise<void> {
  const octets = bytes.subarray(body.from, body.to)
  const place: Place = { ...placeOf(position), body: false }
  const number = position.number === '' ? '1' : position.number
  const names = partNames(header.dispositions, header.types)
  course.attachment({
    path: `${position.prefix}${number}`,
    names,
    extensions: extensionsOf(names),
    mediaType: header.types[0].mediaType,
    trueType: 'message/rfc822',
    size: octets.length,
    depth: position.attachedDepth,
    isEncrypted: false,
    isInline: false,
  })
  for (const encoding of header.encodings) {
    const { readings, fault } = decodeTransfer(octets, encoding)
    if (fault !== undefined) course.trouble('corrupt', place, fault)
    for (const mail of readings)
      await inspectEntity(
        course,
        mail,
        { from: 0, to: mail.length },
        {
          ...position,
          prefix: `${position.prefix}${number}/`,
          number: '',
          depth: position.depth + 1,
          attachedDepth: position.attachedDepth + 1,
        },
      )
  }
}
