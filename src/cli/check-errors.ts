/**
 * Errors of an import as a person at the terminal reads them: by file, equal messages once with the name under
 * which `docs/rules.md` lists them, each place on a line.
 */

import type { Place, Problem } from '../people/problem.ts'
import { sayProblem } from '../people/say-problem.ts'
import { importReportTexts } from '../text/import-report.ts'
import type { Language } from '../text/language.ts'
import { wrapText } from './wrap.ts'

const width = 100

/** Columns of a value; where it stands is known, so the rest of a long one is not needed. */
const valueWidth = 60

/** Places shown for one message, unless all are asked for. */
const placesShown = 10

/** `hr.csv:3:mail`, as editors understand it for the rules. */
function placeName({ file, line, column }: Place): string {
  return column === undefined ? `${file}:${String(line)}` : `${file}:${String(line)}:${String(column)}`
}

function placeLine(place: Place): string {
  const value = wrapText(place.value.replaceAll(/\s+/g, ' '), valueWidth)[0] ?? ''
  return value === '' ? `    ${placeName(place)}` : `    ${placeName(place)}  "${value}"`
}

/** `all`: without a bound on the places of one message. */
export function errorLines(
  problems: readonly Problem[],
  language: Language,
  all: boolean,
): readonly string[] {
  const byMessage = new Map<string, Place[]>()
  for (const problem of problems) {
    const message = `${sayProblem(problem, language)} [${problem.kind}]`
    const key = `${problem.place.file}\n${message}`
    const places = byMessage.get(key)
    if (places === undefined) byMessage.set(key, [problem.place])
    else places.push(problem.place)
  }
  return [...byMessage].flatMap(([key, places]) => {
    const [, message = ''] = key.split('\n')
    const shown = all ? places : places.slice(0, placesShown)
    const rest = places.length - shown.length
    return [
      '',
      ...wrapText(message, width - 2).map((line) => `  ${line}`),
      ...shown.map(placeLine),
      ...(rest > 0 ? [`    ${importReportTexts[language].moreErrors(rest)}`] : []),
    ]
  })
}
