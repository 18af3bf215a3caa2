/** Why a run did not come to its end, in a few lines for whoever is woken. Takes what is on record and adds nothing to it. */

import type { DatabaseSync } from 'node:sqlite'

import { stepsOf } from '../store/night-runs.ts'
import type { Language } from '../text/language.ts'
import { nightAlarmTexts } from '../text/night-alarm.ts'
import { nightTexts } from '../text/night.ts'
import type { TargetStanding } from './night-targets.ts'

/** One that says what it is about, and a few of what was found. */
const linesTold = 6
const linesOfTarget = 3
const longestLine = 300

export interface TargetReason {
  readonly target: string
  /** With the name of the target, for a person. */
  readonly line: string
}

/**
 * The first lines of the step that failed, or that the guard has stopped, and how many more there are; none where no step did.
 * @param language that of the record, so that what the alarm says by itself is not said twice
 */
export function reasonsOf(database: DatabaseSync, run: number, language: Language): readonly string[] {
  const { guardFound, approveHow, resumed } = nightTexts[language]
  const saidByAlarm = [guardFound, approveHow(run), resumed]
  const last = stepsOf(database, run).findLast(({ outcome }) => outcome === 'failed' || outcome === 'stopped')
  if (last === undefined) return []
  const lines = last.log.filter((line) => !saidByAlarm.includes(line))
  // Of very many errors the record itself keeps the first.
  const errors = Number(last.facts['errors'] ?? 0)
  const left = Math.max(lines.length, errors + 1) - linesTold
  const told = lines.slice(0, linesTold).map(shortened)
  return left > 0 ? [...told, nightAlarmTexts[language].more(left)] : told
}

/** Why the last attempts came to nothing, by target; none of one that was never tried to the end. */
export function reasonsOfTargets(behind: readonly TargetStanding[]): readonly TargetReason[] {
  return behind.flatMap(({ settings: { name }, attempts }) => {
    const log = attempts.findLast(({ endedAt }) => endedAt !== undefined)?.log ?? []
    return log.slice(0, linesOfTarget).map((line) => ({ target: name, line: `${name}: ${shortened(line)}` }))
  })
}

/** In one line, whatever was in the files. */
function shortened(line: string): string {
  const plain = line.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  return plain.length <= longestLine ? plain : `${plain.slice(0, longestLine).toWellFormed()}…`
}
