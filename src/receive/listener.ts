/** One listener of the configuration: takes connections within the limits and closes down in order. */

import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { Config } from '../config.ts'
import type { Passage } from '../gate/incoming.ts'
import { compileClientList, plainAddress } from './client-list.ts'
import { Connection, type Door } from './connection.ts'
import { writeHelloReplies } from './hello.ts'
import { ListenerError } from './listener-error.ts'
import type { Reception } from './reception.ts'
import { writeHostReplies } from './replies.ts'
import { readSecureContext } from './secure.ts'

export type ListenerSettings = Config['listeners'][number]

export interface Listener {
  readonly name: string
  readonly address: string
  /** The port taken, also where the configuration says 0. */
  readonly port: number
  /**
   * Takes no more connections, lets mails that are past DATA finish and get their answer, and says 421 to
   * everybody. Connections still open after `grace` seconds (default 30) are cut; their clients try again.
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
  const { name, address, tls } = settings
  const clients = compileClientList(settings.clients)
  if ('faulty' in clients)
    throw new ListenerError({ kind: 'bad-client', listener: name, value: clients.faulty })
  const context: SecureContext | undefined =
    tls === 'none' ? undefined : await readSecureContext(name, settings)
  const { hostname, limits, places, report } = reception
  const hostReplies = writeHostReplies(hostname)
  const connections = new Set<Connection>()
  let emptied: (() => void) | undefined

  const door: Door = {
    name,
    reception,
    passage,
    context,
    replies: hostReplies,
    session: {
      hostname,
      limits,
      tls,
      bye: hostReplies.bye,
      ...writeHelloReplies(hostname, limits.messageSize, tls),
    },
    maySend: clients.may,
    left: (connection, client) => {
      connections.delete(connection)
      places.leave(client)
      if (connections.size === 0) emptied?.()
    },
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const client = plainAddress(socket.remoteAddress ?? '')
    const limit = client === '' ? 'connections' : places.take(client)
    if (limit === undefined) {
      connections.add(new Connection(socket, client, door))
      return
    }
    report({ kind: 'over-limit', listener: name, client, detail: limit })
    turnAway(socket, hostReplies.tooManyConnections)
  })
  // Those who are turned away hold a socket for a moment, too.
  server.maxConnections = limits.connections * 2
  server.listen({ host: address, port: settings.port, backlog: 511 })
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ListenerError({ kind: 'cannot-listen', listener: name, address, port: settings.port, code })
  }
  // Out of file descriptors, for one: those inside go on, and so do later ones.
  server.on('error', (error) => {
    report({ kind: 'accept-failed', listener: name, client: '', detail: error.message })
  })
  const bound = server.address()

  return {
    name,
    address,
    port: bound !== null && typeof bound === 'object' ? bound.port : settings.port,
    close: async (grace = 30) => {
      const closed = once(server, 'close')
      server.close()
      for (const connection of connections) connection.closeInOrder()
      const cut = setTimeout(() => {
        for (const connection of connections) connection.cut()
      }, grace * 1000)
      // A mail whose client has vanished outlives its socket.
      const empty = new Promise<void>((resolve) => {
        emptied = resolve
        if (connections.size === 0) resolve()
      })
      await Promise.all([closed, empty])
      clearTimeout(cut)
    },
  }
}

/** One line and gone; holds no place. */
function turnAway(socket: Socket, reply: string): void {
  socket.on('error', () => {})
  socket.end(reply)
  socket.resume()
  setTimeout(() => socket.destroy(), 1000).unref()
}
