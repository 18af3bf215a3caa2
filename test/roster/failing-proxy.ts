/** A proxy before the API of a gate that fails as it is told: what networks, proxies and busy servers do to requests. */

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** `lost`: the gate does what was asked, and nobody hears of it. `hang`: no answer ever. `other`: it has put other members. */
export type Failure = 500 | 503 | 429 | 'garbage' | 'page' | 'hang' | 'cut' | 'lost' | 'other'

export interface FailingProxy extends AsyncDisposable {
  readonly url: string
  /** Requests so far, as `PUT /v1/groups/exempt`. */
  readonly asked: readonly string[]
}

/** @param failureOf what becomes of a request, by its number from 1 on; `undefined`: it is passed on */
export async function startFailingProxy(
  gate: string,
  failureOf: (number: number, method: string) => Failure | undefined,
): Promise<FailingProxy> {
  const asked: string[] = []
  const server = createServer((incoming, response) => {
    const method = incoming.method ?? ''
    asked.push(`${method} ${incoming.url ?? ''}`)
    const failure = failureOf(asked.length, method)
    if (failure === undefined || failure === 'lost') passOn(gate, incoming, response, failure === 'lost')
    else incoming.resume().on('end', () => fail(failure, response))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

function passOn(gate: string, incoming: IncomingMessage, response: ServerResponse, isLost: boolean): void {
  const { method, headers, url = '' } = incoming
  const outgoing = request(`${gate}${url}`, { method, headers }, (answer) => {
    if (isLost) {
      answer.resume().on('end', () => response.destroy())
      return
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  incoming.pipe(outgoing)
}

function fail(failure: Exclude<Failure, 'lost'>, response: ServerResponse): void {
  switch (failure) {
    case 'hang':
      return
    case 'cut':
      response.destroy()
      return
    case 'garbage':
      response.end('{"groups": [')
      return
    case 'other':
      response.end('{"hash": "another"}')
      return
    case 'page':
      response.setHeader('Content-Type', 'text/html').end('<title>Welcome</title>')
      return
    case 429:
      response.writeHead(429, { 'Retry-After': '1' }).end()
      return
    case 500:
    case 503:
      response.writeHead(failure).end('upstream')
  }
}
