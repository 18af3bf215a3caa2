/** What a mail is, as far as its header says. Values only; reading bytes is `read-mail.ts`. */

/** One address of an address field, as read by RFC 5322, 6854 and 6532. */
export type ListedAddress =
  | {
      readonly kind: 'mailbox'
      /** `local@domain`: needless quotes removed, ASCII lower case. See `address.ts`. */
      readonly address: string
    }
  | {
      /** Cannot be read for sure: counts as an outside recipient and never as an approver. */
      readonly kind: 'unreadable'
      /** The text at fault, shortened to 100 characters, safe to print. */
      readonly text: string
    }

export type AddressList = readonly ListedAddress[]

/** Structure that two mail programs may read in two ways (`gateway.md`, "Who receives"). */
export type Ambiguity =
  | { readonly kind: 'field-twice'; readonly field: string }
  | { readonly kind: 'nul' }
  | { readonly kind: 'bare-cr' }
  | { readonly kind: 'bare-lf' }
  | { readonly kind: 'line-without-colon'; readonly line: number }
  | { readonly kind: 'folded-name'; readonly line: number }
  | { readonly kind: 'two-angle-addresses'; readonly field: string }
  | { readonly kind: 'no-author' }
  | { readonly kind: 'unreadable-author'; readonly text: string }
  /** A header that starts with white space: programs drop the line, or the header. */
  | { readonly kind: 'continuation-first' }
  /** A field name with bytes that no name has: white space inside, control characters, 8-bit, or nothing. */
  | { readonly kind: 'field-name'; readonly line: number }
  /** Obsolete white space before the colon of a field that is judged: some programs do not know it then. */
  | { readonly kind: 'space-before-colon'; readonly field: string }
  /**
   * A line of white space only, where some programs end the header, and a field that is judged goes on or
   * stands after it.
   */
  | { readonly kind: 'white-space-line'; readonly line: number }
  /**
   * More than the configuration allows (`limits.headerFields`, `limits.addresses`); the rest was not read.
   */
  | { readonly kind: 'over-limit'; readonly of: 'fields' | 'addresses' | 'authors'; readonly limit: number }

/**
 * One header field: `name` lower case; `body` the bytes after the colon, still folded, without the last CRLF.
 */
export interface Field {
  readonly name: string
  readonly body: Buffer
}

export interface Mail {
  readonly fields: readonly Field[]
  readonly from: AddressList
  readonly sender: AddressList
  readonly to: AddressList
  readonly cc: AddressList
  readonly bcc: AddressList
  /** Empty for a mail whose structure every mail program reads alike. At most 20: the first ones. */
  readonly ambiguities: readonly Ambiguity[]
  /** Number of `Received` fields. */
  readonly received: number
  /**
   * Media type, lower case (`multipart/report`); `text/plain` where the header gives none that can be read.
   */
  readonly mediaType: string
  /** `Message-ID` and decoded `Subject` for the record; `''` where there is none. */
  readonly messageId: string
  readonly subject: string
}
