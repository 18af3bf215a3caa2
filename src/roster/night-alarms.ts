/**
 * Which alarms are due: once when something goes wrong, again after a while, and the all-clear. Sending them is
 * `send-alarm.ts`. Reads no clock and no file.
 */

import type { NightStanding } from './night-standing.ts'

export type AlarmKind = 'stopped' | 'failed' | 'unpublished' | 'late' | 'missing' | 'gate-down'

export interface NightAlarm {
  readonly kind: AlarmKind | 'all-clear'
  readonly isReminder: boolean
  /** Milliseconds since 1970: since when it has been wrong. */
  readonly since: number
  /** The run that it is about; `undefined`: none. */
  readonly run: number | undefined
}

/** What was said. Kept in a file, so that the gate and the watch beside it say nothing twice. */
export interface AlarmMemory {
  /** `undefined`: all is well as far as anybody was told. */
  readonly open:
    | {
        readonly kind: AlarmKind
        readonly run?: number | undefined
        readonly since: number
        readonly saidAt: number
      }
    | undefined
  /** Begin of the last night whose success was told. */
  readonly successOf: number | undefined
}

export interface AlarmsDue {
  readonly alarms: readonly NightAlarm[]
  /** The success of this night is to be told. */
  readonly success: boolean
  readonly memory: AlarmMemory
}

/**
 * @param begins of the night
 * @param remind milliseconds
 */
export function alarmsDue(
  memory: AlarmMemory,
  standing: NightStanding,
  isGateDown: boolean,
  begins: number,
  now: number,
  remind: number,
): AlarmsDue {
  const { open, successOf } = memory
  const success = standing.kind === 'ready' && !isGateDown && successOf !== begins
  const told = success ? begins : successOf
  const wrong = wrongIn(standing, isGateDown)
  if (wrong === undefined) {
    // Until the next night is ready it is not known whether what was wrong is over.
    if (open === undefined || (standing.kind === 'expected' && open.kind !== 'gate-down'))
      return { alarms: [], success, memory: { open, successOf: told } }
    const clear = { kind: 'all-clear', isReminder: false, since: open.since, run: open.run } as const
    return { alarms: [clear], success, memory: { open: undefined, successOf: told } }
  }
  const isSame = open?.kind === wrong.kind && open.run === wrong.run
  if (isSame && now - open.saidAt < remind) return { alarms: [], success, memory: { open, successOf: told } }
  const since = open?.since ?? now
  return {
    alarms: [{ ...wrong, isReminder: isSame, since }],
    success,
    memory: { open: { ...wrong, since, saidAt: now }, successOf: told },
  }
}

function wrongIn(
  standing: NightStanding,
  isGateDown: boolean,
): { readonly kind: AlarmKind; readonly run: number | undefined } | undefined {
  if (isGateDown) return { kind: 'gate-down', run: undefined }
  switch (standing.kind) {
    case 'ready':
    case 'expected':
      return undefined
    case 'stopped':
    case 'failed':
    case 'unpublished':
      return { kind: standing.kind, run: standing.run }
    case 'late':
    case 'missing':
      return { kind: standing.kind, run: undefined }
  }
}
