/**
 * The outbox: a next hop that sends nothing and keeps each mail as a file, for trying the gate out. A mail is
 * accepted once its file is on disk under its name. Showing the files is `outbox-page.ts`.
 */

import { read } from 'node:fs'
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Content } from '../mail/content.ts'
import { undoubleDots } from '../mail/dots.ts'
import { nextHopReplies } from '../text/next-hop-reply.ts'

import type { Handover, NextHop } from './next-hop.ts'

const readDescriptor = promisify(read)
const pieceSize = 262_144
const lineEnd = Buffer.from('\r\n')
/** Decision ids as `receive/` makes them; whatever else would be a path is refused. */
const safeName = /^[A-Za-z0-9_-]{1,64}$/

/** The file `<id>.json` beside `<id>.eml`. */
export interface KeptEnvelope {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly from: string
  readonly recipients: readonly string[]
}

/** Creates the folder. Rejects where that cannot be done. */
export async function createOutbox(directory: string): Promise<NextHop> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return {
    deliver: async (handover) => {
      const name = await keep(directory, handover)
      return {
        kind: 'accepted',
        by: 'outbox',
        answer: '',
        given: undefined,
        refused: [],
        offersDsn: false,
        isDown: false,
        reply: nextHopReplies.outboxKept(handover.id, name),
      }
    },
    close: async () => undefined,
  }
}

/** Resolves with the file's name once it is safe: written, fsync, renamed, fsync of the folder. */
async function keep(directory: string, handover: Handover): Promise<string> {
  const { id, at, envelope, trace, content } = handover
  if (!safeName.test(id)) throw new Error('decision id unfit for a file name')
  const kept: KeptEnvelope = {
    id,
    at,
    from: envelope.from,
    recipients: envelope.recipients.map(({ address }) => address),
  }
  await writeSafely(directory, `${id}.json`, async (file) => {
    await file.writeFile(`${JSON.stringify(kept, undefined, 1)}\n`)
  })
  await writeSafely(directory, `${id}.eml`, async (file) => {
    await file.writeFile(trace)
    for await (const piece of messageOf(content)) await file.writeFile(piece)
  })
  const folder = await open(directory, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
  return `${id}.eml`
}

async function writeSafely(
  directory: string,
  name: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const unfinished = join(directory, `.${name}.unfinished`)
  const file = await open(unfinished, 'w', 0o600)
  try {
    await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, join(directory, name))
}

/** The message that the wire form stands for, in pieces: doubled dots single again. */
async function* messageOf(content: Content): AsyncGenerator<Buffer> {
  if (content.wire.kind === 'memory') {
    const whole = Buffer.concat([...content.wire.chunks])
    yield content.dotted ? undoubleDots(whole) : whole
    return
  }
  const { descriptor } = content.wire
  let rest: Buffer = Buffer.alloc(0)
  for (let position = 0; position < content.size;) {
    const piece = Buffer.allocUnsafe(Math.min(pieceSize, content.size - position))
    const { bytesRead } = await readDescriptor(descriptor, piece, 0, piece.length, position)
    if (bytesRead === 0) throw new Error('temporary file is shorter than its content')
    position += bytesRead
    const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)])
    // Whole lines only: the octets of a doubled dot may stand on both sides of a seam.
    const end = bytes.lastIndexOf(lineEnd) + 2
    if (end > 1) yield content.dotted ? undoubleDots(bytes.subarray(0, end)) : bytes.subarray(0, end)
    rest = end > 1 ? bytes.subarray(end) : bytes
  }
  if (rest.length > 0) yield content.dotted ? undoubleDots(rest) : rest
}
