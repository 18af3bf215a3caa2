/** Says in good time that the certificate of a listener expires: at the start, at each reload, and once a day. */

import type { Log } from '../log/log.ts'

const day = 86_400_000
const inGoodTime = 14 * day

export interface Certificate {
  readonly listener: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export function warnOfExpiry(certificates: readonly Certificate[], now: number, log: Log): void {
  for (const { listener, expiresAt } of certificates) {
    if (expiresAt - now < inGoodTime) log.certificateExpires(listener, new Date(expiresAt).toISOString())
  }
}

/** Looks now and every day. Keeps no process alive. */
export function watchCertificates(certificates: () => readonly Certificate[], log: Log): () => void {
  const look = (): void => warnOfExpiry(certificates(), Date.now(), log)
  look()
  const timer = setInterval(look, day).unref()
  return () => clearInterval(timer)
}
