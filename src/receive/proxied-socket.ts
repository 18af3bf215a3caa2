/** Waits for the header that a load balancer puts in front of a connection, and leaves what follows it unread. */

import type { Socket } from 'node:net'
import type { Deadlines } from './deadlines.ts'
import { readProxyHeader } from './proxy-header.ts'

export type HeaderAwaited =
  /** `client`: `undefined` where the balancer speaks for itself. */
  | {
      readonly kind: 'header'
      readonly client: { readonly address: string; readonly port: number } | undefined
    }
  | { readonly kind: 'malformed' }
  /** The peer has gone, or has said nothing for too long. */
  | { readonly kind: 'gone' }

/** Calls `then` once. The caller owns the socket again from there on; a socket that has gone is destroyed. */
export function awaitProxyHeader(
  socket: Socket,
  timer: Deadlines,
  seconds: number,
  then: (awaited: HeaderAwaited) => void,
): void {
  let bytes = Buffer.alloc(0)
  const deadline = {
    at: performance.now() + seconds * 1000,
    expired: () => finish({ kind: 'gone' }),
  }
  const finish = (awaited: HeaderAwaited): void => {
    timer.remove(deadline)
    socket.off('readable', read).off('end', gone).off('close', gone)
    if (awaited.kind === 'gone') socket.destroy()
    then(awaited)
  }
  const gone = (): void => finish({ kind: 'gone' })
  const read = (): void => {
    for (let chunk: unknown = socket.read(); chunk instanceof Buffer; chunk = socket.read()) {
      bytes = Buffer.concat([bytes, chunk])
      const header = readProxyHeader(bytes)
      if (header.kind === 'incomplete') continue
      if (header.kind === 'header' && header.length < bytes.length)
        socket.unshift(bytes.subarray(header.length))
      finish(header.kind === 'header' ? { kind: 'header', client: header.client } : header)
      return
    }
  }
  timer.add(deadline)
  socket.on('error', () => {})
  socket.on('readable', read)
  socket.on('end', gone)
  socket.on('close', gone)
}
