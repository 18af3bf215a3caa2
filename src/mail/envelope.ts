/** Who hands a mail in and for whom (RFC 5321 section 2.3.1). Values only. */

/** The peer that hands the mail in. */
export interface Client {
  /** IP address, IPv4-mapped IPv6 written as IPv4. */
  readonly address: string
  readonly port: number
  /** The argument of EHLO or HELO. */
  readonly helo: string
  readonly extended: boolean
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined
  /** Address that AUTH proved; `undefined` without AUTH. */
  readonly login: string | undefined
  /** Name of the listener in the configuration. */
  readonly listener: string
}

/** One word of NOTIFY (RFC 3461 section 4.1); `never` stands alone. */
export type NotifyWhen = 'never' | 'success' | 'failure' | 'delay'

export interface Recipient {
  /** As RCPT gave it, without angle brackets. */
  readonly address: string
  /** When the sender wants a report (NOTIFY); `undefined`: not said, which is as good as failure and delay. */
  readonly notify?: readonly NotifyWhen[] | undefined
  /** ORCPT as it was given (RFC 3461 section 4.2): type, `;` and xtext. */
  readonly orcpt?: string | undefined
}

export interface Envelope {
  /** As MAIL gave it, without angle brackets; `''` is the null sender. */
  readonly from: string
  readonly recipients: readonly Recipient[]
  readonly smtputf8: boolean
  /** `BODY=8BITMIME` was given. */
  readonly eightBit: boolean
  /** What a report of failure should bring back (RET, RFC 3461 section 4.3); `undefined`: not said. */
  readonly ret?: 'full' | 'headers' | undefined
  /** ENVID as it was given, in xtext (RFC 3461 section 4.4). */
  readonly envid?: string | undefined
}
