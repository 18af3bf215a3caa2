/** Signs what a webhook is sent, so that its receiver knows who says it. Knows nothing of how it is sent. */

import { createHmac } from 'node:crypto'

/**
 * The value of `X-Sekisho-Signature`: HMAC-SHA256 of the seconds, a dot and the body, in hexadecimal.
 * @param seconds since 1970, as `X-Sekisho-Timestamp` says
 */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
