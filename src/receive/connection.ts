/**
 * The life of one connection: bytes in, command by command and mail by mail; replies out, one write for all that a
 * packet asked. Holds the order, the deadlines and the back-pressure; what a command means is `commands.ts`.
 */

import type { Socket } from 'node:net'
import type { Content } from '../mail/content.ts'
import type { Client } from '../mail/envelope.ts'
import { continueAuthentication } from './authentication.ts'
import { checkLogin } from './check-login.ts'
import { answerCommand } from './commands.ts'
import { ContentIntake, type Intaken } from './content-intake.ts'
import type { Door } from './door.ts'
import type { ReceiveEventKind } from './events.ts'
import { bareLineEnd, incomplete, Input, tooLong } from './input.ts'
import { Link } from './link.ts'
import { intakeRefusals, lastWords, replies, writeReply } from './replies.ts'
import { tlsOf } from './secure.ts'
import { beginFor, clientOf, goOnUnder, newSession } from './session.ts'
import type { Session, SpokenFor, Step, Transaction } from './session.ts'

/** Where a connection came in: the door in force, and who keeps track of connections. */
export interface Entrance {
  readonly door: Door
  /** Called once, when the socket is closed and no mail of it is under way any more. */
  readonly left: (connection: Connection) => void
}

/** Who stands at the other end. */
export interface Visitor {
  readonly peer: string
  /** The client: the peer, unless a balancer has named another. */
  readonly address: string
  readonly port: number
  /** Whose place it takes; `undefined`: a proxy's, until it has said for whom it speaks. */
  readonly place: string | undefined
}

/**
 * `waiting`: before the greeting and during a TLS handshake. `verifying`: a password is looked at. `judging`: the
 * passage has the mail.
 */
type Mode = 'waiting' | 'commands' | 'verifying' | 'content' | 'judging' | 'closed'

export class Connection {
  readonly #entrance: Entrance
  #door: Door
  #place: string | undefined
  readonly #session: Session
  readonly #link: Link
  readonly #input: Input
  #mode: Mode = 'waiting'
  #mistakes = 0
  #id = ''
  #intake: ContentIntake | undefined
  /** The listener closes: this mail is the last. */
  #closing = false

  constructor(socket: Socket, visitor: Visitor, entrance: Entrance) {
    const { door } = entrance
    const { reception } = door
    this.#entrance = entrance
    this.#door = door
    this.#place = visitor.place
    this.#input = new Input(reception.limits.commandLine)
    this.#session = newSession(door.session, { ...visitor, listener: door.name })
    this.#link = new Link(socket, reception.timer, {
      bytes: (chunk) => this.#hear(chunk),
      ended: () => {
        // In the middle of a handshake there is nothing left to wait for.
        if (this.#mode === 'waiting' && this.#link.isTls) this.cut()
        else this.#work()
      },
      drained: () => this.#work(),
      expired: () => this.#expire(),
      gone: () => {
        this.#input.clear()
        if (this.#mode !== 'judging') this.#leave()
      },
    })
    this.#link.allow(reception.deadlines.greeting)
    this.#report('connected', '')
    if (door.session.tls === 'implicit') this.#startTls(true, () => this.#greet())
    else {
      this.#link.listen()
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
    this.#link.cut()
  }

  #hear(chunk: Buffer): void {
    if (this.#mode === 'closed') return
    if (this.#mode === 'waiting') {
      this.#report('early-talker', '')
      this.#sayLast(lastWords.earlyTalker)
      return
    }
    this.#input.add(chunk)
    this.#work()
  }

  #leave(): void {
    this.#mode = 'closed'
    this.#intake?.abandon()
    this.#intake = undefined
    this.#door.reception.places.leave(this.#place)
    this.#report('disconnected', '')
    this.#entrance.left(this)
  }

  #greet(): void {
    if (this.#mode !== 'waiting' || this.#link.isGone) return
    this.#mode = 'commands'
    this.#link.say(this.#door.replies.greeting)
    this.#work()
  }

