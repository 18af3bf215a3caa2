/** An SMTP reply as a value (RFC 5321 section 4.2); `lines` are without code and enhanced code. */
export interface Reply {
  readonly code: number
  /** RFC 3463, for example `5.7.1`; `''` for none. */
  readonly enhanced: string
  /** ASCII unless the client asked for SMTPUTF8. */
  readonly lines: readonly string[]
}
