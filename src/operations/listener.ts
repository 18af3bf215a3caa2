/** HTTP for monitoring: `/healthz`, `/readyz`, `/metrics`. Answers GET and HEAD, knows no secret, changes nothing. */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import type { Metrics } from './metrics.ts'
import { readinessOf, type GateState } from './state.ts'

export interface OperationsListener {
  /** The port taken, also where the configuration says 0. */
  readonly port: number
  readonly close: () => Promise<void>
}

const mostConnections = 64

/** Rejects where it cannot listen. */
export async function startOperations(
  { address, port }: { readonly address: string; readonly port: number },
  state: () => GateState | 'starting' | 'stopping',
  metrics: Pick<Metrics, 'text' | 'mediaType'>,
): Promise<OperationsListener> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response, state, metrics).catch(() => response.destroy())
  })
  server.maxConnections = mostConnections
  server.listen({ host: address, port })
  await once(server, 'listening')
  const bound = server.address()
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  state: () => GateState | 'starting' | 'stopping',
  metrics: Pick<Metrics, 'text' | 'mediaType'>,
): Promise<void> {
  const say = (status: number, mediaType: string, text: string): void => {
    response.writeHead(status, {
      'Content-Type': mediaType,
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    response.end(method === 'HEAD' ? undefined : text)
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    say(405, 'text/plain; charset=utf-8', 'Only GET and HEAD.\n')
    return
  }
  switch (url.replace(/\?.*/, '')) {
    case '/healthz':
      say(200, 'text/plain; charset=utf-8', 'ok\n')
      return
    case '/readyz': {
      const readiness = readinessOf(state())
      say(readiness.isReady ? 200 : 503, 'application/json', `${JSON.stringify(readiness)}\n`)
      return
    }
    case '/metrics':
      say(200, metrics.mediaType, await metrics.text())
      return
    default:
      say(404, 'text/plain; charset=utf-8', 'There are /healthz, /readyz and /metrics.\n')
  }
}
