/** Reads contents out of a spool, beside its worker, and verifies them. Damage is reported to the worker, which decides. */

import { close, open, read } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'

import type { Content } from '../mail/content.ts'
import { undoubleDots } from '../mail/dots.ts'

import { segmentLimit } from './spool-contents.ts'
import type { SpoolLine } from './spool-line.ts'
import type { ContentPlace } from './spool-messages.ts'
import type { Readings } from './spool-readings.ts'
import type { SpoolEvent, SpoolReading } from './spool.ts'

// Plain descriptors: a content is passed on as one, and may outlive an object that would close it.
const openFile = promisify(open)
const readFile = promisify(read)
const pieceSize = 262_144
const endOfHeader = Buffer.from('\r\n\r\n')
const lineEnd = Buffer.from('\r\n')

/** `directory` is the spool's. */
export async function readContent(
  id: string,
  line: SpoolLine,
  directory: string,
  readings: Readings,
  report: (event: SpoolEvent) => void,
): Promise<SpoolReading> {
  const place = await line.ask('place', { id })
  if (place === undefined) return { kind: 'gone' }
  if (place.state === 'corrupt') return { kind: 'corrupt', why: place.note }
  const content = await verifiedContent(place, directory, readings)
  if (content !== undefined) return { kind: 'content', content }
  // The mail may have been settled meanwhile: the worker looks again, where nothing can come between.
  const why = await line.ask('damaged', { id })
  if (why !== undefined) {
    report({ kind: 'corrupt', id, why })
    return { kind: 'corrupt', why }
  }
  const later = await line.ask('place', { id })
  if (later === undefined) return { kind: 'gone' }
  const second = await verifiedContent(later, directory, readings)
  if (second === undefined) throw new Error(`the content of ${id} cannot be read`)
  return { kind: 'content', content: second }
}

/** `undefined`: not there, not whole, or not what was written. */
async function verifiedContent(
  place: ContentPlace,
  directory: string,
  readings: Readings,
): Promise<Content | undefined> {
  const end = readings.begin(place.file)
  let file
  try {
    file = await openFile(join(directory, place.file), 'r')
  } catch {
    end()
    return undefined
  }
  let content
  try {
    content = place.size <= segmentLimit ? await inMemory(file, place) : await inFile(file, place, end)
  } catch {
    content = undefined
  }
  if (content?.wire.kind !== 'file') {
    closeFile(file)
    end()
  }
  return content
}

async function inMemory(file: number, place: ContentPlace): Promise<Content | undefined> {
  const wire = Buffer.allocUnsafe(place.size)
  if (!(await fill(file, wire, place.start))) return undefined
  if (crc32(wire, crc32(place.trace)) !== place.checksum) return undefined
  return contentOf({ kind: 'memory', chunks: [wire] }, wire, place, () => undefined)
}

async function inFile(file: number, place: ContentPlace, end: () => void): Promise<Content | undefined> {
  const { size, start } = place
  let sum = crc32(place.trace)
  let beginning: Buffer | undefined
  for (let position = 0; position < size;) {
    // The first piece is kept for the header.
    const piece: Buffer = Buffer.allocUnsafe(Math.min(pieceSize, size - position))
    if (!(await fill(file, piece, start + position))) return undefined
    beginning ??= piece
    sum = crc32(piece, sum)
    position += piece.length
  }
  if (sum !== place.checksum || start !== 0) return undefined
  let isOpen = true
  return contentOf({ kind: 'file', descriptor: file }, beginning ?? Buffer.alloc(0), place, () => {
    if (isOpen) closeFile(file)
    isOpen = false
    end()
  })
}

function closeFile(file: number): void {
  close(file, () => undefined)
}

async function fill(file: number, target: Buffer, start: number): Promise<boolean> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await readFile(file, target, done, target.length - done, start + done)
    if (bytesRead === 0) return false
    done += bytesRead
  }
  return true
}

function contentOf(
  wire: Content['wire'],
  beginning: Buffer,
  { size, dotted }: ContentPlace,
  dispose: () => void,
): Content {
  const header = headerOf(beginning)
  return { wire, size, dotted, header: dotted ? undoubleDots(header) : header, lineFaults: [], dispose }
}

/** The header section with its closing empty line; all of it where there is no body. */
function headerOf(wire: Buffer): Buffer {
  if (wire.subarray(0, lineEnd.length).equals(lineEnd)) return wire.subarray(0, lineEnd.length)
  const end = wire.indexOf(endOfHeader)
  return end === -1 ? wire : wire.subarray(0, end + endOfHeader.length)
}
