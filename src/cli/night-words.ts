/** A run of the night and the counts of its steps in a few words. */

import type { NightRun, StepFacts } from '../store/night-runs.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

export function stateWords({ state, effective }: NightRun, language: Language): string {
  const words = nightTexts[language].states[state]
  const { waitsUntil, keptFor } = cliNightTexts[language]
  const moment = effective?.replace('T', ' ')
  if (moment === undefined) return words
  if (state === 'waiting') return waitsUntil(moment)
  return state === 'stopped' ? `${words}, ${keptFor(moment)}` : words
}

/** What counts something for a program only. */
const notShown = ['activation']

/** Counts that are not 0. Hashes stand in the JSON. */
export function factWords(facts: StepFacts, language: Language): readonly string[] {
  const words: Readonly<Record<string, string>> = nightTexts[language].facts
  return Object.entries(facts)
    .filter(([name, value]) => typeof value === 'number' && value !== 0 && !notShown.includes(name))
    .map(([name, value]) => `${words[name] ?? name} ${value}`)
}
