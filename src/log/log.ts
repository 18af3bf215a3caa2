/**
 * Every event of a running gate as a typed function, one JSON line each on standard output. What became of a
 * mail in full stands in the decision log; here stands what an operator watches. Names and levels: `events.ts`.
 */

import { pino, type DestinationStream } from 'pino'

import type { NightAlarm } from '../roster/night-alarms.ts'
import type { StreamEvent } from '../deliver/stream-events.ts'
import type { QueueEvent } from '../deliver/queue-events.ts'
import { logEvents, type DoorEventName, type LogEventName, type LogLevel } from './events.ts'
import type { SpoolEvent } from '../store/spool.ts'

/** What `receive/` reports from the door. */
interface DoorEvent {
  readonly kind: DoorEventName
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

/** Hears of every event, also of those that are not loud enough to be written. Must not throw. */
export type LogListener = (event: LogEventName, facts: Readonly<Record<string, unknown>>) => void

export interface Log {
  readonly started: (revision: string, snapshot: string, people: number) => void
  readonly stopping: () => void
  /** A step of stopping failed; the others are taken all the same. */
  readonly stopFault: (fault: unknown) => void
  readonly stopped: () => void
  /** From here on mails are judged by other settings, people and rules. */
  /** Names as in decisions; `who` is empty where another process had written it down. */
  readonly policiesChanged: (before: string, now: string, who: string) => void
  readonly policiesRefused: (name: string, faults: readonly string[]) => void
  readonly reloaded: (revision: string, snapshot: string, people: number) => void
  /** The organization is read by the gate itself, and mails wait longer meanwhile. */
  readonly readingFailed: (why: string) => void
  /** All stays as it was. */
  readonly reloadFailed: (faults: readonly string[]) => void
  readonly delivered: (mail: MailEvent & { readonly nextHop: string; readonly milliseconds: number }) => void
  /** `notice`: `told`, or why the refusal stands in the reply although notices are configured. */
  readonly refused: (
    mail: MailEvent & { readonly reason: string; readonly notice: string | undefined },
  ) => void
  /** Answered 250 and thrown away by this policy. */
  readonly discarded: (mail: MailEvent & { readonly policy: string }) => void
  /** The spool has it, or a part of it. */
  readonly queued: (mail: MailEvent & { readonly nextHop: string }) => void
  readonly deferred: (mail: MailEvent & { readonly nextHop: string }) => void
  readonly refusedByNextHop: (mail: MailEvent & { readonly nextHop: string }) => void
  /** A fault of ours: the mail got a 451. */
  readonly fault: (id: string, fault: unknown) => void
  readonly atTheDoor: (event: DoorEvent) => void
  readonly recordFailing: (why: string) => void
  readonly recordRecovered: () => void
  /** The gate stopped while the log could not be written. */
  readonly recordLost: (lines: number) => void
  /** Names of day files that were removed and compressed. */
  readonly decisionsKept: (removed: readonly string[], compressed: readonly string[]) => void
  readonly decisionsNotKept: (fault: unknown) => void
  readonly ofStream: (event: StreamEvent) => void
  /** No mail is taken until there is room again. `free` and `floor`: octets, or free files where `floor` is `files`. */
  readonly floorReached: (floor: string, free: number, least: number) => void
  readonly floorLeft: (floor: string, free: number, least: number) => void
  /** Notes of whom senders wrote to cannot be put on disk; they are kept and tried again. */
  readonly historyFailing: (why: string) => void
  /** A request changed something. `who`: name of its token. */
  readonly apiChanged: (who: string, action: string, subject: string) => void
  readonly apiFault: (fault: unknown) => void
  /** An import that the gate has started is over. `said`: what a person has to look at. */
  readonly nightRun: (exitCode: number, said: string) => void
  readonly nightAlarm: (alarm: NightAlarm) => void
  readonly nightAlarmNotSent: (channel: string, why: string) => void
  readonly nightFault: (fault: unknown) => void
  readonly ofQueue: (event: QueueEvent) => void
  readonly ofSpool: (event: SpoolEvent) => void
  readonly certificateExpires: (listener: string, at: string) => void
  /** Events below it are not written from here on. */
  readonly setLevel: (level: LogLevel) => void
  /** `listener` hears of every event from here on. */
  readonly listen: (listener: LogListener) => void
}

const queueMessages: Readonly<Record<QueueEvent['kind'], string>> = {
  attempt: 'queue: an attempt is over',
  reported: 'queue: a delivery report is on its way',
  'nobody-to-tell': 'queue: not delivered, and there is no sender to tell',
  corrupt: 'queue: a mail is damaged and waits in the state corrupt',
  unrecorded: 'queue: an outcome cannot be put on disk yet',
  fault: 'queue: fault, the mail is tried again later',
}

const spoolMessages: Readonly<Record<SpoolEvent['kind'], string>> = {
  failing: 'spool cannot be written: no mail is kept',
  recovered: 'spool is written again',
  rescued: 'spool: its records had been removed under the running gate, and are in their place again',
  corrupt: 'spool: a mail is damaged',
  orphans: 'spool: files that no mail refers to; see sekisho spool check',
}

const streamMessages: Readonly<Record<StreamEvent['kind'], string>> = {
  failing: 'a copy of the decision log does not arrive: it is sent again',
  recovered: 'the copy of the decision log arrives again',
  lost: 'records were not copied, and will not be',
}

/** A fault stands under the key that brings its stack along. */
function factsOf(event: object): object {
  const { fault, ...facts }: { readonly fault?: unknown } = event
  return fault === undefined ? facts : { ...facts, err: fault }
}

/** `destination`: default standard output. */
export function createLog(destination?: DestinationStream): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const logger = pino(options, destination ?? pino.destination({ dest: 1, sync: false }))
  const listeners: LogListener[] = []
  const note = (event: LogEventName, facts: object, message: string): void => {
    const line: Record<string, unknown> = { event, ...facts }
    for (const listener of listeners) listener(event, line)
    logger[logEvents[event]](line, message)
  }
  return {
    started: (revision, snapshot, people) => note('started', { revision, snapshot, people }, 'started'),
    stopping: () => note('stopping', {}, 'stopping: mails under way get their answer'),
    stopFault: (fault) =>
      note('stop-fault', { err: fault }, 'fault while stopping: the other steps are taken'),
    stopped: () => note('stopped', {}, 'stopped'),
    policiesChanged: (before, now, who) =>
      note('policies-changed', { before, revision: now, ...(who === '' ? {} : { who }) }, 'policies changed'),
    policiesRefused: (name, faults) =>
      note('policies-refused', { revision: name, faults }, 'policies refused: nothing has changed'),
    reloaded: (revision, snapshot, people) => note('reloaded', { revision, snapshot, people }, 'reloaded'),
    readingFailed: (why) =>
      note('reading-failed', { why }, 'the process that reads the organization failed: read here'),
    reloadFailed: (faults) => note('reload-failed', { faults }, 'reload failed: nothing has changed'),
    delivered: (mail) => note('mail-delivered', mail, 'mail delivered'),
    refused: (mail) => note('mail-refused', mail, 'mail refused'),
    discarded: (mail) => note('mail-discarded', mail, 'mail discarded by a policy'),
    queued: (mail) => note('mail-queued', mail, 'mail queued'),
    deferred: (mail) => note('mail-deferred', mail, 'mail not taken for now'),
    refusedByNextHop: (mail) => note('mail-refused-by-next-hop', mail, 'mail refused by the next hop'),
    fault: (id, fault) => note('mail-fault', { id, err: fault }, 'fault: the mail got a 451'),
    atTheDoor: ({ kind, ...facts }) => note(kind, facts, 'at the door'),
    recordFailing: (why) =>
      note('record-failing', { why }, 'decision log cannot be written: no mail is taken'),
    recordLost: (lines) => note('record-lost', { lines }, 'decisions could not be put on record'),
    recordRecovered: () => note('record-recovered', {}, 'decision log is written again'),
    decisionsKept: (removed, compressed) =>
      note('decisions-kept', { removed, compressed }, 'old days of the decision log removed or compressed'),
    decisionsNotKept: (fault) =>
      note(
        'decisions-not-kept',
        { err: fault },
        'old days of the decision log cannot be removed or compressed',
      ),
    ofStream: ({ kind, ...facts }) => note(`stream-${kind}`, facts, streamMessages[kind]),
    floorReached: (floor, free, least) =>
      note('floor-reached', { floor, free, least }, 'too little room: no mail is taken'),
    floorLeft: (floor, free, least) => note('floor-left', { floor, free, least }, 'there is room again'),
    historyFailing: (why) => note('history-failing', { why }, 'history of senders cannot be written yet'),
    apiChanged: (who, action, subject) => note('api-changed', { who, action, subject }, 'changed by the API'),
    apiFault: (fault) => note('api-fault', { err: fault }, 'fault: a request got a 500'),
    nightRun: (exitCode, said) => note('night-run', { exitCode, said }, 'an import of the night is over'),
    nightAlarm: ({ kind, ...facts }) => {
      if (kind === 'all-clear') note('night-clear', facts, 'the night is in order again')
      else if (kind === 'late') note('night-late', facts, 'the dump of the night is late')
      else note('night-alarm', { why: kind, ...facts }, 'the night has not come to its end')
    },
    nightAlarmNotSent: (channel, why) =>
      note('night-alarm-not-sent', { channel, why }, 'an alarm of the night was not taken'),
    nightFault: (fault) => note('night-fault', { err: fault }, 'fault: the night is looked at again shortly'),
    ofQueue: ({ kind, ...facts }) => note(`queue-${kind}`, factsOf(facts), queueMessages[kind]),
    ofSpool: ({ kind, ...facts }) => note(`spool-${kind}`, facts, spoolMessages[kind]),
    certificateExpires: (listener, at) =>
      note('certificate-expires', { listener, at }, 'a certificate expires soon, or has expired'),
    setLevel: (level) => {
      logger.level = level
    },
    listen: (listener) => {
      listeners.push(listener)
    },
  }
}