  /** Does all that the input and the client's reading allow, then writes the replies at once. */
  #work(): void {
    const link = this.#link
    let answered = false
    for (;;) {
      if (this.#mode === 'commands' && !link.isFull) {
        if (!this.#readCommand()) break
        answered = true
      } else if (this.#mode === 'content' && !this.#input.empty && this.#intake?.isBehind === false) {
        this.#readContent(this.#intake)
      } else break
      if (link.isLoaded) link.flush()
    }
    if (answered && this.#mode === 'commands') link.allow(this.#door.reception.deadlines.command)
    link.flush()
    if (link.hasEnded && !link.isFull && (this.#mode === 'commands' || this.#mode === 'content')) this.#end()
    this.#throttle()
  }

  /** `false` where no whole command is there. */
  #readCommand(): boolean {
    if (this.#door !== this.#entrance.door && !this.#goOn()) return true
    const { exchange } = this.#session
    const line = this.#input.nextLine()
    switch (line) {
      case incomplete:
        return false
      case bareLineEnd:
        this.#report('line-end', '')
        this.#sayLast(lastWords.bareLineEnd)
        return true
      case tooLong:
        this.#session.exchange = undefined
        this.#mistake(exchange === undefined ? replies.lineTooLong : replies.authTooLong)
        return true
      default:
        this.#take(
          exchange === undefined
            ? answerCommand(this.#session, line)
            : continueAuthentication(this.#session, exchange, line),
        )
        return true
    }
  }

  /** After a reload, between mails: the new settings hold. `false`: the session has ended over it. */
  #goOn(): boolean {
    const { door } = this.#entrance
    if (this.#session.transaction !== undefined || this.#session.exchange !== undefined) return true
    const isOther = (door.session.tls === 'implicit') !== (this.#door.session.tls === 'implicit')
    this.#door = door
    goOnUnder(this.#session, door.session)
    if (isOther) this.#sayLast(door.replies.closing)
    return !isOther
  }

  #take(step: Step): void {
    switch (step.kind) {
      case 'reply':
        this.#link.say(step.reply)
        break
      case 'mistake':
        this.#mistake(step.reply)
        break
      case 'relay-denied':
        this.#link.say(step.reply)
        this.#report('relay-denied', step.recipient)
        break
      case 'noted':
        this.#link.say(step.reply)
        this.#report(step.event, this.#session.login?.name ?? '')
        break
      case 'verify':
        this.#mode = 'verifying'
        this.#link.allow(Infinity)
        void this.#verify(step)
        break
      case 'new-client':
        this.#beginFor(step.spokenFor, step.login)
        break
      case 'content':
        this.#startContent()
        break
      case 'start-tls':
        this.#link.say(replies.startTls)
        this.#link.flush()
        this.#input.clear()
        this.#mode = 'waiting'
        this.#startTls(false, () => {
          this.#mode = 'commands'
          this.#link.allow(this.#door.reception.deadlines.command)
        })
        break
      case 'last-word':
        this.#sayLast(step.reply, step.isAsked)
        break
    }
  }

  #mistake(reply: string): void {
    this.#link.say(reply)
    this.#mistakes += 1
    if (this.#mistakes < this.#door.reception.limits.mistakes) return
    this.#report('too-many-mistakes', '')
    this.#sayLast(this.#door.replies.tooManyMistakes)
  }

  async #verify(step: { readonly name: string; readonly password: string }): Promise<void> {
    const { reception } = this.#door
    const checked = await checkLogin(reception, this.#session.address, step, (kind, detail) => {
      this.#report(kind, detail)
    })
    if (this.#mode !== 'verifying' || this.#link.isGone) return
    this.#mode = 'commands'
    this.#link.allow(reception.deadlines.command)
    if (checked.kind === 'accepted') {
      this.#session.login = checked.login
      this.#link.say(replies.authSucceeded)
    } else if (checked.kind === 'refused') this.#mistake(checked.reply)
    else this.#sayLast(this.#door.replies.tooManyLogins)
    if (this.#closing) this.closeInOrder()
    this.#work()
  }

  /** The place of the proxy, or of whom it spoke for before, becomes the client's. */
  #beginFor(spokenFor: SpokenFor, login: string | undefined): void {
    const { places, limits } = this.#door.reception
    beginFor(this.#session, spokenFor, login)
    const { address, peer } = this.#session
    this.#report('spoken-for', peer)
    const limit = this.#place === address ? undefined : places.move(this.#place, address, limits)
    if (limit === undefined) {
      this.#place = address
      this.#link.say(this.#door.replies.greeting)
      return
    }
    this.#report('over-limit', limit)
    this.#sayLast(this.#door.replies.tooManyConnections)
  }

  #startTls(isFirst: boolean, go: () => void): void {
    const { context } = this.#door
    if (context === undefined) {
      this.cut()
      return
    }
    this.#link.startTls(context, isFirst, {
      done: (socket) => {
        if (this.#mode !== 'waiting') return
        const session = this.#session
        session.tls = tlsOf(socket)
        session.client = undefined
        session.transaction = undefined
        session.forwarded = undefined
        this.#report('tls-started', `${session.tls.protocol} ${session.tls.cipher}`)
        go()
      },
      failed: (error) => {
        if (this.#session.tls === undefined) this.#report('tls-failed', error.message)
        this.cut()
      },
    })
  }

  #startContent(): void {
    const { reception } = this.#door
    this.#link.say(replies.startContent)
    this.#id = reception.nextId(Date.now())
    this.#intake = new ContentIntake(reception, this.#id, () => {
      this.#work()
    })
    this.#mode = 'content'
    this.#link.allow(reception.deadlines.content)
  }

  #readContent(intake: ContentIntake): void {
    const bytes = this.#input.rest
    const end = intake.take(bytes)
    this.#input.skip(end < 0 ? bytes.length : end)
    if (end < 0) return
    this.#mode = 'judging'
    this.#link.allow(Infinity)
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
    const { transaction } = this.#session
    const client = clientOf(this.#session)
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
    this.#session.forwarded = undefined
    if (this.#link.isGone) {
      this.#leave()
      return
    }
    this.#mode = 'commands'
    this.#link.say(reply)
    this.#link.allow(this.#door.reception.deadlines.command)
    if (this.#closing) this.#sayLast(this.#door.replies.closing)
  }

  /** Reads from the socket only what can be worked on; while a mail is judged, one packet at most. */
  #throttle(): void {
    this.#link.pause(
      this.#mode === 'judging' || this.#mode === 'verifying'
        ? !this.#input.empty
        : (this.#link.isFull && this.#mode === 'commands') ||
            (this.#mode === 'content' && this.#intake?.isBehind === true),
    )
  }

  #sayLast(reply: string, isAsked = false): void {
    this.#link.say(reply)
    this.#end(isAsked)
  }

  /** Closes behind what is left to say; what the client still sends is not looked at. */
  #end(isAsked = false): void {
    this.#mode = 'closed'
    this.#intake?.abandon()
    this.#intake = undefined
    this.#link.end(isAsked && this.#input.empty)
    this.#input.clear()
  }

  #expire(): void {
    if (this.#mode !== 'closed') this.#report('timed-out', this.#mode)
    if (this.#mode === 'commands' || this.#mode === 'content') this.#sayLast(this.#door.replies.timeOut)
    else this.cut()
  }

  #report(kind: ReceiveEventKind, detail: string): void {
    const { name, reception } = this.#door
    reception.report({ kind, listener: name, client: this.#session.address, detail })
  }
}
