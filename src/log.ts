/**
 * Every event of a running gate as a typed function, one JSON line each on standard output. What became of a
 * mail in full stands in the decision log; here stands what an operator watches.
 */

import { pino, type DestinationStream } from 'pino'

/** What `receive/` reports from the door. */
interface DoorEvent {
  readonly kind: string
  readonly listener: string
  readonly client: string
  readonly detail: string
}

interface MailEvent {
  /** Decision id. */
  readonly id: string
  readonly client: string
  readonly from: string
  readonly recipients: number
  /** The first line of the answer to the client. */
  readonly reply: string
}

export interface Log {
  readonly started: (revision: string, snapshot: string, people: number) => void
  readonly stopped: () => void
  /** `notice`: `told`, or why the refusal stands in the reply although notices are configured. */
  readonly refused: (
    mail: MailEvent & { readonly reason: string; readonly notice: string | undefined },
  ) => void
  readonly deferred: (mail: MailEvent & { readonly nextHop: string }) => void
  readonly refusedByNextHop: (mail: MailEvent & { readonly nextHop: string }) => void
  /** A fault of ours: the mail got a 451. */
  readonly fault: (id: string, fault: unknown) => void
  readonly atTheDoor: (event: DoorEvent) => void
  readonly recordFailing: (why: string) => void
  readonly recordRecovered: () => void
  /** The gate stopped while the log could not be written. */
  readonly recordLost: (lines: number) => void
}

/** `destination`: default standard output. */
export function createLog(destination?: DestinationStream): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const logger = pino(options, destination ?? pino.destination({ dest: 1, sync: false }))
  return {
    started: (revision, snapshot, people) => logger.info({ revision, snapshot, people }, 'started'),
    stopped: () => logger.info('stopped'),
    refused: (mail) => logger.info(mail, 'mail refused'),
    deferred: (mail) => logger.warn(mail, 'mail not taken for now'),
    refusedByNextHop: (mail) => logger.info(mail, 'mail refused by the next hop'),
    fault: (id, fault) => logger.error({ id, err: fault }, 'fault: the mail got a 451'),
    atTheDoor: (event) => logger.info(event, 'at the door'),
    recordFailing: (why) => logger.error({ why }, 'decision log cannot be written: no mail is taken'),
    recordLost: (lines) => logger.error({ lines }, 'decisions could not be put on record'),
    recordRecovered: () => logger.info('decision log is written again'),
  }
}
