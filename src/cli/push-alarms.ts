/** The alarms of a push: what they are called, and how often they are repeated. */

import { hostname } from 'node:os'

import type { PushAlarm } from '../roster/push-deadline.ts'
import { cliPushTexts } from '../text/cli-push.ts'
import type { Language } from '../text/language.ts'

export interface PushAlarms {
  /** Milliseconds after which an alarm is repeated. */
  readonly remind: number
  readonly subjectOf: (alarm: PushAlarm) => string
}

const remind = 3_600_000

export function openPushAlarms(language: Language): PushAlarms {
  return { remind, subjectOf: (alarm) => subjectOf(alarm, language) }
}

function subjectOf({ kind, isReminder }: PushAlarm, language: Language): string {
  const texts = cliPushTexts[language]
  const subject = `${isReminder ? texts.still : ''}${texts.alarms[kind].subject}`
  return texts.subject(hostname(), subject)
}
