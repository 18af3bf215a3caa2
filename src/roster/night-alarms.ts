/**
 * Which alarms are due: once when something goes wrong, again after a while, and the all-clear. The dump, its
 * folder, the gate, the targets and the calendar are told of apart, so that none hides another. Sending is `send-alarm.ts`. Reads no clock and no file.
 */

import type { TargetReason } from './night-reasons.ts'
import type { NightStanding } from './night-standing.ts'

export const alarmKinds = [
  'stopped',
  'failed',
  'late',
  'missing',
  'unpublished',
  'gate-down',
  'unreadable',
  'calendar',
] as const

export type AlarmKind = (typeof alarmKinds)[number]

/** What an alarm is about: of each there is one at a time. */
export type AlarmSubject = 'dump' | 'incoming' | 'groups' | 'gate' | 'calendar'

export interface Wrong {
  readonly kind: AlarmKind
  /** The run that it is about; `undefined`: none. */
  readonly run: number | undefined
  /** Names of the targets that do not have their groups. */
  readonly targets: readonly string[]
  /** Why, for a person: what was wrong with the dump, what the guard has found, why a file cannot be used. */
  readonly faults: readonly string[]
}

export interface NightAlarm extends Omit<Wrong, 'kind'> {
  readonly kind: AlarmKind | 'all-clear'
  /** With an all-clear what is over, else the same as `kind`. */
  readonly of: AlarmKind
  readonly isReminder: boolean
  /** Milliseconds since 1970: since when it has been wrong. */
  readonly since: number
}

export interface OpenAlarm extends Wrong {
  readonly since: number
  readonly saidAt: number
}

/** What was said. Kept in a file, so that the gate and the watch beside it say nothing twice. */
export interface SaidAlarms {
  /** At most one of each subject. */
  readonly open: readonly OpenAlarm[]
  /** Begin of the last night whose success was told. */
  readonly successOf: number | undefined
}

/** What a look at the night has found. */
export interface NightFindings {
  readonly standing: NightStanding
  /** Why the run that it names is not ready, for a person. */
  readonly reasons: readonly string[]
  /** `undefined`: not asked. */
  readonly isGateDown: boolean | undefined
  /** `undefined`: not known. */
  readonly groups:
    | {
        readonly run: number | undefined
        /** Targets that do not have all groups yet, by name, and those of them that had time enough. */
        readonly behind: readonly string[]
        readonly overdue: readonly string[]
        readonly reasons: readonly TargetReason[]
      }
    | undefined
  /** Why the folder in which dumps arrive cannot be read, for a person; `undefined`: it can. */
  readonly incomingFault: string | undefined
  readonly calendarFaults: readonly string[]
  /** Milliseconds since 1970: when the night began by its schedule. */
  readonly begins: number
}

export interface AlarmsDue {
  /** All that is wrong, said or not. */
  readonly wrong: readonly Wrong[]
  readonly alarms: readonly NightAlarm[]
  /** The success of this night is to be told. */
  readonly success: boolean
  readonly open: readonly OpenAlarm[]
}

export function subjectOf(kind: AlarmKind): AlarmSubject {
  if (kind === 'unpublished') return 'groups'
  if (kind === 'gate-down') return 'gate'
  if (kind === 'unreadable') return 'incoming'
  return kind === 'calendar' ? 'calendar' : 'dump'
}

/** @param remind milliseconds */
export function alarmsDue(
  { open, successOf }: SaidAlarms,
  findings: NightFindings,
  now: number,
  remind: number,
): AlarmsDue {
  const { standing, isGateDown, groups, begins } = findings
  const found = (['dump', 'incoming', 'groups', 'gate', 'calendar'] as const).map((subject) => {
    const said = open.find(({ kind }) => subjectOf(kind) === subject)
    const wrong = wrongIn(subject, findings, said)
    return wrong === undefined
      ? { wrong, ...unlessWrong(said, !isUnknown(subject, findings)) }
      : { wrong, ...whileWrong(wrong, said, now, remind) }
  })
  const isReady = standing.kind === 'ready' && isGateDown !== true && (groups?.behind.length ?? 0) === 0
  return {
    wrong: found.flatMap(({ wrong }) => (wrong === undefined ? [] : [wrong])),
    alarms: found.flatMap(({ alarms }) => alarms),
    open: found.flatMap(({ left }) => left),
    success: isReady && successOf !== begins,
  }
}

interface Said {
  readonly alarms: readonly NightAlarm[]
  readonly left: readonly OpenAlarm[]
}

function unlessWrong(said: OpenAlarm | undefined, isKnown: boolean): Said {
  if (said === undefined) return { alarms: [], left: [] }
  if (!isKnown) return { alarms: [], left: [said] }
  const { kind: of, run, targets, since } = said
  const over = { kind: 'all-clear', of, run, targets, faults: [], since, isReminder: false } as const
  return { alarms: [over], left: [] }
}

function whileWrong(wrong: Wrong, said: OpenAlarm | undefined, now: number, remind: number): Said {
  const isSame =
    said?.kind === wrong.kind &&
    said.run === wrong.run &&
    wrong.targets.every((name) => said.targets.includes(name))
  // Targets that have caught up are left out from here on.
  if (isSame && now - said.saidAt < remind) return { alarms: [], left: [{ ...said, targets: wrong.targets }] }
  const since = said?.since ?? now
  return {
    alarms: [{ ...wrong, of: wrong.kind, isReminder: isSame, since }],
    left: [{ ...wrong, since, saidAt: now }],
  }
}

/** Until the next night is ready it is not known whether what was wrong with the dump is over. */
function isUnknown(subject: AlarmSubject, { standing, groups, isGateDown }: NightFindings): boolean {
  return (
    (subject === 'dump' && standing.kind === 'expected') ||
    (subject === 'groups' && groups === undefined) ||
    (subject === 'gate' && isGateDown === undefined)
  )
}

function wrongIn(
  subject: AlarmSubject,
  { standing, reasons, incomingFault, isGateDown, groups, calendarFaults: faults }: NightFindings,
  said: OpenAlarm | undefined,
): Wrong | undefined {
  const nothing = { run: undefined, targets: [], faults: [] }
  switch (subject) {
    case 'dump':
      if (standing.kind === 'ready' || standing.kind === 'expected') return undefined
      return 'run' in standing
        ? { ...nothing, kind: standing.kind, run: standing.run, faults: reasons }
        : { ...nothing, kind: standing.kind }
    case 'incoming':
      return incomingFault === undefined
        ? undefined
        : { ...nothing, kind: 'unreadable', faults: [incomingFault] }
    case 'groups': {
      // Told of once, a target stays so until it has everything.
      const targets = groups?.behind.filter(
        (name) => groups.overdue.includes(name) || said?.targets.includes(name),
      )
      if (targets === undefined || targets.length === 0) return undefined
      const why = groups?.reasons.flatMap(({ target, line }) => (targets.includes(target) ? [line] : []))
      return { kind: 'unpublished', run: groups?.run, targets, faults: why ?? [] }
    }
    case 'gate':
      return isGateDown === true ? { ...nothing, kind: 'gate-down' } : undefined
    case 'calendar':
      return faults.length === 0 ? undefined : { ...nothing, kind: 'calendar', faults }
  }
}
