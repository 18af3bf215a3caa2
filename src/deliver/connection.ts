/**
 * One connection to a next hop: bytes out, replies in, deadlines. Knows no SMTP verb; what is said is
 * `greet.ts` and `transaction.ts`.
 */

import { connect, type Socket } from 'node:net'

import type { Reply } from '../mail/reply.ts'

import { MalformedReply, ReplyReader } from './reply-reader.ts'

/** Why a connection can be used no more. `text` is printable, for logs and replies. */
export interface ConnectionFault {
  readonly kind: 'closed' | 'timeout' | 'malformed' | 'tls'
  readonly text: string
}

/** What a next hop announced after EHLO. */
export interface Features {
  readonly pipelining: boolean
  readonly eightBitMime: boolean
  readonly smtputf8: boolean
  readonly startTls: boolean
  readonly dsn: boolean
  /** Mechanisms of AUTH, in capitals. */
  readonly auth: readonly string[]
  /** `undefined`: SIZE not offered; 0: offered without a limit. */
  readonly size: number | undefined
}

export const noFeatures: Features = {
  pipelining: false,
  eightBitMime: false,
  smtputf8: false,
  startTls: false,
  dsn: false,
  auth: [],
  size: undefined,
}

/** What is there of all connections is read to here, and taken in before the next read. */
const arrivals = Buffer.allocUnsafeSlow(65_536)

/** A socket whose bytes go to `hear` without a Buffer for each read. */
export interface Wire {
  readonly socket: Socket
  /** Set by whoever is to have them, before anything is sent that is answered. */
  hear: (arrived: Buffer, octets: number) => void
}

/** Begins to connect. */
export function connectTo(host: string, port: number): Wire {
  const onread = {
    buffer: arrivals,
    callback: (octets: number): boolean => {
      wire.hear(arrivals, octets)
      return true
    },
  }
  const socket = connect({ host, port, noDelay: true, onread })
  const wire: Wire = { socket, hear: () => socket.destroy() }
  return wire
}

export class Connection {
  features: Features = noFeatures
  isEncrypted = false
  /** Mails handed over so far. */
  uses = 0
  /** A transaction was left half-way; RSET is owed before the next. */
  owesReset = false
  #fault: ConnectionFault | undefined
  #socket: Socket
  #reader = new ReplyReader()
  #replies: Reply[] = []
  /** Who waits for replies, and for how many. */
  #resolve: ((replies: readonly Reply[]) => void) | undefined
  #wanted = 0
  /** When they have to be there, in milliseconds of the monotonic clock; `Infinity`: nobody waits. */
  #deadline = Infinity
  /** Goes on running when the replies are there, so that most mails set and clear none. */
  #timer: NodeJS.Timeout | undefined
  #timerAt = Infinity
  #onFault: (() => void) | undefined

  constructor(wire: Wire) {
    this.#socket = wire.socket
    wire.hear = (arrived, octets) => this.#take(arrived, octets)
    this.#listen()
  }

  get fault(): ConnectionFault | undefined {
    return this.#fault
  }

  /** Nothing has arrived that nobody asked for; only then may the next command go out. */
  get isQuiet(): boolean {
    return this.#fault === undefined && this.#replies.length === 0 && this.#reader.isBetweenReplies
  }

  /** Told once when an unused connection breaks or speaks unasked. */
  watch(onFault: (() => void) | undefined): void {
    this.#onFault = onFault
  }

  /** The kernel has taken all that was written: its buffers may be used again. */
  get isFlushed(): boolean {
    return this.#socket.writableLength === 0
  }

