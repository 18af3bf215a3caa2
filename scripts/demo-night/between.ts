/** Stands between the first gate and the API of the second, passes everything on, and can act in the midst of a publication. */

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

import { listenOn } from './listen.ts'

export interface Between extends AsyncDisposable {
  readonly url: string
  /** Calls back once, when so many groups more have been put. */
  readonly afterPuts: (count: number, act: () => void) => void
}

/** @param api URL of the second gate's API */
export async function standBetween(api: string): Promise<Between> {
  let waiting: { left: number; readonly act: () => void } | undefined
  const server = createServer((incoming, response) => {
    passOn(api, incoming, response, () => {
      if (incoming.method !== 'PUT' || waiting === undefined) return
      waiting.left -= 1
      if (waiting.left > 0) return
      waiting.act()
      waiting = undefined
    })
  })
  const { url, close } = await listenOn(server)
  return {
    url,
    afterPuts: (count, act) => {
      waiting = { left: count, act }
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Where the other side is not there the connection is broken off, as it would be without anybody between. */
function passOn(
  api: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  answered: () => void,
): void {
  const { method, headers, url = '' } = incoming
  const outgoing = request(`${api}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('end', answered).pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  incoming.pipe(outgoing)
}
