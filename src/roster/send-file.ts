/**
 * A file as the body of a request, a piece at a time. Not by `fetch`, which gives up on an answer after five minutes also where the
 * file is still on its way.
 */

import { createReadStream } from 'node:fs'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'

import { codeOf } from '../store/fault-code.ts'

export interface HttpReply {
  readonly status: number
  readonly body: string
  /** The field `Retry-After`. */
  readonly retryAfter: string | null
}

/** It cannot be read as it was found: asking the other side again would not help. */
export class FileFault extends Error {
  readonly path: string

  constructor(path: string, why: string) {
    super(why)
    this.path = path
  }
}

/**
 * Rejects with the system's error of the connection, with one called `TimeoutError`, or with `FileFault`.
 * @param idle milliseconds in which nothing moves
 */
export async function sendFile(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  { path, size }: { readonly path: string; readonly size: number },
  idle: number,
): Promise<HttpReply> {
  const begin = url.startsWith('https:') ? requestHttps : requestHttp
  return await new Promise((resolve, reject) => {
    const sending = begin(url, {
      method,
      headers: { ...headers, 'Content-Length': String(size) },
      agent: false,
    })
    let answer: IncomingMessage | undefined
    const file = size === 0 ? undefined : createReadStream(path, { end: size - 1 })
    const fail = (fault: Error): void => {
      file?.destroy()
      sending.destroy()
      reject(fault)
    }
    sending.setTimeout(idle, () => fail(Object.assign(new Error('nothing moves'), { name: 'TimeoutError' })))
    sending.on('response', (response) => {
      answer = response
      // Also before the file is through: then it is not wanted.
      file?.destroy()
      readAll(response)
        .then((body) =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            retryAfter: response.headers['retry-after'] ?? null,
          }),
        )
        .catch(fail)
        .finally(() => sending.destroy())
    })
    sending.on('error', (fault) => {
      // A server that has answered may close at once.
      if (answer === undefined) fail(fault)
    })
    if (file === undefined) {
      sending.end()
      return
    }
    file.on('error', (fault) => fail(new FileFault(path, codeOf(fault))))
    file.on('end', () => {
      if (file.bytesRead < size) fail(new FileFault(path, 'it has become shorter'))
    })
    file.pipe(sending)
  })
}

async function readAll(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of response) if (Buffer.isBuffer(piece)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
