/** The comparison of two rosters as lines of text, for a terminal or the body of a mail. */

import type { RosterChanges } from '../people/changes.ts'
import type { Language } from '../text/language.ts'
import { rosterChangesTexts } from '../text/roster-changes.ts'
import { viewOfChanges, type ListInView } from './changes-view.ts'

/** `E0003 Yamamoto: unit Sales; lost E0002 Nakamura` */
function rowLine({ columns }: ListInView, [first = '', ...cells]: readonly string[]): string {
  const rest = cells.flatMap((cell, index) => (cell === '' ? [] : [`${columns[index + 1] ?? ''} ${cell}`]))
  return rest.length === 0 ? first : `${first}: ${rest.join('; ')}`
}

function signed(change: number): string {
  return change > 0 ? `+${String(change)}` : String(change)
}

/**
 * Figures first, then what is in each list, the gravest first. Lines may be of any length, and lines below another one
 * are indented by spaces.
 *
 * @param bound Rows of one list at most; `Infinity`: all of them.
 */
export function changesText(changes: RosterChanges, language: Language, bound: number): readonly string[] {
  const texts = rosterChangesTexts[language]
  const { rosters, figures, lists } = viewOfChanges(changes, language, bound)
  const counts = figures.map(({ name, before, after }) =>
    before === after
      ? `  ${name}: ${String(after)}`
      : `  ${name}: ${String(before)} → ${String(after)} (${signed(after - before)})`,
  )
  return [
    `${texts.before}: ${rosters[0]}`,
    `${texts.after}: ${rosters[1]}`,
    ...counts,
    '',
    ...(lists.length === 0 ? [texts.nothing] : lists.map(({ title }) => title)),
    ...lists.flatMap((list) => [
      '',
      list.title,
      ...(list.meaning === undefined ? [] : [`  ${list.meaning}`]),
      ...list.rows.map((row) => `    ${rowLine(list, row)}`),
      ...(list.rest > 0 ? [`    ${texts.more(list.rest)}`] : []),
    ]),
  ]
}
