/**
 * The two ends of a socket as a connection needs them: replies gathered into one write, reading stopped and started,
 * TLS on top, one deadline, an end that the client can read. Knows nothing of SMTP.
 */

import type { Socket } from 'node:net'
import { TLSSocket, type SecureContext } from 'node:tls'
import type { Deadline, Deadlines } from './deadlines.ts'
import { secure } from './secure.ts'

export interface LinkEvents {
  readonly bytes: (chunk: Buffer) => void
  /** The client has sent its FIN; it may still read. */
  readonly ended: () => void
  /** The client reads again. */
  readonly drained: () => void
  readonly expired: () => void
  /** The socket is closed; said once. */
  readonly gone: () => void
}

/** Milliseconds that a client gets to read our last word before the socket is destroyed. */
const lingering = 5_000
/** Characters of replies after which a batch should be written before it ends. */
const batch = 65_536

export class Link {
  readonly #events: LinkEvents
  readonly #timer: Deadlines
  readonly #deadline: Deadline
  #socket: Socket
  #output = ''
  #isFull = false
  #isPaused = false
  #hasEnded = false
  #isGone = false

  constructor(socket: Socket, timer: Deadlines, events: LinkEvents) {
    this.#socket = socket
    this.#timer = timer
    this.#events = events
    this.#deadline = { at: Infinity, expired: events.expired }
    timer.add(this.#deadline)
    socket.on('close', this.#onClose)
    socket.on('error', this.#onError)
  }

  /** The client does not read its replies. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** The client has sent its FIN. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  get isGone(): boolean {
    return this.#isGone
  }

  /** So much waits to be written that it should be. */
  get isLoaded(): boolean {
    return this.#output.length > batch
  }

  listen(): void {
    this.#socket.on('data', this.#events.bytes)
    this.#socket.on('end', this.#onEnd)
    this.#socket.on('drain', this.#onDrain)
  }

  /** Goes out with the next `flush`. */
  say(text: string): void {
    this.#output += text
  }

  flush(): void {
    if (this.#output === '' || this.#isGone) return
    const text = this.#output
    this.#output = ''
    if (this.#socket.writable && !this.#socket.write(text)) this.#isFull = true
  }

  /** Stops or starts reading. */
  pause(isToPause: boolean): void {
    if (isToPause === this.#isPaused) return
    this.#isPaused = isToPause
    if (isToPause) this.#socket.pause()
    else this.#socket.resume()
  }

  /** Sets the deadline of the next step; `Infinity` for none. */
  allow(seconds: number): void {
    this.#deadline.at = performance.now() + seconds * 1000
  }

  /**
   * TLS as the server, from here on. `isFirst`: the connection begins with it, so that bytes already here are TLS;
   * otherwise they are dropped (RFC 3207 section 4.2).
   */
  startTls(
    context: SecureContext,
    isFirst: boolean,
    { done, failed }: { readonly done: (socket: TLSSocket) => void; readonly failed: (error: Error) => void },
  ): void {
    this.#socket.off('data', this.#events.bytes).off('end', this.#onEnd).off('drain', this.#onDrain)
    const socket = secure(this.#socket, context, isFirst, {
      done: () => {
        if (!this.#isGone) done(socket)
      },
      failed,
    })
    socket.on('close', this.#onClose)
    this.#socket = socket
    this.#isPaused = false
    this.#isFull = false
    this.listen()
  }

  get isTls(): boolean {
    return this.#socket instanceof TLSSocket
  }

  /**
   * Writes what is left and closes; who does not close in turn is cut after a while. `mayHangUp`: the other end sends
   * nothing more, so that a reset cannot cost it our last word and its own end need not be waited for; under TLS it may
   * still send its `close_notify`.
   */
  end(mayHangUp: boolean): void {
    this.flush()
    this.#deadline.at = performance.now() + lingering
    if (mayHangUp && !this.isTls) {
      this.#socket.destroySoon()
      return
    }
    this.#socket.end()
    this.pause(false)
  }

  cut(): void {
    this.#socket.destroy()
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true
    this.#events.ended()
  }

  readonly #onDrain = (): void => {
    this.#isFull = false
    this.#events.drained()
  }

  /** A reset is followed by `close`, which is all that matters. */
  readonly #onError = (): void => {}

  readonly #onClose = (): void => {
    if (this.#isGone) return
    this.#isGone = true
    this.#timer.remove(this.#deadline)
    this.#events.gone()
  }
}
