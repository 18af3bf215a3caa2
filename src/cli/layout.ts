/** How explanations stand on a terminal: wrapped text, tables, and the usual words for a post, a person, a pattern. */

import type { Person, Post } from '../people/person.ts'
import type { Pattern } from '../people/rules.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { explainTexts } from '../text/explain.ts'
import type { Language } from '../text/language.ts'
import type { Names } from '../text/rule-words.ts'
import { unitOf } from '../people/verdict-json.ts'
import { displayWidth, wrapText } from './wrap.ts'

/** Columns of running text. */
export const textWidth = 100

/** What the parts of the layout need to speak. */
export interface Speaking {
  readonly snapshot: Snapshot
  readonly language: Language
  readonly names: Names
}

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
}

/** Text in lines, each behind `indent`; those after the first behind `hanging`. */
export function indentedText(text: string, indent: string, hanging = indent): string[] {
  return wrapText(text, textWidth - hanging.length).map(
    (line, index) => (index === 0 ? indent : hanging) + line,
  )
}

/** Cells in columns as wide as their longest; the last one runs on. */
export function tableLines(rows: readonly (readonly string[])[], indent: string): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  )
  return rows.map(
    (row) =>
      indent +
      row
        .map((cell, column) => padded(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
  )
}

/** `本部 総務部, role 050` */
export function postWords(post: Post, language: Language): string {
  const texts = explainTexts[language]
  const unit = unitOf(post)
  return `${unit === '' ? texts.noUnit : unit}, ${texts.role(post.role)}`
}

/** Name and number, address, unit and role: a row of a table. */
export function personRow(person: Person, post: Post, language: Language): readonly string[] {
  const texts = explainTexts[language]
  return [texts.person(person.name, person.employee), person.addresses[0] ?? '', postWords(post, language)]
}

/** `P1 "本部"`, or the id alone where the rules give no name. */
export function patternName({ id, name }: Pattern): string {
  return name === id ? id : `${id} "${name}"`
}
