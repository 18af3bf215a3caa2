/** Receivers of decisions: a syslog collector for each transport, and a program that takes webhooks. */

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

export interface Collector extends AsyncDisposable {
  readonly port: number
  /** Messages so far, without their frames. */
  readonly messages: readonly string[]
  /** Cuts every connection. */
  readonly cut: () => void
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

export async function startDatagramCollector(): Promise<Collector> {
  const messages: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (message) => messages.push(message.toString()))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    messages,
    cut: () => undefined,
    [Symbol.asyncDispose]: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

/** Reads octet-counted frames (RFC 6587 section 3.4.1). `port`: default a free one. */
export async function startCollector(
  port = 0,
  tls?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<Collector> {
  const messages: string[] = []
  const sockets = new Set<Socket>()
  const take = (socket: Socket): void => {
    sockets.add(socket)
    let rest = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      for (;;) {
        const space = rest.indexOf(0x20)
        const length = Number(rest.subarray(0, space).toString())
        if (space === -1 || rest.length < space + 1 + length) return
        messages.push(rest.subarray(space + 1, space + 1 + length).toString())
        rest = rest.subarray(space + 1 + length)
      }
    })
  }
  const server = tls === undefined ? createServer(take) : createTlsServer(tls, take)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    port: portOf(server.address()),
    messages,
    cut,
    [Symbol.asyncDispose]: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface Posted {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Hook extends AsyncDisposable {
  readonly port: number
  readonly posted: readonly Posted[]
  /** What it answers from here on, by the request. */
  readonly answer: (status: (posted: Posted) => number) => void
}

export async function startHook(port = 0): Promise<Hook> {
  const posted: Posted[] = []
  let statusOf: ((posted: Posted) => number) | undefined
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString() }
      posted.push(one)
      response.writeHead(statusOf?.(one) ?? 204).end()
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server.address()),
    posted,
    answer: (status) => {
      statusOf = status
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
