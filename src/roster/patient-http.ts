/**
 * Requests to another gate that may be busy, restarting or behind a proxy that fails: each is tried again as long as that may
 * help, and no longer. Only for requests that may be repeated. Owns retries and pauses, not what is asked.
 */

import { setTimeout as pause } from 'node:timers/promises'

import { FileFault, sendFile, type HttpReply } from './send-file.ts'

/** Milliseconds, but for `attempts`. */
export interface HttpPatience {
  /** Of each request. */
  readonly attempts: number
  /** Until an answer is there whole. */
  readonly timeout: number
  /** The first pause is at most this long, the next ones twice as long each. */
  readonly firstPause: number
  readonly longestPause: number
  /** A target that asks for more with `Retry-After` has not got it. */
  readonly longestRetryAfter: number
  /** Since 1970: no attempt begins later. Default: `attempts` alone counts. */
  readonly until?: number
  /** Hears of each attempt that is made again. */
  readonly failed?: (answer: PassingFailure, wait: number) => void
}

/** Gives up on a target that is down after about half a minute. */
export const usualPatience: HttpPatience = {
  attempts: 8,
  timeout: 30_000,
  firstPause: 250,
  longestPause: 10_000,
  longestRetryAfter: 90_000,
}

/** Where a person waits for the answer: a few seconds. */
export const shortPatience: HttpPatience = { ...usualPatience, attempts: 3 }

export interface HttpRequest<Value> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Behind the base, already encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** In the place of `body`: sent a piece at a time, for as long as it moves. */
  readonly file?: { readonly path: string; readonly size: number }
  /** What the body of an answer says; `undefined`: it is not one that this route gives. Called for 2xx alone. */
  readonly read: (body: string, status: number) => Value | undefined
}

export type HttpAnswer<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  /** 3xx and 4xx: the same request would get the same answer. */
  | { readonly kind: 'refused'; readonly status: number; readonly body: string }
  | PassingFailure

/** May be over at the next attempt. */
export type PassingFailure =
  | { readonly kind: 'busy'; readonly status: number }
  | { readonly kind: 'garbage'; readonly status: number }
  /** `why`: the system's code, or `timeout`. */
  | { readonly kind: 'unreachable'; readonly why: string }

export type AskHttp = <Value>(request: HttpRequest<Value>) => Promise<HttpAnswer<Value>>

/** Request Timeout, Too Early, Too Many Requests: the same request may pass later. */
const passing: readonly number[] = [408, 425, 429]

function whyOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  if (fault.name === 'TimeoutError') return 'timeout'
  if ('code' in fault && typeof fault.code === 'string') return fault.code
  const { cause } = fault
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : fault.message
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a date (RFC 9110 section 10.2.3); 0: nothing that can be read. */
export function retryAfter(field: string | null, now: number): number {
  if (field === null) return 0
  if (/^\d{1,9}$/.test(field.trim())) return Number(field) * 1000
  const date = Date.parse(field)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}

/**
 * What it gives rejects with `FileFault` alone.
 * @param base URL that paths are added to, without a `/` at the end
 * @param headers of every request
 */
export function createPatientHttp(
  base: string,
  headers: Readonly<Record<string, string>>,
  patience: HttpPatience,
): AskHttp {
  // One that is told to wait speaks for all that are under way: otherwise each of them has to be told as well.
  let quietUntil = 0
  const send = async ({
    method,
    path,
    headers: own,
    body,
    file,
  }: HttpRequest<unknown>): Promise<HttpReply> => {
    const url = `${base}${path}`
    const all = { ...headers, ...own }
    if (file !== undefined) return await sendFile(url, method, all, file, patience.timeout)
    const response = await fetch(url, {
      method,
      headers: all,
      body: body ?? null,
      // A redirect would carry the token to somebody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(patience.timeout),
    })
    const { status } = response
    return { status, body: await response.text(), retryAfter: response.headers.get('retry-after') }
  }
  const attempt = async <Value>(request: HttpRequest<Value>): Promise<HttpAnswer<Value>> => {
    try {
      const { status, body, retryAfter: field } = await send(request)
      if (status >= 500 || passing.includes(status)) {
        const asked = retryAfter(field, Date.now())
        const wait = Math.min(asked, patience.longestRetryAfter)
        quietUntil = Math.max(quietUntil, performance.now() + wait)
        return { kind: 'busy', status }
      }
      if (status < 200 || status > 299) return { kind: 'refused', status, body }
      const value = request.read(body, status)
      return value === undefined ? { kind: 'garbage', status } : { kind: 'value', value }
    } catch (fault) {
      if (fault instanceof FileFault) throw fault
      return { kind: 'unreachable', why: whyOf(fault) }
    }
  }
  return async (request) => {
    for (let count = 1; ; count += 1) {
      const answer = await attempt(request)
      if (answer.kind === 'value' || answer.kind === 'refused' || count >= patience.attempts) return answer
      const left = (patience.until ?? Infinity) - Date.now()
      if (left <= 0) return answer
      const most = Math.min(patience.longestPause, patience.firstPause * 2 ** (count - 1))
      const asked = Math.max(0, quietUntil - performance.now())
      // Half of it by chance, so that those who failed together do not come back together.
      const wait = Math.min(left, asked + most / 2 + Math.random() * (most / 2))
      patience.failed?.(answer, wait)
      await pause(wait)
    }
  }
}
