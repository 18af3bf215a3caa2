/** The targets of the groups in `sekisho night status` and `sekisho night show`. */

import { publicationJson } from '../roster/publication-json.ts'
import type { TargetsStanding, TargetStanding } from '../roster/night-targets.ts'
import type { Publication } from '../store/night-publications.ts'
import { cliNightTargetTexts } from '../text/cli-night-targets.ts'
import type { Language } from '../text/language.ts'

import { harmless } from './harmless.ts'
import { tableLines } from './layout.ts'
import { clockIn } from './moment.ts'
import { factWords } from './night-words.ts'

const attemptsShown = 20

/** Moments as RFC 3339, in UTC; what is not known is `null`. */
export function targetsJson({ targets }: TargetsStanding): readonly object[] {
  return targets.map(({ settings, isPublished, attempts }) => {
    const last = attempts.at(-1)
    return {
      name: settings.name,
      target: settings.target,
      isPublished,
      attempts: attempts.length,
      last: last === undefined ? null : publicationJson(last),
    }
  })
}

/** None where the settings name no target, or nothing is in force. */
export function targetLines(
  { targets }: TargetsStanding,
  timezone: string,
  language: Language,
): readonly string[] {
  if (targets.length === 0) return []
  return [
    cliNightTargetTexts[language].targets,
    ...targets.flatMap((standing) => {
      const { settings, isPublished, attempts } = standing
      const row = [settings.name, harmless(settings.target), stateWords(standing, timezone, language)]
      const why = isPublished ? [] : (attempts.at(-1)?.log ?? [])
      return [...tableLines([row], '  '), ...why.map((line) => `    ${harmless(line)}`)]
    }),
  ]
}

function stateWords({ isPublished, attempts }: TargetStanding, timezone: string, language: Language): string {
  const texts = cliNightTargetTexts[language]
  const last = attempts.at(-1)
  if (last === undefined) return texts.neverTried
  const at = clockIn(timezone, last.endedAt ?? last.begunAt)
  return isPublished ? texts.published(at) : texts.behind(attempts.length, at)
}

/** The last attempts of a run; a target that is away for a day makes hundreds, and the JSON has them all. */
export function publicationLines(
  attempts: readonly Publication[],
  timezone: string,
  language: Language,
): readonly string[] {
  if (attempts.length === 0) return []
  const texts = cliNightTargetTexts[language]
  const shown = attempts.slice(-attemptsShown)
  const earlier = attempts.length - shown.length
  return [
    texts.attempts,
    ...(earlier === 0 ? [] : [`  ${texts.earlier(earlier)}`]),
    ...tableLines(
      shown.map(({ target, place, begunAt, outcome, facts }) => [
        target,
        harmless(place),
        clockIn(timezone, begunAt),
        texts.outcomes[outcome ?? 'cut'],
        ...factWords(facts, language),
      ]),
      '  ',
    ),
  ]
}
