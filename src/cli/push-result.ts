/** How a push ended: in a line, and on standard output with what the gate said about its import. */

import type { PushEnd } from '../roster/push.ts'
import { cliPushTexts } from '../text/cli-push.ts'
import type { Language } from '../text/language.ts'
import { nightTexts } from '../text/night.ts'

import { harmless } from './harmless.ts'

/** @param holiday the day, where no dump is expected on it */
export function sayPushEnd(
  end: PushEnd,
  folder: string,
  holiday: string | undefined,
  language: Language,
): string {
  const texts = cliPushTexts[language]
  switch (end.kind) {
    case 'ended': {
      const { states } = nightTexts[language]
      return texts.ended(end.run.number, states[end.run.state])
    }
    case 'begun':
      return texts.detached(end.run)
    case 'refused':
      return texts.refused(end.status, end.detail)
    case 'no-dump':
      return holiday === undefined ? texts.noDump(folder) : texts.noneExpected(folder, holiday)
    case 'given-up':
      return texts.givenUp(
        end.last === undefined ? '' : String('why' in end.last ? end.last.why : end.last.status),
      )
  }
}

/** What a person has to look at; without JSON nothing where there is no import. */
export function writePushEnd(
  end: PushEnd,
  { isLate, holiday }: { readonly isLate: boolean; readonly holiday: string | undefined },
  isJson: boolean,
  language: Language,
): void {
  if (isJson) {
    const { kind, ...facts } = end
    process.stdout.write(
      `${JSON.stringify({ end: kind, late: isLate, holiday: holiday ?? null, ...facts }, undefined, 2)}\n`,
    )
    return
  }
  if (end.kind !== 'ended') return
  const { steps, states } = nightTexts[language]
  const names: Readonly<Record<string, string>> = steps
  const lines = [
    cliPushTexts[language].ended(end.run.number, states[end.run.state]),
    ...end.run.steps.flatMap(({ name, log }) =>
      log.length === 0 ? [] : [`  ${names[name] ?? name}`, ...log.map((line) => `    ${harmless(line)}`)],
    ),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
