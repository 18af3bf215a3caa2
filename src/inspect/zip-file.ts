/**
 * Goes into a ZIP archive, and into the Office documents that are one. Where programs may read it in two ways it is read
 * in the way that shows most, and the trouble is told.
 */

import { constants, crc32, inflateRawSync } from 'node:zlib'

import {
  configure,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSUPPORTED_COMPRESSION,
  Uint8ArrayReader,
  ZipReader,
  type Entry,
  type FileEntry,
} from '@zip.js/zip.js'
import { memberOf, mayGoInto, unpackedBound, type InspectMember } from './archive.ts'
import type { TroubleKind } from './content-facts.ts'
import type { Course, Place } from './course.ts'
import type { GivenFile } from './file.ts'
import { extensionsOf, headerTexts } from './file-names.ts'
import { paragraph } from './normal-text.ts'
import { isOfficeText, isPicture, officeTypeOf, searchXml } from './office-text.ts'
import { looksLikeText, trueType } from './true-type.ts'
import { hasRest, localNameOf } from './zip-rest.ts'

configure({ useWebWorkers: false })

export interface ZipFindings {
  readonly isEncrypted: boolean
  /** Media type of an Office document. */
  readonly mediaType: string | undefined
}

class OverBound extends Error {}
/** Ends the reading of what is known well enough. */
class Enough extends Error {}

/** Every entry, by the reading that most programs share; by the most tolerant one if there is none. */
async function readEntries(course: Course, octets: Buffer, place: Place): Promise<readonly Entry[]> {
  try {
    return await entriesOf(course, octets, place, 'balanced')
  } catch (error) {
    if (messageOf(error) === ERR_ENCRYPTED_CENTRAL_DIRECTORY) {
      course.trouble('encrypted', place, 'archive with encrypted names')
      return []
    }
    course.trouble('corrupt', place, `archive: ${messageOf(error)}`)
  }
  try {
    return await entriesOf(course, octets, place, 'tolerant')
  } catch {
    return []
  }
}

async function entriesOf(
  course: Course,
  octets: Buffer,
  place: Place,
  strictness: 'balanced' | 'tolerant',
): Promise<readonly Entry[]> {
  const reader = new ZipReader(new Uint8ArrayReader(octets), { strictness, filenameValidation: 'tolerant' })
  const entries: Entry[] = []
  for await (const entry of reader.getEntriesGenerator()) {
    if (entries.length >= course.bounds.members) {
      course.trouble('over-bound', place, `members > ${course.bounds.members}`)
      break
    }
    entries.push(entry)
  }
  const { directoryOffset, directoryLength, comment } = reader
  course.text(
    place,
    [comment, ...entries.map(({ rawComment }) => rawComment)].flatMap(spellings).join(paragraph),
  )
  const directory = { offset: directoryOffset ?? 0, length: directoryLength ?? 0, comment }
  if (entries.length < course.bounds.members && hasRest(octets, entries, directory))
    course.trouble('corrupt', place, 'octets of an archive that belong to no member')
  return entries
}

