/** Takes the alarms of the night as a program of the customer would: by the signed webhook. */

import { createServer } from 'node:http'

import { z } from 'zod'

import { signatureOf } from '../../src/deliver/webhook-signature.ts'
import { listenOn } from './listen.ts'

const alarm = z.object({ alarm: z.string(), of: z.string(), reminder: z.boolean(), message: z.string() })

export type Alarm = z.infer<typeof alarm>

export interface AlarmListener extends AsyncDisposable {
  readonly url: string
  /** Key of the signature. */
  readonly secret: string
  /** What has come since the last call. */
  readonly taken: () => readonly Alarm[]
}

const secret = 'the key of the demonstration'

/** One with a wrong signature is answered with 401. */
export async function listenForAlarms(): Promise<AlarmListener> {
  let taken: Alarm[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const seconds = Number(request.headers['x-sekisho-timestamp'])
      const isSigned = request.headers['x-sekisho-signature'] === signatureOf(secret, seconds, body)
      if (isSigned) taken.push(alarm.parse(JSON.parse(body)))
      response.writeHead(isSigned ? 204 : 401).end()
    })
  })
  const { url, close } = await listenOn(server)
  return {
    url,
    secret,
    taken: () => {
      const all = taken
      taken = []
      return all
    },
    [Symbol.asyncDispose]: close,
  }
}
