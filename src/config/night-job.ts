/** The settings `night`: where dumps arrive and when, which of them is in force, and who hears if something is wrong. */

import { Cron } from 'croner'
import { z } from 'zod'

import { alarms } from './night-alarms.ts'
import { guard } from './night.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the day: hh:mm')

const timezone = z.string().refine(isTimezone, 'no time zone (for example Asia/Tokyo)')

const arrival = z.strictObject({
  complete: z
    .enum(['rename', 'rest', 'done-mark'])
    .default('rename')
    .describe(
      'When `hr.csv` in `incoming` is whole. `rename`: as soon as it is there, since it was written under another name; `rest`: once nothing has changed for `rest` seconds; `done-mark`: once `hr.csv.done` is there and not older.',
    ),
  rest: z.number().positive().max(86_400).default(60).describe('Seconds, for `rest`.'),
  every: z.number().min(0.1).max(3_600).default(5).describe('Seconds between two looks into the folder.'),
})

const schedule = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('`false`: the gate imports nothing by itself; `sekisho night run` does, by hand or from cron.'),
  cron: z
    .string()
    .refine(isCron, 'no five fields of cron (minute hour day month weekday)')
    .default('0 4 * * *')
    .describe(
      'From when on the dump of the night is waited for, in five fields of cron; `0 4 * * 1-5` for workdays.',
    ),
  holidays: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Files of days on which no dump is expected: a date a line, or the list of the Cabinet Office of Japan (`syukujitsu.csv`).',
    ),
  timezone: timezone.default('Asia/Tokyo').describe('Time zone of `cron`, `warning` and `alarm`.'),
  warning: clock.default('07:00').describe('Not ready by then: a warning.'),
  alarm: clock.default('08:00').describe('Not ready by then: an alarm.'),
})

const target = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name of letters, digits, ".", "_" and "-"')
    .describe('Name of the target in alarms and on record.'),
  target: z.string().min(1).describe('URL of the API of another gate, or a folder for files.'),
  tokenFile: z
    .string()
    .optional()
    .describe(
      'File with the token for a URL (scopes `groups:read` and `groups:write`): for the gate alone to read.',
    ),
  parallel: z.int().min(1).max(64).default(8).describe('Groups under way at a time.'),
  keep: z.int().min(1).max(36_500).default(30).describe('Days of groups that a folder keeps.'),
})

export const night = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      '`true`: the gate judges by the dump that the night has put in force; until there is one, by `organization`.',
    ),
  directory: z
    .string()
    .default('var/roster')
    .describe('Folder of the dumps: `incoming` for those that arrive, `dumps` for those that were taken.'),
  keep: z
    .int()
    .min(1)
    .max(36_500)
    .default(400)
    .describe('Days for which dumps and comparisons are kept. The one in force always is.'),
  arrival: arrival
    .prefault({})
    .describe('How a dump that has wholly arrived is told from one that is coming.'),
  schedule: schedule.prefault({}).describe('When the gate waits for the dump of the night.'),
  publish: z
    .array(target)
    .default([])
    .describe(
      'Where the groups of each dump that takes force are published: each target on its own. Default: nowhere.',
    ),
  alarms: alarms.prefault({}).describe('Who hears if the night does not come to its end.'),
  guard: guard.prefault({}).describe('What keeps a dump from taking force until a person has looked at it.'),
})

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

function isCron(pattern: string): boolean {
  if (pattern.trim().split(/\s+/).length !== 5) return false
  try {
    return new Cron(pattern, { paused: true }).nextRun() !== null
  } catch {
    return false
  }
}
