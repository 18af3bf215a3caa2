/**
 * One connection to a next hop: bytes out, replies in, deadlines. Knows no SMTP verb; what is said is
 * `greet.ts` and `transaction.ts`.
 */

import type { Socket } from 'node:net'

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
  #wake: (() => void) | undefined
  #wanted = 0
  #onFault: (() => void) | undefined

  constructor(socket: Socket) {
    this.#socket = socket
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
  async replies(count: number, milliseconds: number): Promise<readonly Reply[]> {
    if (this.#replies.length < count && this.#fault === undefined) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => this.fail('timeout', 'no answer in time'), milliseconds)
        this.#wanted = count
        this.#wake = (): void => {
          clearTimeout(timer)
          this.#wake = undefined
          resolve()
        }
      })
    }
    const taken = this.#replies.slice(0, count)
    this.#replies = this.#replies.length > count ? this.#replies.slice(count) : []
    return taken
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
    this.#wake?.()
    this.#onFault?.()
  }

  /** Says QUIT and hangs up without waiting for the answer. */
  quit(): void {
    if (this.#fault !== undefined) return
    this.#onFault = undefined
    this.#socket.end('QUIT\r\n')
    this.#fault = { kind: 'closed', text: 'closed by us' }
    const socket = this.#socket
    setTimeout(() => socket.destroy(), 1_000).unref()
  }

  #listen(): void {
    this.#socket.on('data', (arrived: Buffer) => this.#take(arrived))
    this.#socket.on('end', () => this.fail('closed', 'connection closed'))
    this.#socket.on('close', () => this.fail('closed', 'connection closed'))
    this.#socket.on('error', (error: Error) => this.fail('closed', error.message))
  }

  #take(arrived: Buffer): void {
    if (this.#fault !== undefined) return
    try {
      this.#reader.read(arrived, this.#replies)
    } catch (fault) {
      if (!(fault instanceof MalformedReply)) throw fault
      this.fail('malformed', fault.message)
      return
    }
    if (this.#replies.length >= this.#wanted) this.#wake?.()
    this.#onFault?.()
  }
}
