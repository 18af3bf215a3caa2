/**
 * Writes people as the dump of an HR system might have them: any order of columns, either separator
 * and line end, quotes everywhere or only where they must be. Owns no encoding.
 */

import type { Person, Post } from '../../src/people/person.ts'
import type { Rules } from '../../src/people/rules.ts'
import type { Choose } from './choose.ts'
import { anyCase, oneOf, shuffled } from './choose.ts'

/** Space that the import trims away. */
function padded(value: string, choose: Choose, separator: string): string {
  const spaces = separator === '\t' ? ['', ' ', '\u3000'] : ['', ' ', '\u3000', '\t']
  return choose(4) > 0 ? value : `${spaces[choose(spaces.length)]}${value}${spaces[choose(3)]}`
}

/** Columns of one row; the addresses of a person are spread over his rows. */
function cellsOf(person: Person, post: Post, rules: Rules, choose: Choose): ReadonlyMap<string, string> {
  const { columns, units, attributes } = rules.layout
  const isFirst = post === person.posts[0]
  const isLast = post === person.posts.at(-1)
  const [first, second] = person.addresses
  const repeats = isFirst || choose(2) === 0
  const cells = new Map([
    [columns.employee, person.employee],
    [columns.email, first !== undefined && repeats ? anyCase(first, choose) : ''],
    [columns.role, post.role],
  ])
  if (columns.name !== undefined) cells.set(columns.name, person.name)
  if (columns.concurrent !== undefined) {
    cells.set(columns.concurrent, post.concurrent ? '1' : oneOf(['', '0'], choose))
  }
  if (columns.aliases !== undefined) {
    const aliases = second !== undefined && isLast ? anyCase(second, choose) : ''
    cells.set(columns.aliases, choose(3) > 0 ? aliases : ` ${aliases} ;`)
  }
  for (const [level, unit] of units.entries()) cells.set(unit.column, post.units[level] ?? '')
  for (const [index, { column }] of attributes.entries()) {
    cells.set(column, post.attributes[index] ?? '')
  }
  return cells
}

export function writeDump(rules: Rules, people: readonly Person[], choose: Choose): string {
  const { columns, units, attributes } = rules.layout
  const separator = choose(3) === 0 ? '\t' : ','
  const lineEnd = choose(2) === 0 ? '\r\n' : '\n'
  const quotes = choose(3)
  const header = shuffled(
    [
      ...Object.values(columns).filter((column) => column !== undefined),
      ...units.map(({ column }) => column),
      ...attributes.map(({ column }) => column),
      '備考',
      '部署名',
    ],
    choose,
  )
  const field = (value: string): string => {
    const mustQuote = /[",\t\r\n]/.test(value)
    if (!mustQuote && (quotes === 0 || (quotes === 1 && choose(2) === 0))) return value
    return `"${value.replaceAll('"', '""')}"`
  }
  const record = (values: readonly string[]): string => values.map(field).join(separator)

  const remarks: readonly [string, ...string[]] = ['', '"至急"、要確認', '一行目\n二行目', 'a,b']
  const rows = people
    .flatMap((person) => person.posts.map((post) => ({ person, post })))
    .toSorted((one, other) => one.post.line - other.post.line)
    .map(({ person, post }) => {
      const cells = cellsOf(person, post, rules, choose)
      return record(
        header.map((column) =>
          column === '備考' ? oneOf(remarks, choose) : padded(cells.get(column) ?? '部', choose, separator),
        ),
      )
    })
  const blank = choose(3) === 0 ? [Array(header.length).fill('').join(separator)] : []
  const text = [...blank, record(header), ...blank, ...rows].join(lineEnd)
  return `${text}${oneOf(['', lineEnd, `${lineEnd}\u001A`], choose)}`
}
