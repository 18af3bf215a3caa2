/**
 * A next hop that does what a test tells it at each step: refuse, hang, drop the line, talk nonsense.
 * Left alone it is a strict SMTP server: only CRLF.CRLF ends data, and it keeps content byte for byte.
 */

import { createServer, type Socket } from 'node:net'
import { TLSSocket, type SecureContext } from 'node:tls'

export type Step =
  | 'connect'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'content'
  | 'RSET'
  | 'QUIT'

export interface Moment {
  readonly step: Step
  /** The command line without CRLF; `''` at `connect` and `content`. */
  readonly line: string
  /** Number of this connection, from 1. */
  readonly connection: number
  /** Commands of this kind on this connection before this one. */
  readonly before: number
}

/** What to do instead of the usual answer: say this, or fall silent for good, or hang up. */
export type Turn = string | { readonly turn: 'hang' | 'drop' } | undefined

export const hang: Turn = { turn: 'hang' }
export const drop: Turn = { turn: 'drop' }

export interface ScriptedHopOptions {
  /** Default: a free one. */
  readonly port?: number
  readonly offers?: readonly string[]
  readonly at?: (moment: Moment) => Turn
  /** With it STARTTLS works. */
  readonly secureContext?: SecureContext
  /** Told of each piece of content as it comes, before the final dot. */
  readonly duringContent?: (octets: number) => Turn
}

export interface KeptMail {
  readonly from: string
  readonly recipients: readonly string[]
  /** As on the wire: dots still doubled, without the final dot. */
  readonly wire: Buffer
  readonly encrypted: boolean
}

export interface ScriptedHop extends AsyncDisposable {
  readonly port: number
  readonly mails: readonly KeptMail[]
  /** Every command line of every connection, in order. */
  readonly commands: readonly string[]
  readonly connections: () => number
  readonly reusedSessions: () => number
  readonly close: () => Promise<void>
}

const usual: Record<Step, string> = {
  connect: '220 hop.example ESMTP',
  EHLO: '',
  HELO: '250 hop.example',
  STARTTLS: '220 2.0.0 Go ahead',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 End data with <CR><LF>.<CR><LF>',
  content: '250 2.0.0 Ok: queued as SCRIPTED',
  RSET: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
}

export async function startScriptedHop(options: ScriptedHopOptions = {}): Promise<ScriptedHop> {
  const mails: KeptMail[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  let reusedSessions = 0
  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket, connections)
  })

  function serve(first: Socket, connection: number): void {
    const counts = new Map<Step, number>()
    let socket = first
    let encrypted = false
    let bytes = Buffer.alloc(0)
    let from = ''
    let recipients: string[] = []
    let inContent = false
    let isMute = false
    const act = (step: Step, line: string, otherwise: string): boolean => {
      const before = counts.get(step) ?? 0
      counts.set(step, before + 1)
      const turn = options.at?.({ step, line, connection, before }) ?? otherwise
      return say(turn)
    }
    const say = (turn: Turn): boolean => {
      if (turn === undefined || isMute) return turn === undefined
      if (typeof turn === 'string') {
        socket.write(turn.endsWith('\n') ? turn : `${turn}\r\n`)
        return /^[23]/.test(turn)
      }
      if (turn.turn === 'drop') socket.destroy()
      else isMute = true
      return false
    }
    const take = (arrived: Buffer): void => {
      bytes = Buffer.concat([bytes, arrived])
      for (;;) {
        if (inContent) {
          say(options.duringContent?.(bytes.length))
          const end = bytes.subarray(0, 3).equals(Buffer.from('.\r\n')) ? -2 : bytes.indexOf('\r\n.\r\n')
          if (end === -1) return
          const wire = Buffer.from(bytes.subarray(0, end + 2))
          bytes = bytes.subarray(end + 5)
          inContent = false
          if (act('content', '', usual.content)) mails.push({ from, recipients, wire, encrypted })
          continue
        }
        const end = bytes.indexOf('\r\n')
        if (end === -1) return
        const line = bytes.toString('utf8', 0, end)
        bytes = bytes.subarray(end + 2)
        command(line)
        if (socket.destroyed) return
      }
    }
    const command = (line: string): void => {
      commands.push(line)
      const verb = line.slice(0, line.indexOf(' ') === -1 ? line.length : line.indexOf(' ')).toUpperCase()
      switch (verb) {
        case 'EHLO': {
          const offers = options.offers ?? ['PIPELINING', 'SIZE 100000000', '8BITMIME', 'ENHANCEDSTATUSCODES']
          const all = ['hop.example', ...offers, ...(options.secureContext && !encrypted ? ['STARTTLS'] : [])]
          act(
            'EHLO',
            line,
            all.map((text, index) => `250${index === all.length - 1 ? ' ' : '-'}${text}`).join('\r\n'),
          )
          return
        }
        case 'MAIL':
          if (act('MAIL', line, usual.MAIL)) {
            from = /<(.*?)>/.exec(line)?.[1] ?? ''
            recipients = []
          }
          return
        case 'RCPT':
          if (act('RCPT', line, usual.RCPT)) recipients.push(/<(.*?)>/.exec(line)?.[1] ?? '')
          return
        case 'DATA': {
          const otherwise = recipients.length === 0 ? '554 5.5.1 No valid recipients' : usual.DATA
          if (act('DATA', line, otherwise)) inContent = true
          return
        }
        case 'STARTTLS':
          if (act('STARTTLS', line, usual.STARTTLS) && options.secureContext !== undefined) startTls()
          return
        case 'HELO':
        case 'RSET':
        case 'QUIT':
          if (verb === 'RSET') recipients = []
          act(verb, line, usual[verb])
          if (verb === 'QUIT') socket.end()
          return
        default:
          socket.write('500 5.5.1 Unknown command\r\n')
      }
    }
    const startTls = (): void => {
      socket.removeAllListeners('data')
      const secure = new TLSSocket(socket, {
        isServer: true,
        ...(options.secureContext ? { secureContext: options.secureContext } : {}),
      })
      secure.on('secure', () => {
        encrypted = true
        if (secure.isSessionReused()) reusedSessions += 1
      })
      secure.on('error', () => undefined)
      secure.on('data', take)
      socket = secure
    }
    socket.on('error', () => undefined)
    socket.on('data', take)
    act('connect', '', usual.connect)
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    mails,
    commands,
    connections: () => connections,
    reusedSessions: () => reusedSessions,
    close,
    [Symbol.asyncDispose]: close,
  }
}
