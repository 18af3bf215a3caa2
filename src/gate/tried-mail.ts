/** A mail that is judged and goes nowhere (`explain`, cases): as if a client on this machine had handed it in. */

import type { Content } from '../mail/content.ts'

import type { Incoming } from './incoming.ts'

export interface TriedMail extends Pick<Incoming, 'id' | 'at'> {
  /** Name of the listener. */
  readonly listener: string
  readonly login: string | undefined
  /** Envelope sender; `''` is the null sender. */
  readonly from: string
  readonly recipients: readonly string[]
  readonly content: Content
}

export function triedMail({ id, at, listener, login, from, recipients, content }: TriedMail): Incoming {
  return {
    id,
    at,
    client: {
      address: '127.0.0.1',
      port: 0,
      helo: 'localhost',
      extended: true,
      tls: undefined,
      login,
      listener,
    },
    envelope: {
      from,
      recipients: recipients.map((address) => ({ address })),
      smtputf8: true,
      eightBit: true,
    },
    content,
  }
}
