/**
 * Sends records to a collector by syslog: messages of RFC 5424, over UDP (RFC 5426), TCP (RFC 6587, with octet counts) or TLS
 * (RFC 5425). A protocol without answers: what was written to a connection that then breaks is sent again.
 */

import { createSocket, type Socket as DatagramSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'

import type { Receiver } from './decision-stream.ts'
import { shortened, streamedRecord, type StreamedRecord } from './streamed-record.ts'

export interface SyslogSettings {
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp' | 'tls'
  readonly serverName: string | undefined
  /** PEM; `undefined`: those of the system. */
  readonly authorities: string | undefined
  readonly facility: number
  /** Octets of one message. */
  readonly octets: number
  /** Of this gate. */
  readonly hostname: string
}

/** RFC 5424 section 6.2.1. */
const severity = { notice: 5, informational: 6 }
const batch = 500
/** Milliseconds to connect. */
const patience = 10_000
/** Milliseconds in which a peer that is gone shows it. */
const settling = 100

/** One message, without a frame. */
export function syslogMessage(
  { kind, at, isNotable, text }: StreamedRecord,
  { facility, hostname, octets }: Pick<SyslogSettings, 'facility' | 'hostname' | 'octets'>,
): Buffer {
  const priority = facility * 8 + (isNotable ? severity.notice : severity.informational)
  const head = `<${priority}>1 ${at} ${hostname} sekisho - ${kind} - `
  const message = Buffer.from(head + text)
  return message.length <= octets ? message : Buffer.from(head + shortened(text))
}

export function createSyslog(settings: SyslogSettings): Receiver {
  const transport = settings.transport === 'udp' ? datagrams(settings) : connection(settings)
  return {
    batch,
    send: async (lines) => {
      const messages = lines.flatMap((line) => {
        const record = streamedRecord(line)
        return record === undefined ? [] : [syslogMessage(record, settings)]
      })
      try {
        await transport.write(messages)
        return { kind: 'taken', dropped: 0 }
      } catch (fault) {
        transport.close()
        return { kind: 'failed', why: whyOf(fault) }
      }
    },
    close: async () => {
      transport.close()
      await Promise.resolve()
    },
  }
}

/** The words of the system, or its code where it has none. */
function whyOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  return fault.message === '' && 'code' in fault ? String(fault.code) : fault.message
}

interface Transport {
  /** Rejects where it may not have arrived. */
  readonly write: (messages: readonly Buffer[]) => Promise<void>
  readonly close: () => void
}

function datagrams({ host, port }: SyslogSettings): Transport {
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

function connection({ host, port, transport, serverName, authorities }: SyslogSettings): Transport {
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
    fresh.on('error', (error) => (fault = error))
    fresh.on('close', () => (fault ??= new Error('the collector closed the connection')))
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
        to.once('close', fail)
        to.write(Buffer.concat(framed), (error) => {
          to.off('close', fail)
          if (error === undefined || error === null) done()
          else fail(error)
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
