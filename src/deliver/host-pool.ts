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

interface Waiting {
  readonly take: (connection: Connection | undefined) => void
}

export class HostPool {
  readonly host: SmartHost
  readonly name: string
  readonly #settings: PoolSettings
  readonly #sessions = new SessionStore()
  readonly #idle: { readonly connection: Connection; readonly timer: NodeJS.Timeout }[] = []
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
    return performance.now() < this.#restsUntil
  }

  /** No connection is open or asked for. */
  get isUnused(): boolean {
    return this.#open === 0
  }

  /** A kept connection, unless `fresh`; else a new one. Rejects with `Unreachable` or `PoolBusy`. */
  async take(fresh: boolean): Promise<Connection> {
    if (!fresh) {
      const kept = this.#takeIdle()
      if (kept !== undefined) return kept
    }
    if (this.#open >= this.#settings.connections) {
      const handed = await this.#waitForOne()
      if (handed !== undefined) {
        if (!fresh) return handed
        this.#discard(handed)
      }
    }
    return await this.#openOne()
  }

  /** Gives a connection back after its transaction, whatever came of it. */
  async release(connection: Connection): Promise<void> {
    if (connection.owesReset && connection.isQuiet) {
      connection.write([Buffer.from('RSET\r\n')])
      const [answer] = await connection.replies(1, this.#settings.reply)
      connection.owesReset = answer?.code !== 250
    }
    if (connection.owesReset || !connection.isQuiet || this.#isClosed) {
      this.#discard(connection)
      return
    }
    const next = this.#waiting.shift()
    if (next === undefined) this.#keep(connection)
    else next.take(connection)
  }

  close(): void {
    this.#isClosed = true
    for (const { connection, timer } of this.#idle.splice(0)) {
      clearTimeout(timer)
      connection.watch(undefined)
      this.#discard(connection)
    }
  }

  #takeIdle(): Connection | undefined {
    for (let kept = this.#idle.pop(); kept !== undefined; kept = this.#idle.pop()) {
      clearTimeout(kept.timer)
      kept.connection.watch(undefined)
      if (kept.connection.isQuiet) return kept.connection
      this.#discard(kept.connection)
    }
    return undefined
  }

  #keep(connection: Connection): void {
    const drop = (): void => {
      const index = this.#idle.findIndex((kept) => kept.connection === connection)
      if (index === -1) return
      const [kept] = this.#idle.splice(index, 1)
      clearTimeout(kept?.timer)
      connection.watch(undefined)
      this.#discard(connection)
    }
    const timer = setTimeout(drop, this.#settings.idle)
    timer.unref()
    connection.watch(drop)
    this.#idle.push({ connection, timer })
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