  /** Whole lines, each ending in CRLF. */
  say(commands: string): void {
    if (this.#fault === undefined) this.#socket.write(commands)
  }

  write(pieces: readonly Buffer[]): void {
    if (this.#fault !== undefined) return
    if (pieces.length === 1 && pieces[0] !== undefined) {
      this.#socket.write(pieces[0])
      return
    }
    this.#socket.cork()
    for (const piece of pieces) this.#socket.write(piece)
    this.#socket.uncork()
  }

  /** Writes and waits until the kernel has taken it all, or the connection has failed. */
  async writeAndFlush(piece: Buffer): Promise<void> {
    if (this.#fault !== undefined) return
    await new Promise<void>((resolve) => {
      this.#socket.write(piece, () => resolve())
    })
  }

  /**
   * The next `count` replies, in order. Fewer than that only after a fault, which then stands in `fault`.
   * Never rejects.
   */
  replies(count: number, milliseconds: number): Promise<readonly Reply[]> {
    this.#wanted = count
    if (this.#replies.length >= count || this.#fault !== undefined) return Promise.resolve(this.#taken())
    this.#expectWithin(milliseconds)
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** Puts TLS under the connection; `undefined` once the handshake is done, else it has failed. */
  async encrypt(start: (socket: Socket) => Promise<Socket>): Promise<ConnectionFault | undefined> {
    // What a man in the middle put behind the answer to STARTTLS must not count as said under TLS.
    if (!this.isQuiet) this.fail('malformed', 'data behind the answer to STARTTLS')
    if (this.#fault !== undefined) return this.#fault
    this.#socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close')
    this.#socket.removeAllListeners('error').on('error', () => undefined)
    try {
      this.#socket = await start(this.#socket)
      this.#listen()
      this.isEncrypted = true
    } catch (fault) {
      this.fail('tls', `TLS failed: ${fault instanceof Error ? fault.message : 'unknown fault'}`)
    }
    return this.#fault
  }

  /** Ends the connection at once; the first reason given stays. */
  fail(kind: ConnectionFault['kind'], text: string): void {
    if (this.#fault !== undefined) return
    this.#fault = { kind, text: text.replace(/[^\x20-\x7e]+/g, ' ') }
    this.#socket.destroy()
    clearTimeout(this.#timer)
    this.#wake()
    this.#onFault?.()
  }

  /** Says QUIT and hangs up without waiting for the answer. */
  quit(): void {
    if (this.#fault !== undefined) return
    this.#onFault = undefined
    this.#socket.end('QUIT\r\n')
    this.#fault = { kind: 'closed', text: 'closed by us' }
    clearTimeout(this.#timer)
    const socket = this.#socket
    setTimeout(() => socket.destroy(), 1_000).unref()
  }

  #listen(): void {
    this.#socket.on('data', (arrived: Buffer) => this.#take(arrived, arrived.length))
    this.#socket.on('end', () => this.fail('closed', 'connection closed'))
    this.#socket.on('close', () => this.fail('closed', 'connection closed'))
    this.#socket.on('error', (error: Error) => this.fail('closed', error.message))
  }

  #take(arrived: Buffer, octets: number): void {
    if (this.#fault !== undefined) return
    try {
      this.#reader.read(arrived, octets, this.#replies)
    } catch (fault) {
      if (!(fault instanceof MalformedReply)) throw fault
      this.fail('malformed', fault.message)
      return
    }
    if (this.#replies.length >= this.#wanted) this.#wake()
    this.#onFault?.()
  }

  #wake(): void {
    this.#deadline = Infinity
    const resolve = this.#resolve
    this.#resolve = undefined
    resolve?.(this.#taken())
  }

  #taken(): readonly Reply[] {
    const all = this.#replies
    this.#replies = all.length > this.#wanted ? all.splice(this.#wanted) : []
    return all
  }

  #expectWithin(milliseconds: number): void {
    this.#deadline = performance.now() + milliseconds
    if (this.#deadline >= this.#timerAt) return
    clearTimeout(this.#timer)
    this.#lookAfter(milliseconds)
  }

  #lookAfter(milliseconds: number): void {
    this.#timerAt = performance.now() + milliseconds
    this.#timer = setTimeout(() => this.#look(), milliseconds).unref()
  }

  #look(): void {
    this.#timerAt = Infinity
    if (this.#deadline === Infinity) return
    const left = this.#deadline - performance.now()
    if (left > 0) this.#lookAfter(left)
    else this.fail('timeout', 'no answer in time')
  }
}
