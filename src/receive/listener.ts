/** One listener of the configuration: takes connections within the limits and closes down in order. */

import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { Passage } from '../gate/incoming.ts'
import { plainAddress } from './client-list.ts'
import { codeOf } from '../store/fault-code.ts'
import { Connection, type Entrance, type Visitor } from './connection.ts'
import { createDoor, type Door, type ListenerSettings } from './door.ts'
import { ListenerError } from './listener-error.ts'
import { awaitProxyHeader } from './proxied-socket.ts'
import type { Reception } from './reception.ts'
import { lastWords } from './replies.ts'

export type { ListenerSettings } from './door.ts'

export interface Listener {
  readonly name: string
  readonly address: string
  /** The port taken, also where the configuration says 0. */
  readonly port: number
  /** Of the certificate for new connections, in milliseconds since 1970; `undefined` without TLS. */
  readonly certificateExpiresAt: number | undefined
  /** Other settings for connections to come, and between mails for those that are open. */
  readonly use: (door: Door) => void
  /**
   * Takes no more connections, lets mails that are past DATA finish and get their answer, and says 421 to
   * everybody. Connections still open after `grace` seconds (default 30) are cut, and their mails not waited for any
   * more; their clients try again.
   */
  readonly close: (grace?: number) => Promise<void>
}

/**
 * Starts to listen. `passage` is called once for each mail, at the final dot; its content is disposed of when the
 * passage has answered. Rejects with `ListenerError`.
 */
export async function startListener(
  settings: ListenerSettings,
  passage: Passage,
  reception: Reception,
): Promise<Listener> {
  return await listenAt(settings, await createDoor(settings, passage, reception))
}

/** The same with a door that has been made already. */
export async function listenAt(
  { name, address, port }: Pick<ListenerSettings, 'name' | 'address' | 'port'>,
  first: Door,
): Promise<Listener> {
  const connections = new Set<Connection>()
  /** Sockets whose header of the PROXY protocol has not come yet. */
  const arriving = new Set<Socket>()
  let isClosing = false
  let emptied: (() => void) | undefined
  const entrance: Entrance & { door: Door } = {
    door: first,
    left: (connection) => {
      connections.delete(connection)
      if (connections.size === 0) emptied?.()
    },
  }

  const enter = (socket: Socket, visitor: Visitor): void => {
    connections.add(new Connection(socket, visitor, entrance))
  }

  const refuse = (socket: Socket, client: string, limit: string): void => {
    const { door } = entrance
    door.reception.report({ kind: 'over-limit', listener: door.name, client, detail: limit })
    turnAway(socket, door.replies.tooManyConnections)
  }

  const enterBehind = (socket: Socket, balancer: string): void => {
    const { reception, name: listener } = entrance.door
    const { places, limits, timer, deadlines, report } = reception
    arriving.add(socket)
    awaitProxyHeader(socket, timer, deadlines.greeting, (awaited) => {
      arriving.delete(socket)
      if (awaited.kind !== 'header' || isClosing) {
        places.leave(undefined)
        if (awaited.kind === 'malformed')
          report({ kind: 'proxy-unreadable', listener, client: balancer, detail: '' })
        turnAway(socket, awaited.kind === 'malformed' ? lastWords.proxyHeaderUnreadable : '')
        return
      }
      // For itself the balancer is a client like others, such as one that looks whether we live.
      const named = awaited.client
      const client = plainAddress(named?.address ?? balancer)
      const limit = named === undefined ? undefined : places.move(undefined, client, limits)
      if (limit !== undefined) {
        places.leave(undefined)
        refuse(socket, client, limit)
        return
      }
      enter(socket, {
        peer: balancer,
        address: client,
        port: named?.port ?? socket.remotePort ?? 0,
        place: named === undefined ? undefined : client,
      })
    })
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const { reception, isBalancer, session } = entrance.door
    const { places, limits } = reception
    const peer = plainAddress(socket.remoteAddress ?? '')
    const isBehindBalancer = isBalancer(peer)
    const isProxy = isBehindBalancer || session.maySpeakForOthers(peer)
    const limit =
      peer === '' ? 'connections' : isProxy ? places.takeForProxy(limits) : places.take(peer, limits)
    if (limit !== undefined) refuse(socket, peer, limit)
    else if (isBehindBalancer) enterBehind(socket, peer)
    else {
      enter(socket, { peer, address: peer, port: socket.remotePort ?? 0, place: isProxy ? undefined : peer })
    }
  })
  const boundSockets = (): void => {
    // Those who are turned away hold a socket for a moment, too.
    server.maxConnections = entrance.door.reception.limits.connections * 2
  }
  boundSockets()
  server.listen({ host: address, port, backlog: 511 })
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = codeOf(error)
    throw new ListenerError({ kind: 'cannot-listen', listener: name, address, port, code })
  }
  // Out of file descriptors, for one: those inside go on, and so do later ones.
  server.on('error', (error) => {
    const { reception, name: listener } = entrance.door
    reception.report({ kind: 'accept-failed', listener, client: '', detail: error.message })
  })
  const bound = server.address()

  return {
    get name() {
      return entrance.door.name
    },
    get certificateExpiresAt() {
      return entrance.door.certificateExpiresAt
    },
    address,
    port: bound !== null && typeof bound === 'object' ? bound.port : port,
    use: (door) => {
      entrance.door = door
      boundSockets()
    },
    close: async (grace = 30) => {
      isClosing = true
      const closed = once(server, 'close')
      server.close()
      for (const socket of arriving) socket.destroy()
      for (const connection of connections) connection.closeInOrder()
      const timers: NodeJS.Timeout[] = []
      // A mail whose client has vanished outlives its socket, but not for ever.
      const empty = new Promise<void>((resolve) => {
        emptied = resolve
        if (connections.size === 0) resolve()
        else {
          const cut = (): void => {
            for (const connection of connections) connection.cut()
            timers.push(setTimeout(resolve, lastSecond))
          }
          timers.push(setTimeout(cut, grace * 1000))
        }
      })
      await Promise.all([closed, empty])
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** Milliseconds that a mail gets to end after its connection was cut. */
const lastSecond = 1_000

/** One line and gone; holds no place. */
function turnAway(socket: Socket, reply: string): void {
  socket.on('error', () => {})
  socket.end(reply)
  socket.resume()
  setTimeout(() => socket.destroy(), 1000).unref()
}
