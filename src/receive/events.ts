/** What happens at the door and never becomes a decision; the log hears of it. */

/** Every event with how loud it is. `docs/operations.md` says what each one means. */
export const receiveEvents = {
  'accept-failed': 'error',
  authenticated: 'info',
  'authentication-blocked': 'warn',
  'authentication-busy': 'warn',
  'authentication-failed': 'warn',
  connected: 'debug',
  disconnected: 'debug',
  'early-talker': 'info',
  'foreign-sender': 'info',
  'header-too-large': 'info',
  'line-end': 'info',
  'no-room': 'warn',
  'no-storage': 'error',
  'over-limit': 'warn',
  'passage-failed': 'error',
  'proxy-unreadable': 'warn',
  'relay-denied': 'info',
  'spoken-for': 'debug',
  'timed-out': 'info',
  'tls-failed': 'info',
  'tls-started': 'debug',
  'too-large': 'info',
  'too-many-mails': 'info',
  'too-many-mistakes': 'info',
} as const

export type ReceiveEventKind = keyof typeof receiveEvents

export interface ReceiveEvent {
  readonly kind: ReceiveEventKind
  /** Name of the listener. */
  readonly listener: string
  /** Address of the client; `''` where there is none yet. */
  readonly client: string
  /** One line about this case (the limit, the recipient, the system's message); may be empty. Never a secret. */
  readonly detail: string
}
