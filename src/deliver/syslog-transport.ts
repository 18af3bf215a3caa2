/**
 * Brings messages of syslog to a collector: over UDP (RFC 5426), TCP (RFC 6587, with octet counts) or TLS (RFC 5425). A
 * protocol without answers: what was written to a connection that then breaks may not have arrived. Never looks into a message.
 */

import { createSocket, type Socket as DatagramSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'

export interface CollectorSettings {
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp' | 'tls'
  readonly serverName: string | undefined
  /** PEM; `undefined`: those of the system. */
  readonly authorities: string | undefined
}

/** Milliseconds to connect. */
const patience = 10_000
/** Milliseconds in which a peer that is gone shows it. */
const settling = 100
const closedByPeer = 'the collector closed the connection'

export interface SyslogTransport {
  /** Rejects where it may not have arrived. */
  readonly write: (messages: readonly Buffer[]) => Promise<void>
  readonly close: () => void
}

/** Opens nothing before the first write. */
export function openSyslogTransport(settings: CollectorSettings): SyslogTransport {
  return settings.transport === 'udp' ? datagrams(settings) : connection(settings)
}

function datagrams({ host, port }: CollectorSettings): SyslogTransport {
  let socket: DatagramSocket | undefined
  /** What the system says of datagrams that were sent before, such as that nobody listens. */
  let fault: Error | undefined
  const opened = async (): Promise<DatagramSocket> => {
    if (socket !== undefined) return socket
    const fresh = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4')
    fault = undefined
    fresh.on('error', (error) => (fault = error))
    socket = fresh
    await new Promise<void>((done, fail) => {
      fresh.once('error', fail)
      fresh.connect(port, host, () => {
        fresh.off('error', fail)
        done()
      })
    })
    return fresh
  }
  return {
    write: async (messages) => {
      const to = await opened()
      for (const message of messages) {
        await new Promise<void>((done, fail) => {
          to.send(message, (error) => (error === null ? done() : fail(error)))
        })
      }
      await pause(settling)
      if (fault !== undefined) throw fault
    },
    close: () => {
      socket?.close()
      socket = undefined
    },
  }
}

function connection({ host, port, transport, serverName, authorities }: CollectorSettings): SyslogTransport {
  let socket: Socket | undefined
  let fault: Error | undefined
  const opened = async (): Promise<Socket> => {
    if (socket !== undefined) return socket
    const fresh =
      transport === 'tls'
        ? connectTls({
            host,
            port,
            servername: serverName ?? (isIP(host) === 0 ? host : ''),
            ca: authorities,
          })
        : connect({ host, port })
    socket = fresh
    fault = undefined
    const end = (error: Error): void => {
      // One that was let go says nothing about the next.
      if (socket === fresh) fault ??= error
    }
    fresh.on('error', end)
    fresh.on('close', () => end(new Error(closedByPeer)))
    // Nothing is said that way; without a reader the end would not be seen either.
    fresh.resume()
    await once(fresh, transport === 'tls' ? 'secureConnect' : 'connect', {
      signal: AbortSignal.timeout(patience),
    })
    return fresh
  }
  return {
    write: async (messages) => {
      if (fault !== undefined) throw fault
      const to = await opened()
      const framed = messages.flatMap((message) => [Buffer.from(`${message.length} `), message])
      await new Promise<void>((done, fail) => {
        // Also where the write has an error of its own, which may only say that it was broken off: why is known by then.
        const closed = (): void => fail(fault ?? new Error(closedByPeer))
        to.once('close', closed)
        to.write(Buffer.concat(framed), (error) => {
          if (error === undefined || error === null) {
            to.off('close', closed)
            done()
          } else if (to.closed) fail(error)
        })
      })
      await pause(settling)
      if (fault !== undefined) throw fault
    },
    close: () => {
      socket?.destroy()
      socket = undefined
      fault = undefined
    },
  }
}
