/** What a push does, as lines on standard error with their times: for a person, or as JSON for a collector. Never a token. */

import type { PassingFailure } from '../roster/patient-http.ts'
import type { PushEvent } from '../roster/push.ts'
import { cliPushTexts } from '../text/cli-push.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

import { harmless } from './harmless.ts'
import { clockOf } from './moment.ts'

export interface PushLog {
  readonly event: (event: PushEvent) => void
  readonly failed: (failure: PassingFailure, wait: number) => void
  /** Of the files of holidays. */
  readonly calendar: (line: string) => void
  readonly alarm: (subject: string, kind: string) => void
  readonly alarmNotSent: (channel: string, why: string) => void
  readonly end: (kind: string, line: string) => void
  /** The last line that was not about an alarm. */
  readonly last: () => string
}

export function createPushLog(isJson: boolean, language: Language): PushLog {
  const texts = cliPushTexts[language]
  let last = ''
  const write = (event: string, message: string, facts: object): void => {
    const now = Date.now()
    const line = isJson
      ? JSON.stringify({ time: new Date(now).toISOString(), event, ...facts, message })
      : `${clockOf(now)}  ${harmless(message)}`
    process.stderr.write(`${line}\n`)
  }
  const say = (event: string, message: string, facts: object): void => {
    last = message
    write(event, message, facts)
  }
  return {
    event: (event) => {
      const { kind, ...facts } = event
      say(kind, wordsOf(event, language), facts)
    },
    failed: ({ kind, ...facts }, wait) => {
      const seconds = Math.ceil(wait / 1_000)
      const message =
        'why' in facts
          ? texts.unreachable(facts.why, seconds)
          : texts[kind === 'busy' ? 'busy' : 'garbage'](facts.status, seconds)
      say(kind, message, { ...facts, seconds })
    },
    calendar: (line) => write('calendar', line, {}),
    alarm: (subject, kind) => write('alarm', texts.alarm(subject), { alarm: kind }),
    alarmNotSent: (channel, why) =>
      write('alarm-not-sent', texts.alarmNotSent(channel, why), { channel, why }),
    end: (kind, line) => say(kind, line, {}),
    last: () => last,
  }
}

function wordsOf(event: PushEvent, language: Language): string {
  const texts = cliPushTexts[language]
  switch (event.kind) {
    case 'waits':
      return texts.waits(event.folder)
    case 'sends':
      return texts.sends(event.file, event.octets, event.sha256)
    case 'rules-same':
      return texts.rulesSame
    case 'begun':
      return texts.begun(event.run)
    case 'held':
      return texts.held(event.detail)
    case 'again':
      return event.why === 'file-changed' ? texts.fileChanged(event.detail) : texts.otherImport(event.detail)
    case 'step': {
      const steps: Readonly<Record<string, string>> = nightTexts[language].steps
      const outcomes: Readonly<Record<string, string>> = texts.outcomes
      return texts.step(event.run, steps[event.step] ?? event.step, outcomes[event.outcome] ?? event.outcome)
    }
  }
}
