/** Hands over a large mail piece by piece, as fast as the gate reads: nothing of it is copied or kept. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface LargeMail {
  readonly id: string
  /** With the empty line at its end. */
  readonly header: Buffer
  /** In wire form, shared by many mails. */
  readonly body: readonly Buffer[]
}

/** A body of about so many octets, in pieces. */
export function largeBody(octets: number): readonly Buffer[] {
  const line = `${'0123456789abcdef'.repeat(4)}\r\n`
  const piece = Buffer.from(line.repeat(4_000))
  return Array.from({ length: Math.ceil(octets / piece.length) }, () => piece)
}

export function largeMail(id: string, body: readonly Buffer[]): LargeMail {
  const fields = [
    `Message-ID: <${id}>`,
    'From: takahashi@example.co.jp',
    'To: client@example.com',
    'Cc: suzuki@example.co.jp',
    'Subject: drawings',
  ]
  return { id, header: Buffer.from(`${fields.join('\r\n')}\r\n\r\n`), body }
}

/** The answer to the final dot. Waits for as long as it takes. */
export async function handOverLarge(port: number, { header, body }: LargeMail): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  try {
    await expect(socket, /^220 /)
    const commands = ['EHLO client.example.co.jp', 'MAIL FROM:<takahashi@example.co.jp>']
    for (const command of [...commands, 'RCPT TO:<client@example.com>']) {
      socket.write(`${command}\r\n`)
      await expect(socket, /^250[ -]/)
    }
    socket.write('DATA\r\n')
    await expect(socket, /^354 /)
    for (const piece of [header, ...body]) {
      if (!socket.write(piece)) await once(socket, 'drain')
    }
    socket.write('.\r\n')
    return await reply(socket)
  } finally {
    socket.destroy()
  }
}

async function expect(socket: Socket, pattern: RegExp): Promise<void> {
  const text = await reply(socket)
  if (!pattern.test(text)) throw new Error(`${text} where ${String(pattern)} was due`)
}

/** One reply; nothing is pipelined here, so it ends where the bytes end. */
async function reply(socket: Socket): Promise<string> {
  let text = ''
  for (;;) {
    const [bytes]: unknown[] = await once(socket, 'data')
    text += String(bytes)
    if (/^\d{3} [^\n]*\n$/m.test(text)) return text.trim()
  }
}
