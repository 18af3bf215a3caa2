/**
 * The connections kept open to one smart host: the last used first, at most so many, closed after a time
 * of idleness. Hands out connections; never sends a mail.
 */

import type { Connection } from './connection.ts'
import { openConnection, SessionStore, type SmartHost } from './greet.ts'
import { Unreachable } from './unreachable.ts'

export interface PoolSettings {
  /** Our name in EHLO. */
  readonly hostname: string
  readonly connections: number
  /** Milliseconds. */
  readonly idle: number
  readonly connect: number
  readonly reply: number
}

/** All connections were in use for the whole of the time allowed. */
export class PoolBusy extends Error {}

/** Milliseconds for which an unreachable host is asked only after all others. */
const restAfterFailure = 10_000
/** Milliseconds by which a timer may come too early. */
const tolerance = 2

interface Idle {
  readonly connection: Connection
  /** Milliseconds of the monotonic clock. */
  readonly until: number
}

interface Waiting {
  readonly take: (connection: Connection | undefined) => void
}

export class HostPool {
  readonly host: SmartHost
  readonly name: string
  readonly #settings: PoolSettings
  readonly #sessions = new SessionStore()
  /** The last used last. */
  readonly #idle: Idle[] = []
  /** Looks for those that have been idle for long enough. */
  #timer: NodeJS.Timeout | undefined
  readonly #waiting: Waiting[] = []
  #open = 0
  #restsUntil = 0
  #isClosed = false

  constructor(host: SmartHost, settings: PoolSettings) {
    this.host = host
    this.name = host.label ?? `${host.host}:${host.port}`
    this.#settings = settings
  }

  /** It could not be reached a moment ago. */
  get isResting(): boolean {
    return this.#restsUntil !== 0 && performance.now() < this.#restsUntil
  }

  /** No connection is open or asked for. */
  get isUnused(): boolean {
    return this.#open === 0
  }

  /** A connection that nobody uses now. */
  takeIdle(): Connection | undefined {
    for (let kept = this.#idle.pop(); kept !== undefined; kept = this.#idle.pop()) {
      const { connection } = kept
      connection.watch(undefined)
      if (connection.isQuiet) return connection
      this.#discard(connection)
    }
    return undefined
  }

  /** A new connection; or, unless it has to be `fresh`, one that is given back. Rejects with `Unreachable` or `PoolBusy`. */
  async take(fresh: boolean): Promise<Connection> {
    if (this.#open >= this.#settings.connections) {
      const handed = await this.#waitForOne()
      if (handed !== undefined) {
        if (!fresh) return handed
        this.#discard(handed)
      }
    }
    return await this.#openOne()
  }

  /** Gives a connection back after its transaction, whatever came of it. RSET, where it is owed, comes first. */
  release(connection: Connection): void {
    if (connection.owesReset && connection.isQuiet) void this.#resetAndRelease(connection)
    else this.#takeBack(connection)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const { connection } of this.#idle.splice(0)) {
      connection.watch(undefined)
      this.#discard(connection)
    }
  }

  async #resetAndRelease(connection: Connection): Promise<void> {
    connection.say('RSET\r\n')
    const [answer] = await connection.replies(1, this.#settings.reply)
    connection.owesReset = answer?.code !== 250
    this.#takeBack(connection)
  }

  #takeBack(connection: Connection): void {
    if (connection.owesReset || !connection.isQuiet || this.#isClosed) {
      this.#discard(connection)
      return
    }
    const next = this.#waiting.shift()
    if (next === undefined) this.#keep(connection)
    else next.take(connection)
  }

  #keep(connection: Connection): void {
    connection.watch(this.#dropFaulty)
    this.#idle.push({ connection, until: performance.now() + this.#settings.idle })
    this.#timer ??= setTimeout(this.#dropOld, this.#settings.idle).unref()
  }

  /** Those that broke or spoke unasked while nobody used them. */
  readonly #dropFaulty = (): void => {
    for (let index = this.#idle.length - 1; index >= 0; index -= 1) {
      const connection = this.#idle[index]?.connection
      if (connection === undefined || connection.isQuiet) continue
      this.#idle.splice(index, 1)
      connection.watch(undefined)
      this.#discard(connection)
    }
  }

  readonly #dropOld = (): void => {
    this.#timer = undefined
    const now = performance.now()
    while (this.#idle[0] !== undefined && this.#idle[0].until <= now + tolerance) {
      const kept = this.#idle.shift()
      kept?.connection.watch(undefined)
      if (kept !== undefined) this.#discard(kept.connection)
    }
    const next = this.#idle[0]
    if (next !== undefined) this.#timer = setTimeout(this.#dropOld, next.until - now).unref()
  }

  async #openOne(): Promise<Connection> {
    this.#open += 1
    try {
      const connection = await openConnection(
        this.host,
        this.#settings.hostname,
        this.#sessions,
        this.#settings.connect,
      )
      this.#restsUntil = 0
      return connection
    } catch (fault) {
      this.#leave()
      if (fault instanceof Unreachable) this.#restsUntil = performance.now() + restAfterFailure
      throw fault
    }
  }

  #discard(connection: Connection): void {
    connection.quit()
    this.#leave()
  }

  /** A place is free: whoever waits may open a connection of his own. */
  #leave(): void {
    this.#open -= 1
    this.#waiting.shift()?.take(undefined)
  }

  async #waitForOne(): Promise<Connection | undefined> {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(new PoolBusy())
      }, this.#settings.reply)
      const waiting: Waiting = {
        take: (connection) => {
          clearTimeout(timer)
          resolve(connection)
        },
      }
      this.#waiting.push(waiting)
    })
  }
}
