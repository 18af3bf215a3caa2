/**
 * The life of one connection: bytes in, command by command and mail by mail; replies out, one write for all that a
 * packet asked. Holds the order, the deadlines and the back-pressure; what a command means is `commands.ts`.
 */

import type { Socket } from 'node:net'
import { TLSSocket, type SecureContext } from 'node:tls'
import type { Passage } from '../gate/incoming.ts'
import type { Content } from '../mail/content.ts'
import type { Client } from '../mail/envelope.ts'
import type { ClientList } from './client-list.ts'
import { answerCommand } from './commands.ts'
import { createContentIntake, type ContentIntake, type Intaken } from './content-intake.ts'
import type { Deadline } from './deadlines.ts'
import type { ReceiveEventKind } from './events.ts'
import { bareLineEnd, incomplete, Input, tooLong } from './input.ts'
import type { Reception } from './reception.ts'
import { intakeRefusals, lastWords, replies, writeReply, type HostReplies } from './replies.ts'
import { secure, tlsOf } from './secure.ts'
import type { Session, SessionSettings, Step, Transaction } from './session.ts'

/** What a listener gives to each of its connections. */
export interface Door {
  readonly name: string
  readonly reception: Reception
  readonly passage: Passage
  readonly context: SecureContext | undefined
  readonly replies: HostReplies
  readonly session: SessionSettings
  readonly maySend: ClientList
  /** Called once, when the socket is closed and no mail of it is under way any more. */
  readonly left: (connection: Connection, client: string) => void
}

/** `waiting`: before the greeting and during a TLS handshake. `judging`: the passage has the mail. */
type Mode = 'waiting' | 'commands' | 'content' | 'judging' | 'closed'

/** Milliseconds that a client gets to read our last word before the socket is destroyed. */
const lingering = 5_000
/** Characters of replies after which a batch is written before it ends. */
const batch = 65_536

export class Connection {
  readonly #door: Door
  readonly #session: Session
  readonly #deadline: Deadline
  #socket: Socket
  #mode: Mode = 'waiting'
  readonly #input: Input
  #output = ''
  #mistakes = 0
  #id = ''
  #intake: ContentIntake | undefined
  /** The client does not read its replies. */
  #full = false
  #paused = false
  #peerEnded = false
  #gone = false
  /** The listener closes: this mail is the last. */
  #closing = false

