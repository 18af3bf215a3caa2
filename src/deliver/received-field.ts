/** Our own `Received` field (RFC 5321 section 4.4, RFC 6531 section 3.7.3, RFC 3848). Composes bytes; adds nothing else. */

import type { Client, Envelope } from '../mail/envelope.ts'

export interface Passed {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly client: Client
  readonly envelope: Envelope
}

/** Octets of a header line that are kept below (RFC 5322 section 2.1.1 recommends 78, demands 998). */
const lineLength = 78
const lineBreak = '\r\n\t'

/** The last moment written: mails of one second share it. */
let last = { second: Number.NaN, text: '' }

/** Folded, ends in CRLF. `hostname` is ours. */
export function receivedField(passed: Passed, hostname: string): Buffer {
  const { client, envelope } = passed
  const only = envelope.recipients.length === 1 ? envelope.recipients[0]?.address : undefined
  const parts = [
    `Received: from ${domainOf(client.helo)} (${addressLiteral(client.address)})`,
    `by ${hostname} (sekisho)`,
    `with ${protocolOf(client, envelope)} id ${passed.id}`,
    ...(only !== undefined && isPlain(only) ? [`for <${only}>`] : []),
  ]
  return Buffer.from(`${fold(parts)};${lineBreak}${dateTime(passed.at)}\r\n`, 'latin1')
}

function fold(parts: readonly string[]): string {
  let text = ''
  let length = 0
  for (const part of parts) {
    if (text !== '' && length + 1 + part.length <= lineLength) {
      text += ` ${part}`
      length += 1 + part.length
    } else {
      text += text === '' ? part : `${lineBreak}${part}`
      length = part.length + 8
    }
  }
  return text
}

/** What the client called itself is its own words: only a domain or an address literal is repeated. */
function domainOf(helo: string): string {
  return helo.length <= 255 && /^(?:[A-Za-z0-9._-]+|\[[A-Za-z0-9.:_-]+\])$/.test(helo) ? helo : 'unknown'
}

function addressLiteral(address: string): string {
  return address.includes(':') ? `[IPv6:${address}]` : `[${address}]`
}

function isPlain(address: string): boolean {
  return address.length <= 320 && /^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(address)
}

function protocolOf(client: Client, envelope: Envelope): string {
  if (!client.extended) return 'SMTP'
  const base = envelope.smtputf8 ? 'UTF8SMTP' : 'ESMTP'
  return base + (client.tls === undefined ? '' : 'S') + (client.login === undefined ? '' : 'A')
}

/** `toUTCString` gives the names of RFC 5322 section 3.3; only its zone is spelled the obsolete way. */
function dateTime(at: number): string {
  const second = Math.floor(at / 1_000)
  if (last.second !== second) {
    last = { second, text: new Date(at).toUTCString().replace('GMT', '+0000') }
  }
  return last.text
}
