/**
 * Posts batches of records to a program by HTTP, signed so that it knows them from forged ones. Only an answer of 2xx means
 * that it has them.
 */

import { Agent as PlainAgent, request as requestPlain, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as requestTls } from 'node:https'

import type { Receiver, Sending } from './decision-stream.ts'
import { streamedRecord } from './streamed-record.ts'
import { signatureOf } from './webhook-signature.ts'

export interface WebhookSettings {
  readonly url: string
  readonly secret: string
  /** PEM; `undefined`: those of the system. */
  readonly authorities: string | undefined
  /** Records. */
  readonly batch: number
  /** Seconds. */
  readonly timeout: number
}

const tooLarge = 413

export function createWebhook(settings: WebhookSettings): Receiver {
  const { batch, secret, timeout } = settings
  const url = new URL(settings.url)
  const isSecure = url.protocol === 'https:'
  const agent = isSecure
    ? new TlsAgent({ keepAlive: true, maxSockets: 1, ca: settings.authorities })
    : new PlainAgent({ keepAlive: true, maxSockets: 1 })

  const post = async (body: string): Promise<number> => {
    const seconds = Math.floor(Date.now() / 1_000)
    const headers = {
      'content-type': 'application/x-ndjson',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'sekisho',
      'x-sekisho-timestamp': String(seconds),
      'x-sekisho-signature': signatureOf(secret, seconds, body),
    }
    const signal = AbortSignal.timeout(timeout * 1_000)
    const answer = await new Promise<IncomingMessage>((done, fail) => {
      const request = (isSecure ? requestTls : requestPlain)(
        url,
        { method: 'POST', agent, headers, signal },
        done,
      )
      request.on('error', fail)
      request.end(body)
    })
    // Read to its end, so that the connection can be used again.
    answer.resume()
    await new Promise<void>((done, fail) => {
      answer.on('end', done)
      answer.on('error', fail)
    })
    return answer.statusCode ?? 0
  }

  const send = async (records: readonly string[]): Promise<Sending> => {
    if (records.length === 0) return { kind: 'taken', dropped: 0 }
    const status = await post(records.map((record) => `${record}\n`).join(''))
    if (status >= 200 && status < 300) return { kind: 'taken', dropped: 0 }
    if (status !== tooLarge) return { kind: 'failed', why: `HTTP ${status}` }
    if (records.length === 1) return { kind: 'taken', dropped: 1, why: `HTTP ${status}` }
    const half = records.length >> 1
    const first = await send(records.slice(0, half))
    if (first.kind === 'failed') return first
    const second = await send(records.slice(half))
    if (second.kind === 'failed') return second
    return { ...second, ...(first.dropped > 0 ? first : {}), dropped: first.dropped + second.dropped }
  }

  return {
    batch,
    send: async (lines) => {
      try {
        return await send(lines.flatMap((line) => streamedRecord(line)?.text ?? []))
      } catch (fault) {
        return { kind: 'failed', why: whyOf(fault, timeout) }
      }
    },
    close: async () => {
      agent.destroy()
      await Promise.resolve()
    },
  }
}

/** The words of the system, or its code where it has none. */
function whyOf(fault: unknown, timeout: number): string {
  if (!(fault instanceof Error)) return String(fault)
  if (fault.name === 'AbortError' || fault.name === 'TimeoutError') return `no answer within ${timeout} s`
  return fault.message === '' && 'code' in fault ? String(fault.code) : fault.message
}
