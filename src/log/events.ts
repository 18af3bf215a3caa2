/** The names of all events of the log, with how loud each one is. `docs/operations.md` says what they mean. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** At a listener, before there is a decision. */
export const doorEvents = {
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
} as const satisfies Record<string, LogLevel>

/** Of the gate and of mails. */
export const gateEvents = {
  'api-changed': 'info',
  'api-fault': 'error',
  'certificate-expires': 'warn',
  'decisions-kept': 'info',
  'decisions-not-kept': 'error',
  'floor-left': 'info',
  'floor-reached': 'error',
  'history-failing': 'warn',
  'mail-deferred': 'warn',
  'mail-delivered': 'info',
  'mail-discarded': 'info',
  'mail-fault': 'error',
  'mail-queued': 'info',
  'mail-refused': 'info',
  'mail-refused-by-next-hop': 'info',
  'policies-changed': 'info',
  'policies-refused': 'warn',
  'queue-attempt': 'info',
  'queue-corrupt': 'error',
  'queue-fault': 'error',
  'queue-nobody-to-tell': 'warn',
  'queue-reported': 'info',
  'queue-unrecorded': 'error',
  'record-failing': 'error',
  'record-lost': 'error',
  'record-recovered': 'info',
  'reload-failed': 'error',
  reloaded: 'info',
  'spool-corrupt': 'error',
  'spool-failing': 'error',
  'spool-orphans': 'warn',
  'spool-recovered': 'info',
  'spool-rescued': 'error',
  'stream-failing': 'warn',
  'stream-lost': 'error',
  'stream-recovered': 'info',
  started: 'info',
  'stop-fault': 'error',
  stopped: 'info',
  stopping: 'info',
} as const satisfies Record<string, LogLevel>

export type DoorEventName = keyof typeof doorEvents
export type LogEventName = DoorEventName | keyof typeof gateEvents

export const logEvents: Readonly<Record<LogEventName, LogLevel>> = { ...doorEvents, ...gateEvents }
