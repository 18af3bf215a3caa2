/**
 * Which mails are one and the same, for the notice about it: an Exchange hands one mail over in several forks, and a client
 * that lost our answer comes again. Message-ID, sender and content name the mail; the recipients differ from fork to fork.
 */

import { createHmac } from 'node:crypto'
import { read } from 'node:fs'
import { promisify } from 'node:util'

import type { Content } from '../mail/content.ts'
import { doubleDots } from '../mail/dots.ts'
import type { Mail } from '../mail/mail.ts'

const readDescriptor = promisify(read)
const pieceSize = 262_144

/**
 * Equal for forks of one mail, and under this secret alone: who reads the key learns nothing of the mail. Of the header
 * only what no server on the way changes counts.
 */
export async function noticeKey(
  secret: Buffer,
  sender: string,
  mail: Pick<Mail, 'messageId' | 'fields'>,
  content: Content,
): Promise<string> {
  const digest = createHmac('sha256', secret)
  const add = (part: string | Buffer): void => {
    digest.update(`${part.length}:`).update(part)
  }
  add(sender)
  add(mail.messageId)
  for (const name of ['subject', 'date']) {
    add(mail.fields.find((field) => field.name === name)?.body ?? '')
  }
  for await (const piece of bodyOf(content)) digest.update(piece)
  return digest.digest('base64url')
}

/** The content behind its header, in wire form. */
async function* bodyOf({ wire, size, header, dotted }: Content): AsyncGenerator<Buffer> {
  const start = dotted ? doubleDots(header).length : header.length
  if (wire.kind === 'memory') {
    let skip = start
    for (const chunk of wire.chunks) {
      if (skip < chunk.length) yield chunk.subarray(skip)
      skip = Math.max(0, skip - chunk.length)
    }
    return
  }
  const piece = Buffer.allocUnsafe(Math.min(pieceSize, size))
  for (let position = start; position < size;) {
    const { bytesRead } = await readDescriptor(wire.descriptor, piece, 0, piece.length, position)
    if (bytesRead === 0) throw new Error('temporary file is shorter than its content')
    yield piece.subarray(0, bytesRead)
    position += bytesRead
  }
}
