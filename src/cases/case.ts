/** A case of a user: one mail, and what the policies should do with it. Values only. */

import type { TlsOffer } from '../mail/tls-offer.ts'

/** A mail in short form, of which a message is made. */
export interface WrittenMail {
  readonly kind: 'written'
  readonly from: WrittenAddress
  readonly to: readonly WrittenAddress[]
  readonly cc: readonly WrittenAddress[]
  readonly subject: string
  readonly body: string
  readonly html: string | undefined
  /** Further header fields, in order. */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly WrittenAttachment[]
}

/** `name` is `''` where only the address is given. */
export interface WrittenAddress {
  readonly name: string
  readonly address: string
}

export interface WrittenAttachment {
  readonly name: string
  /** Media type; `undefined`: by the name. */
  readonly type: string | undefined
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'base64'; readonly base64: string }
    /** A file beside the case, as a path. */
    | { readonly kind: 'file'; readonly path: string }
    /** So many octets of nothing. */
    | { readonly kind: 'size'; readonly octets: number }
}

/** What should follow; only what is given is compared. */
export interface Expectation {
  readonly action: 'deliver' | 'refuse' | 'discard' | 'tempfail' | undefined
  /** The policy that decides; or `structure`, `loop`, `tenant` for what comes before all policies; or `none`. */
  readonly policy: string | undefined
  /** Each must be among the reasons of the decision. */
  readonly reasons: readonly string[]
  /** Policies that match, shadow ones too. */
  readonly matches: readonly string[]
  /** Policies that do not match. */
  readonly passes: readonly string[]
  /** Route of the delivery; `none`: by the recipients' domains. */
  readonly route: string | undefined
  readonly tls: 'required' | 'verified' | 'none' | undefined
}

export interface PolicyCase {
  readonly name: string
  /** Path of the file it stands in, as the user named it, and its line there. */
  readonly file: string
  readonly line: number
  /** `raw`: path of an `.eml` file. */
  readonly mail: WrittenMail | { readonly kind: 'raw'; readonly path: string }
  /** Envelope sender; `''` is the null sender; `undefined`: the author. */
  readonly mailFrom: string | undefined
  /** Envelope recipients beside those of the header. */
  readonly bcc: readonly string[]
  /** Envelope recipients in the place of all others. */
  readonly rcpt: readonly string[] | undefined
  readonly login: string | undefined
  /** `undefined`: the first of the configuration. */
  readonly listener: string | undefined
  /** `YYYY-MM-DD`; `undefined`: today. */
  readonly day: string | undefined
  /** Minutes of the day; `undefined`: 10:00. */
  readonly minute: number | undefined
  /** What the servers of a domain offer; `undefined`: the case does not say. */
  readonly tls: ReadonlyMap<string, TlsOffer> | undefined
  /** Whom the sender has written to before; `undefined`: the case does not say. */
  readonly writtenTo: readonly string[] | undefined
  readonly expect: Expectation
}
