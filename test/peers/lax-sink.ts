/**
 * A next hop as careless as the worst of them: any of CR, LF and CRLF ends a line, NUL is passed over, and a dot
 * alone on such a line ends the data. Whatever could be smuggled past the gate becomes a second mail here.
 */

import { createServer, type Socket } from 'node:net'

export interface LaxSink extends AsyncDisposable {
  readonly port: number
  /** Envelope sender and content of each mail that it believes to have got. */
  readonly mails: readonly { readonly from: string; readonly content: string }[]
  /** Every octet that came in, over all connections. */
  readonly octets: () => Buffer
}

export async function startLaxSink(): Promise<LaxSink> {
  const mails: { from: string; content: string }[] = []
  const arrived: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    let rest = ''
    let from = ''
    let content: string[] | undefined
    const takeLine = (line: string): void => {
      if (content !== undefined) {
        if (line === '.') {
          mails.push({ from, content: content.join('\n') })
          content = undefined
          socket.write('250 2.0.0 Ok\r\n')
        } else content.push(line)
        return
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === '') return
      if (verb === 'MAIL') from = line
      if (verb === 'DATA') content = []
      socket.write(
        verb === 'DATA'
          ? '354 Go\r\n'
          : verb === 'EHLO'
            ? '250-lax\r\n250-PIPELINING\r\n250 8BITMIME\r\n'
            : '250 Ok\r\n',
      )
    }
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      arrived.push(bytes)
      const lines = (rest + bytes.toString('latin1').replaceAll('\0', '')).split(/\r\n|\r(?=[^\n])|\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) takeLine(line)
    })
    socket.write('220 lax ESMTP\r\n')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    mails,
    octets: () => Buffer.concat(arrived),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
