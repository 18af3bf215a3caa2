/**
 * Looks whether the night goes as it should, and raises the alarm: for the gate, each minute, and for a watch beside it that
 * goes on where the gate is dead.
 */

import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import type { Config } from '../config/schema.ts'
import { findRun } from '../store/night-runs.ts'
import { holidayTexts } from '../text/holidays.ts'
import { nightTexts } from '../text/night.ts'
import type { NotSent } from './alarm-channels.ts'
import { changeAlarmMemory } from './alarm-memory.ts'
import { alarmsDue, type NightAlarm, type NightFindings, type Wrong } from './night-alarms.ts'
import { readCalendar, type Calendar } from './holidays.ts'
import { incomingFault, nightPlaces } from './night-places.ts'
import { reasonsOf, reasonsOfTargets } from './night-reasons.ts'
import { dayOf, hoursOfNight, type NightHours } from './night-schedule.ts'
import { standingTonight, type NightStanding } from './night-standing.ts'
import { targetsStanding } from './night-targets.ts'
import { channelsIn, sendAlarm, tellSuccess } from './send-alarm.ts'
import { afterSending, dueAmong, whileSending, withNewAlarms } from './unsent-alarms.ts'

export interface NightLook {
  readonly standing: NightStanding
  /** All that is wrong now. */
  readonly wrong: readonly Wrong[]
  /** What was said now for the first time, as a reminder or as an all-clear. */
  readonly alarms: readonly NightAlarm[]
  /** Channels that did not take it; each is tried again shortly. */
  readonly notSent: readonly NotSent[]
}

/**
 * @param database `undefined`: there is none, or it cannot be read
 * @param isGateDown `undefined`: it was not asked, and what was said of it stays so
 * Rejects where what was said cannot be written down; the alarm has been sent.
 */
export async function lookAtNight(
  config: Config,
  folder: string,
  database: DatabaseSync | undefined,
  isGateDown: boolean | undefined,
  now: number,
): Promise<NightLook> {
  const { alarms: settings, directory } = config.night
  const place = resolve(folder, directory)
  const { incoming } = nightPlaces(place)
  const code = await incomingFault(incoming)
  const calendar = await readCalendar(config.night.schedule.holidays, folder)
  const remind = settings.remind * 1_000
  const looked = await changeAlarmMemory(place, (memory) => {
    const before = memory.watchedSince ?? firstRunIn(database) ?? now
    const watchedSince = before === 'off' ? now : before
    const findings = findingsOf(config, calendar, database, { isGateDown, watchedSince, incoming, code }, now)
    const due = alarmsDue(memory, findings, now, remind)
    const unsent = withNewAlarms(memory.unsent, due.alarms, channelsIn(config), now)
    // Written before it is sent: whoever looks meanwhile says nothing twice, and a kill makes it late, not silent.
    const left = whileSending(unsent, now)
    return {
      memory: {
        open: due.open,
        successOf: due.success ? findings.begins : memory.successOf,
        unsent: left,
        watchedSince: config.night.schedule.enabled ? watchedSince : 'off',
      },
      value: { ...due, findings, toSend: dueAmong(unsent, now) },
    }
  })
  const { findings, wrong, alarms, success, toSend } = looked.value
  const [answers, uncalled] = await Promise.all([
    Promise.all(
      toSend.map(async (one) => ({
        one,
        failures: await sendAlarm(one.alarm, one.channels, config, folder, now),
      })),
    ),
    success ? tellSuccess(config) : [],
  ])
  const sent = await changeAlarmMemory(place, (before) => {
    const unsent = answers.reduce((left, { one, failures }) => {
      const failed = failures.map(({ channel }) => channel)
      return afterSending(left, one, failed, now, remind)
    }, before.unsent)
    // A call that was not taken is made again at the next look.
    const isUntold = uncalled.length > 0 && before.successOf === findings.begins
    return {
      memory: { ...before, successOf: isUntold ? undefined : before.successOf, unsent },
      value: undefined,
    }
  })
  const fault = sent.fault ?? looked.fault
  if (fault !== undefined) throw fault
  const notSent = [...answers.flatMap(({ failures }) => failures), ...uncalled]
  return { standing: findings.standing, wrong, alarms, notSent }
}

function findingsOf(
  config: Config,
  { days, faults }: Calendar,
  database: DatabaseSync | undefined,
  {
    isGateDown,
    watchedSince,
    incoming,
    code,
  }: {
    readonly isGateDown: boolean | undefined
    readonly watchedSince: number
    readonly incoming: string
    /** Why it cannot be read. */
    readonly code: string | undefined
  },
  now: number,
): NightFindings {
  const { schedule } = config.night
  const hours = schedule.enabled ? hoursOfNight(schedule, now) : undefined
  const last = schedule.enabled ? hoursOfNight(schedule, now, days) : undefined
  const expected = last === undefined ? undefined : sinceWatched(last, watchedSince)
  const standing =
    hours === undefined
      ? ({ kind: 'expected' } as const)
      : standingTonight(database, hours, expected, now, incoming)
  return {
    standing,
    reasons:
      database !== undefined && (standing.kind === 'failed' || standing.kind === 'stopped')
        ? reasonsOf(database, standing.run, config.language)
        : [],
    isGateDown,
    groups: database === undefined ? undefined : groupsIn(config, database, hours, now),
    incomingFault: code === undefined ? undefined : nightTexts[config.language].unreadable(incoming, code),
    calendarFaults: faults.map(holidayTexts[config.language].fault),
    begins: hours?.begins ?? 0,
  }
}

/** Nothing is late for an hour that had gone by before there was a night to look at: a gate that is new, or was told to wait for none, has missed nothing. */
function sinceWatched({ begins, warns, alarms }: NightHours, watchedSince: number): NightHours {
  const notBefore = (hour: number): number => (hour < watchedSince ? Infinity : hour)
  return { begins, warns: notBefore(warns), alarms: notBefore(alarms) }
}

/** Milliseconds since 1970. */
function firstRunIn(database: DatabaseSync | undefined): number | undefined {
  return database === undefined ? undefined : findRun(database, 1)?.begunAt
}

function groupsIn(
  { night }: Config,
  database: DatabaseSync,
  hours: NightHours | undefined,
  now: number,
): NightFindings['groups'] {
  const { run, targets } = targetsStanding(database, night.publish, now)
  const behind = targets.filter(({ isPublished }) => !isPublished)
  const { timezone } = night.schedule
  // At midnight the groups of the new day are published: what fails then has its patience.
  const isLate =
    hours !== undefined && now >= hours.warns && dayOf(now, timezone) === dayOf(hours.warns, timezone)
  const overdue = behind.filter(({ attempts: [first, ...others] }) => {
    if (first === undefined) return false
    // One that is under way for the first time gets to its end.
    if (isLate && (first.endedAt !== undefined || others.length > 0)) return true
    return now - first.begunAt >= night.alarms.patience * 1_000
  })
  const names = (standings: typeof behind): readonly string[] =>
    standings.map(({ settings }) => settings.name)
  return { run, behind: names(behind), overdue: names(overdue), reasons: reasonsOfTargets(behind) }
}