/** What is written in the archive itself, in every encoding that it may be in. */
function spellings(octets: Uint8Array): readonly string[] {
  return [...headerTexts(Buffer.from(octets).toString('latin1'))]
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export async function inspectZip(
  course: Course,
  octets: Buffer,
  archive: GivenFile,
  inspectMember: InspectMember,
): Promise<ZipFindings> {
  const entries = await readEntries(course, octets, archive.place)
  const mediaType = officeTypeOf(entries.map(({ filename }) => filename))
  // The parts of a document are not files that anybody sends: it may lie as deep as an archive may.
  if (mediaType === undefined && !mayGoInto(course, archive)) {
    return { isEncrypted: entries.some(({ encrypted }) => encrypted), mediaType }
  }
  let isEncrypted = false
  for (const entry of entries) {
    if (course.isLate()) break
    if (entry.directory) continue
    const names = [...new Set([entry.rawFilename, localNameOf(octets, entry)].flatMap(spellings))]
    const member = memberOf(archive, names)
    if (entry.encrypted) {
      isEncrypted = true
      listEncrypted(course, member, entry.uncompressedSize)
      continue
    }
    if (mediaType !== undefined && isPicture(entry.filename) && (await isWithoutText(entry))) continue
    const isText = mediaType !== undefined && isOfficeText(entry.filename)
    if (!isText && !course.takePart()) break
    const content = await unpack(course, entry, member.place)
    if (content === undefined) continue
    if (!isText) isEncrypted = (await inspectMember(content, member)) || isEncrypted
    else if (searchXml(course, archive.place, content) === 'encrypted') isEncrypted = true
  }
  if (isEncrypted) course.trouble('encrypted', archive.place, 'archive with a password')
  return { isEncrypted, mediaType }
}

/** A member whose name and size are all that can be told. */
function listEncrypted(course: Course, member: GivenFile, size: number): void {
  if (!course.takePart()) return
  course.attachment({
    path: member.place.path,
    names: member.names,
    extensions: extensionsOf(member.names),
    mediaType: '',
    trueType: undefined,
    size,
    depth: member.depth,
    isEncrypted: true,
    isInline: false,
  })
}

function troubleOf(error: unknown, isOver: boolean): TroubleKind {
  if (isOver) return 'over-bound'
  return messageOf(error) === ERR_UNSUPPORTED_COMPRESSION ? 'unsupported' : 'corrupt'
}

const stored = 0
const deflated = 8
const headSize = 32_768

/**
 * A picture or font in a document, by its first octets: it has no text, and nothing inside. What only calls itself one is
 * looked into.
 */
async function isWithoutText(entry: FileEntry): Promise<boolean> {
  let head: Buffer = Buffer.alloc(0)
  const sink = new WritableStream<Uint8Array>({
    write: (chunk) => {
      head = Buffer.concat([head, chunk])
      if (head.length >= headSize) throw new Enough()
    },
  })
  try {
    await entry.getData(sink, { passThrough: true })
  } catch {
    if (head.length < headSize) return false
  }
  try {
    const octets = entry.compressionMethod === deflated ? inflateHead(head) : head
    return (await trueType(octets)).shape === 'other' && !looksLikeText(octets)
  } catch {
    return false
  }
}

function inflateHead(packed: Buffer): Buffer {
  return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: headSize * 100 })
}

/** The octets of a member; `undefined` and a trouble where they cannot be had. */
async function unpack(course: Course, entry: FileEntry, place: Place): Promise<Buffer | undefined> {
  const bound = unpackedBound(course, entry.compressedSize)
  const { compressionMethod } = entry
  const isRaw = compressionMethod === stored || compressionMethod === deflated
  const chunks: Uint8Array[] = []
  let size = 0
  const sink = new WritableStream<Uint8Array>({
    write: (chunk) => {
      size += chunk.length
      if (size > bound) throw new OverBound(`member > ${bound} octets`)
      if (course.isLate()) throw new OverBound('no time left')
      chunks.push(chunk)
    },
  })
  try {
    await entry.getData(sink, { passThrough: isRaw, checkOverlappingEntry: true })
    const raw = Buffer.concat(chunks, size)
    // Without the streams of the library, which cost more than most members do.
    const octets =
      compressionMethod === deflated ? inflateRawSync(raw, { maxOutputLength: Math.max(1, bound) }) : raw
    if (isRaw && crc32(octets) !== entry.signature) course.trouble('corrupt', place, 'checksum')
    return course.takeOctets(octets.length, place) ? octets : undefined
  } catch (error) {
    const isOver = size > bound || error instanceof RangeError || course.isLate()
    course.trouble(troubleOf(error, isOver), place, isOver ? `member > ${bound} octets` : messageOf(error))
    return undefined
  }
}
