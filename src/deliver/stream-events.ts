/** What a stream of decisions reports about itself. */

/** Which copy of the decision log. */
export type StreamName = 'syslog' | 'webhook'

export type StreamEvent =
  /** Told once, at the first failure. */
  | { readonly kind: 'failing'; readonly stream: StreamName; readonly why: string }
  | { readonly kind: 'recovered'; readonly stream: StreamName }
  /** `file`: a whole day file that was gone before it was sent. */
  | {
      readonly kind: 'lost'
      readonly stream: StreamName
      readonly records: number
      readonly file: string | undefined
      readonly why: string
    }