  constructor(socket: Socket, client: string, door: Door) {
    const { reception } = door
    this.#door = door
    this.#input = new Input(reception.limits.commandLine)
    this.#socket = socket
    this.#session = {
      settings: door.session,
      maySend: door.maySend(client),
      address: client,
      port: socket.remotePort ?? 0,
      listener: door.name,
      tls: undefined,
      client: undefined,
      transaction: undefined,
    }
    this.#deadline = {
      at: performance.now() + reception.deadlines.greeting * 1000,
      expired: () => {
        this.#expire()
      },
    }
    reception.timer.add(this.#deadline)
    socket.on('close', this.#onClose)
    socket.on('error', this.#onError)
    if (door.session.tls === 'implicit') this.#startTls(() => this.#greet())
    else {
      this.#listen()
      // Two turns of the event loop: the first may still hold what the client sent before our greeting.
      setImmediate(() => setImmediate(() => this.#greet()))
    }
  }

  /** Says 421 and closes, behind the answer to a mail that is past DATA. */
  closeInOrder(): void {
    this.#closing = true
    if (this.#mode === 'commands') this.#sayLast(this.#door.replies.closing)
    else if (this.#mode === 'waiting') this.cut()
  }

  cut(): void {
    this.#socket.destroy()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#mode === 'closed') return
    if (this.#mode === 'waiting') {
      this.#report('early-talker', '')
      this.#sayLast(lastWords.earlyTalker)
      return
    }
    this.#input.add(chunk)
    this.#work()
  }

  readonly #onEnd = (): void => {
    this.#peerEnded = true
    // In the middle of a handshake there is nothing left to wait for.
    if (this.#mode === 'waiting' && this.#socket instanceof TLSSocket) this.cut()
    else this.#work()
  }

  readonly #onDrain = (): void => {
    this.#full = false
    this.#work()
  }

  /** A reset is followed by `close`, which is all that matters. */
  readonly #onError = (): void => {}

  readonly #onClose = (): void => {
    if (this.#gone) return
    this.#gone = true
    this.#input.clear()
    this.#door.reception.timer.remove(this.#deadline)
    if (this.#mode !== 'judging') this.#leave()
  }

  #leave(): void {
    this.#mode = 'closed'
    this.#intake?.abandon()
    this.#intake = undefined
    this.#door.left(this, this.#session.address)
  }

  #listen(): void {
    this.#socket.on('data', this.#onData)
    this.#socket.on('end', this.#onEnd)
    this.#socket.on('drain', this.#onDrain)
  }

  #greet(): void {
    if (this.#mode !== 'waiting' || this.#gone) return
    this.#mode = 'commands'
    this.#output += this.#door.replies.greeting
    this.#work()
  }

  /** Does all that the input and the client's reading allow, then writes the replies at once. */
  #work(): void {
    let answered = false
    for (;;) {
      if (this.#mode === 'commands' && !this.#full) {
        if (!this.#readCommand()) break
        answered = true
      } else if (this.#mode === 'content' && !this.#input.empty && this.#intake?.behind() === false) {
        this.#readContent(this.#intake)
      } else break
      if (this.#output.length > batch) this.#flush()
    }
    if (answered && this.#mode === 'commands') this.#allow(this.#door.reception.deadlines.command)
    this.#flush()
    if (this.#peerEnded && !this.#full && (this.#mode === 'commands' || this.#mode === 'content')) this.#end()
    this.#throttle()
  }

  /** `false` where no whole command is there. */
  #readCommand(): boolean {
    const line = this.#input.nextLine()
    switch (line) {
      case incomplete:
        return false
      case bareLineEnd:
        this.#report('line-end', '')
        this.#sayLast(lastWords.bareLineEnd)
        return true
      case tooLong:
        this.#take({ kind: 'mistake', reply: replies.lineTooLong })
        return true
      default:
        this.#take(answerCommand(this.#session, line))
        return true
    }
  }

  #take(step: Step): void {
    switch (step.kind) {
      case 'reply':
        this.#output += step.reply
        break
      case 'mistake':
        this.#output += step.reply
        this.#mistakes += 1
        if (this.#mistakes < this.#door.reception.limits.mistakes) break
        this.#report('too-many-mistakes', '')
        this.#sayLast(this.#door.replies.tooManyMistakes)
        break
      case 'relay-denied':
        this.#output += step.reply
        this.#report('relay-denied', step.recipient)
        break
      case 'content':
        this.#startContent()
        break
      case 'start-tls':
        this.#output += replies.startTls
        this.#flush()
        this.#socket.off('data', this.#onData).off('end', this.#onEnd).off('drain', this.#onDrain)
        this.#input.clear()
        this.#mode = 'waiting'
        this.#startTls(() => {
          this.#mode = 'commands'
          this.#allow(this.#door.reception.deadlines.command)
        })
        break
      case 'last-word':
        this.#sayLast(step.reply)
        break
    }
  }

  #startTls(go: () => void): void {
    const { context } = this.#door
    if (context === undefined) {
      this.cut()
      return
    }
    const socket = secure(this.#socket, context, {
      done: () => {
        if (this.#mode !== 'waiting' || this.#gone) return
        this.#session.tls = tlsOf(socket)
        this.#session.client = undefined
        this.#session.transaction = undefined
        go()
      },
      failed: (error) => {
        if (this.#session.tls === undefined) this.#report('tls-failed', error.message)
        this.cut()
      },
    })
    socket.on('close', this.#onClose)
    this.#socket = socket
    this.#paused = false
    this.#full = false
    this.#listen()
  }

  #startContent(): void {
    const { reception } = this.#door
    this.#output += replies.startContent
    this.#id = reception.nextId(Date.now())
    this.#intake = createContentIntake(reception, this.#id, () => {
      this.#work()
    })
    this.#mode = 'content'
    this.#allow(reception.deadlines.content)
  }

  #readContent(intake: ContentIntake): void {
    const bytes = this.#input.rest
    const end = intake.take(bytes)
    this.#input.skip(end < 0 ? bytes.length : end)
    if (end < 0) return
    this.#mode = 'judging'
    this.#deadline.at = Infinity
    const intaken = intake.finish()
    if (intaken instanceof Promise) void this.#judgeLater(intaken, intake)
    else this.#judge(intaken, intake)
  }

  async #judgeLater(intaken: Promise<Intaken>, intake: ContentIntake): Promise<void> {
    this.#judge(await intaken, intake)
    this.#work()
  }

  #judge(intaken: Intaken, intake: ContentIntake): void {
    this.#intake = undefined
    const { client, transaction } = this.#session
    if (client === undefined || transaction === undefined) throw new Error('A mail without EHLO or MAIL')
    if (intaken.kind === 'content') {
      void this.#pass(intaken.content, client, transaction)
      return
    }
    intake.abandon()
    this.#report(intaken.kind, intaken.kind === 'no-storage' ? intaken.error.message : transaction.from)
    this.#answer(intakeRefusals[intaken.kind])
  }

  async #pass(content: Content, client: Client, transaction: Transaction): Promise<void> {
    const { from, recipients, smtputf8, eightBit, ret, envid } = transaction
    const envelope = { from, recipients, smtputf8, eightBit, ret, envid }
    let text: string
    try {
      const reply = await this.#door.passage({ id: this.#id, at: Date.now(), client, envelope, content })
      if (reply.code < 300) this.#mistakes = 0
      text = writeReply(reply, smtputf8)
    } catch (error) {
      this.#report('passage-failed', `${this.#id} ${error instanceof Error ? error.message : String(error)}`)
      text = replies.fault
    }
    content.dispose()
    this.#answer(text)
    this.#work()
  }

  /** The answer to a mail; the session is ready for the next one. */
  #answer(reply: string): void {
    this.#session.transaction = undefined
    if (this.#gone) {
      this.#leave()
      return
    }
    this.#mode = 'commands'
    this.#output += reply
    this.#allow(this.#door.reception.deadlines.command)
    if (this.#closing) this.#sayLast(this.#door.replies.closing)
  }

  #flush(): void {
    if (this.#output === '' || this.#gone) return
    const text = this.#output
    this.#output = ''
    if (this.#socket.writable && !this.#socket.write(text)) this.#full = true
  }

  /** Reads from the socket only what can be worked on; while a mail is judged, one packet at most. */
  #throttle(): void {
    const pause =
      this.#mode === 'judging'
        ? !this.#input.empty
        : (this.#full && this.#mode === 'commands') ||
          (this.#mode === 'content' && this.#intake?.behind() === true)
    if (pause === this.#paused) return
    this.#paused = pause
    if (pause) this.#socket.pause()
    else this.#socket.resume()
  }

  #sayLast(reply: string): void {
    this.#output += reply
    this.#end()
  }

  /** Writes what is left and closes; what the client still sends is not looked at. */
  #end(): void {
    this.#mode = 'closed'
    this.#intake?.abandon()
    this.#intake = undefined
    this.#input.clear()
    this.#flush()
    this.#socket.end()
    this.#deadline.at = performance.now() + lingering
    this.#throttle()
  }

  #expire(): void {
    if (this.#mode !== 'closed') this.#report('timed-out', this.#mode)
    if (this.#mode === 'commands' || this.#mode === 'content') this.#sayLast(this.#door.replies.timeOut)
    else this.cut()
  }

  #allow(seconds: number): void {
    this.#deadline.at = performance.now() + seconds * 1000
  }

  #report(kind: ReceiveEventKind, detail: string): void {
    const { name, reception } = this.#door
    reception.report({ kind, listener: name, client: this.#session.address, detail })
  }
}
