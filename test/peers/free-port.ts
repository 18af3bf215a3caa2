/** A port for programs that cannot be told to take a free one themselves. */

import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that systems give to outgoing connections and to port 0 (Linux: from 32768 on), which other tests take all the time. */
const lowest = 12_000
const highest = 32_000

/** A port of 127.0.0.1 that nobody listens on, and that no connection takes before the caller does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
