/**
 * Contents on their way into the spool: small ones are gathered into a segment, and larger ones become a file of their own,
 * put on disk before the group. Runs beside the worker, which never sees their octets.
 */

import { fsync, ftruncate, read, writev } from 'node:fs'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'

import type { BodyFiles } from './spool-bodies.ts'
import type { NewMail } from './spool.ts'

const readDescriptor = promisify(read)
const writeVectors = promisify(writev)
const cutFile = promisify(ftruncate)
const syncFile = promisify(fsync)

/** Octets up to which a content goes into its group's segment. */
export const segmentLimit = 262_144
const pieceSize = 262_144
/** The system takes no more pieces in one call. */
const vectorsAtMost = 1_024

/** A content that is ready for its group. */
export type ReadyContent =
  | {
      readonly kind: 'chunks'
      readonly chunks: readonly Buffer[]
      readonly size: number
      readonly checksum: number
    }
  /** Name in `incoming/`; it is on disk. */
  | { readonly kind: 'file'; readonly name: string; readonly checksum: number }

/** At once where the content is small and in memory. */
export function prepareContent(mail: NewMail, bodies: BodyFiles): ReadyContent | Promise<ReadyContent> {
  const { wire, size } = mail.content
  if (size > segmentLimit) return writeBody(mail, bodies)
  if (wire.kind === 'file') return readWhole(wire.descriptor, size).then((whole) => inChunks(mail, [whole]))
  try {
    return inChunks(mail, wire.chunks)
  } catch (fault) {
    // As a rejection, like every other: the caller may have other contents of the change under way.
    return Promise.reject(fault instanceof Error ? fault : new Error(String(fault)))
  }
}

function inChunks({ trace, content: { size } }: NewMail, chunks: readonly Buffer[]): ReadyContent {
  return { kind: 'chunks', chunks, size, checksum: sumOf(trace, chunks, size) }
}

/** CRC-32 of trace and content; throws where the content has not the size that it claims. */
function sumOf(trace: Buffer, chunks: readonly Buffer[], size: number): number {
  let sum = crc32(trace)
  let octets = 0
  for (const chunk of chunks) {
    sum = crc32(chunk, sum)
    octets += chunk.length
  }
  if (octets !== size) throw new Error(`content of ${octets} octets, ${size} expected`)
  return sum
}

async function writeBody(mail: NewMail, bodies: BodyFiles): Promise<ReadyContent> {
  const { trace, content } = mail
  const { wire, size } = content
  if (wire.kind === 'file' && wire.path !== undefined) {
    const name = await bodies.adopt(wire.path)
    if (name !== undefined) return await keepFile(mail, wire.descriptor, name, bodies)
  }
  let checksum = wire.kind === 'memory' ? sumOf(trace, wire.chunks, size) : crc32(trace)
  const file = await bodies.take()
  try {
    if (wire.kind === 'memory') await writeAll(file.descriptor, wire.chunks, 0)
    else {
      let position = 0
      for await (const piece of piecesOf(wire.descriptor, size)) {
        checksum = crc32(piece, checksum)
        await writeAll(file.descriptor, [piece], position)
        position += piece.length
      }
    }
    if (file.size > size) await cutFile(file.descriptor, size)
    await syncFile(file.descriptor)
  } catch (fault) {
    await bodies.discard(file)
    throw fault
  }
  bodies.finish(file)
  return { kind: 'file', name: file.name, checksum }
}

/** Temporary files that could not be put on disk: what is in them now nobody knows. */
const unsound = new WeakSet<NewMail['content']['wire']>()

/** The file that the mail came into is the one that it is kept in. Its name comes first: it is put on disk with it. */
async function keepFile(
  { trace, content: { wire, size } }: NewMail,
  descriptor: number,
  name: string,
  bodies: BodyFiles,
): Promise<ReadyContent> {
  try {
    if (unsound.has(wire)) throw new Error('the temporary file could not be put on disk')
    let checksum = crc32(trace)
    for await (const piece of piecesOf(descriptor, size)) checksum = crc32(piece, checksum)
    await syncFile(descriptor)
    return { kind: 'file', name, checksum }
  } catch (fault) {
    unsound.add(wire)
    await bodies.remove(name)
    throw fault
  }
}

/** All of it, without a copy, also where the system takes a part only. */
export async function writeAll(descriptor: number, chunks: readonly Buffer[], start: number): Promise<void> {
  let position = start
  for (let rest = chunks; rest.length > 0;) {
    let { bytesWritten } = await writeVectors(descriptor, rest.slice(0, vectorsAtMost), position)
    position += bytesWritten
    let whole = 0
    for (const { length } of rest) {
      if (length > bytesWritten) break
      bytesWritten -= length
      whole += 1
    }
    rest = rest.slice(whole)
    if (rest[0] !== undefined && bytesWritten > 0) rest = [rest[0].subarray(bytesWritten), ...rest.slice(1)]
  }
}

/** Each piece is overwritten by the next. */
async function* piecesOf(descriptor: number, size: number): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafe(Math.min(pieceSize, size))
  for (let position = 0; position < size;) {
    const { bytesRead } = await readDescriptor(
      descriptor,
      piece,
      0,
      Math.min(piece.length, size - position),
      position,
    )
    if (bytesRead === 0) throw new Error('temporary file is shorter than its content')
    yield piece.subarray(0, bytesRead)
    position += bytesRead
  }
}

async function readWhole(descriptor: number, size: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of piecesOf(descriptor, size)) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}
