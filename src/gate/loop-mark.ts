/**
 * The loop mark: a field that this gate puts on a mail it hands over, and knows again when the mail comes
 * back. Keyed, so that outsiders cannot guess it; bound to the mail, so that they cannot put it on another; short-lived.
 * A replay could only get a mail refused, never let through.
 */

import { createHmac, timingSafeEqual } from 'node:crypto'

import type { Mail } from '../mail/mail.ts'

import type { Incoming } from './incoming.ts'

export interface LoopMark {
  /** The field in wire form. */
  readonly field: (incoming: Incoming, mail: Mail) => string
  /** The mail carries a mark of this key, for this mail, young enough. */
  readonly isOn: (incoming: Incoming, mail: Mail) => boolean
}

/** Octets that a key must have at least. */
export const shortestKey = 32

const name = 'X-Sekisho-Mark'
/** Milliseconds for which a mark counts. */
const lifetime = 3_600_000
/** Clocks of several gates with one key may differ by this. */
const clockSkew = 60_000
/** Fields that are looked at; outsiders may add as many as they like. */
const fieldsRead = 10
const value = /^1 (\d{13}) ([0-9a-f]{64})$/

export function createLoopMark(key: Buffer): LoopMark {
  const marked = name.toLowerCase()
  return {
    field: (incoming, mail) => `${name}: 1 ${incoming.at} ${seal(key, incoming, mail, incoming.at)}\r\n`,
    isOn: (incoming, mail) =>
      mail.fields
        .filter((field) => field.name === marked)
        .slice(0, fieldsRead)
        .some(({ body }) => {
          const [, at, given] = value.exec(body.toString('latin1').trim()) ?? []
          if (at === undefined || given === undefined) return false
          const age = incoming.at - Number(at)
          if (age < -clockSkew || age > lifetime) return false
          return timingSafeEqual(Buffer.from(given), Buffer.from(seal(key, incoming, mail, Number(at))))
        }),
  }
}

/** What stays the same on a way through Exchange: id, authors, envelope sender. Its programs may rewrite the rest. */
function seal(key: Buffer, { envelope }: Incoming, mail: Mail, at: number): string {
  const authors = mail.from.map((author) => (author.kind === 'mailbox' ? author.address : ''))
  const sealed = JSON.stringify([at, mail.messageId, authors, envelope.from.toLowerCase()])
  return createHmac('sha256', key).update(sealed).digest('hex')
}
