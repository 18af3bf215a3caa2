/** What happens at the door and never becomes a decision; the log hears of it. */

export type ReceiveEventKind =
  | 'accept-failed'
  | 'early-talker'
  | 'header-too-large'
  | 'line-end'
  | 'no-storage'
  | 'over-limit'
  | 'passage-failed'
  | 'relay-denied'
  | 'timed-out'
  | 'tls-failed'
  | 'too-large'
  | 'too-many-mistakes'

export interface ReceiveEvent {
  readonly kind: ReceiveEventKind
  /** Name of the listener. */
  readonly listener: string
  /** Address of the client; `''` where there is none yet. */
  readonly client: string
  /** One line about this case (the limit, the recipient, the system's message); may be empty. */
  readonly detail: string
}
