/**
 * Looks whether the night goes as it should, and raises the alarm: for the gate, each minute, and for a watch beside it that
 * goes on where the gate is dead.
 */

import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import type { Config } from '../config/schema.ts'
import { holidayTexts } from '../text/holidays.ts'
import type { NotSent } from './alarm-channels.ts'
import { keepAlarmMemory, readAlarmMemory } from './alarm-memory.ts'
import { alarmsDue, type NightAlarm, type NightFindings, type Wrong } from './night-alarms.ts'
import { readCalendar, type Calendar } from './holidays.ts'
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
 * Rejects where what was said cannot be written down; the alarm has been sent.
 */
export async function lookAtNight(
  config: Config,
  folder: string,
  database: DatabaseSync | undefined,
  isGateDown: boolean,
  now: number,
): Promise<NightLook> {
  const { alarms: settings, directory } = config.night
  const place = resolve(folder, directory)
  const calendar = await readCalendar(config.night.schedule.holidays, folder)
  const findings = findingsOf(config, calendar, database, isGateDown, now)
  const memory = await readAlarmMemory(place)
  const remind = settings.remind * 1_000
  const { wrong, alarms, success, open } = alarmsDue(memory, findings, now, remind)
  const unsent = withNewAlarms(memory.unsent, alarms, channelsIn(config), now)
  const due = dueAmong(unsent, now)
  // Written before it is sent: whoever looks meanwhile says nothing twice, and a kill makes it late, not silent.
  const sending = { open, successOf: memory.successOf, unsent: whileSending(unsent, now) }
  let fault = await faultOf(async () => await keepAlarmMemory(place, sending, memory))
  const [answers, uncalled] = await Promise.all([
    Promise.all(
      due.map(async (one) => ({
        one,
        failures: await sendAlarm(one.alarm, one.channels, config, folder, now),
      })),
    ),
    success ? tellSuccess(config) : [],
  ])
  const before = await readAlarmMemory(place)
  const after = {
    ...before,
    // A call that was not taken is made again at the next look.
    successOf: success && uncalled.length === 0 ? findings.begins : before.successOf,
    unsent: answers.reduce(
      (left, { one, failures }) =>
        afterSending(
          left,
          one,
          failures.map(({ channel }) => channel),
          now,
          remind,
        ),
      before.unsent,
    ),
  }
  fault = (await faultOf(async () => await keepAlarmMemory(place, after, before))) ?? fault
  if (fault !== undefined) throw fault
  const notSent = [...answers.flatMap(({ failures }) => failures), ...uncalled]
  return { standing: findings.standing, wrong, alarms, notSent }
}

function findingsOf(
  config: Config,
  { days, faults }: Calendar,
  database: DatabaseSync | undefined,
  isGateDown: boolean,
  now: number,
): NightFindings {
  const { schedule } = config.night
  const hours = schedule.enabled ? hoursOfNight(schedule, now) : undefined
  const expected = schedule.enabled ? hoursOfNight(schedule, now, days) : undefined
  return {
    standing: hours === undefined ? { kind: 'expected' } : standingTonight(database, hours, expected, now),
    isGateDown,
    groups: database === undefined ? undefined : groupsIn(config, database, hours, now),
    calendarFaults: faults.map(holidayTexts[config.language].fault),
    begins: hours?.begins ?? 0,
  }
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
  return { run, behind: names(behind), overdue: names(overdue) }
}

async function faultOf(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work()
    return undefined
  } catch (fault) {
    return fault instanceof Error ? fault : new Error(String(fault))
  }
}
