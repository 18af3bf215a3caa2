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

export interface Recipient {
  /** As RCPT gave it, without angle brackets. */
  readonly address: string
}

export interface Envelope {
  /** As MAIL gave it, without angle brackets; `''` is the null sender. */
  readonly from: string
  readonly recipients: readonly Recipient[]
  readonly smtputf8: boolean
  /** `BODY=8BITMIME` was given. */
  readonly eightBit: boolean
}
