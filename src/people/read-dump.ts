/**
 * From the bytes of `hr.csv` to people, or to everything that is wrong with them. Pure: what the
 * columns mean comes with the layout of the rules.
 */

import { readHeader } from './dump-header.ts'
import type { DumpColumns } from './dump-header.ts'
import { headerRecord, isBlankRecord, recordsOf, trimmed } from './dump-records.ts'
import type { DumpRecord } from './dump-records.ts'
import { overlongFields, readRow, rowProblem } from './dump-row.ts'
import type { DumpRow } from './dump-row.ts'
import { readDumpText } from './dump-text.ts'
import type { DumpText } from './dump-text.ts'
import type { Person, Post } from './person.ts'
import { inOrder } from './problem.ts'
import type { Problem } from './problem.ts'
import type { DumpLayout } from './rules.ts'
import { sharedValues } from './shared-values.ts'
import type { SharedValues } from './shared-values.ts'

/** Whose an address is: his employee number and the line where it stands first. */
export interface AddressHolder {
  readonly employee: string
  readonly line: number
}

export type DumpReading = (
  | { readonly kind: 'read'; readonly people: readonly Person[] }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }
) & {
  /** Every address that could be read, ASCII lower case; of a faulty dump too. */
  readonly addresses: ReadonlyMap<string, AddressHolder>
}

/** What the rows of one employee number have said so far. */
interface Draft {
  readonly employee: string
  name: string
  addresses: string[]
  posts: Post[]
  main: Post | undefined
  readonly firstFlag: string
  second: { readonly line: number; readonly flag: string } | undefined
  faulty: boolean
}

interface Reading {
  readonly layout: DumpLayout
  readonly problems: Problem[]
  readonly drafts: Map<string, Draft>
  readonly addresses: Map<string, AddressHolder>
  readonly shared: SharedValues
}

/** The list with one more. A list that grows gets room for many more, and nearly all of these have one item. */
function appended<Item>(list: Item[], item: Item): Item[] {
  if (list.length === 0) return [item]
  list.push(item)
  return list
}

/** `flag`: the concurrent flag of the row that says so; kept of his first. */
function draftOf({ drafts }: Reading, employee: string, flag: string): Draft {
  let draft = drafts.get(employee)
  if (draft === undefined) {
    draft = {
      employee,
      name: '',
      addresses: [],
      posts: [],
      main: undefined,
      firstFlag: flag,
      second: undefined,
      faulty: false,
    }
    drafts.set(employee, draft)
  }
  return draft
}

function takeAddresses(reading: Reading, draft: Draft, row: DumpRow): void {
  const { line } = row.post
  for (const { address, written, column } of row.addresses) {
    const holder = reading.addresses.get(address)
    if (holder === undefined) {
      reading.addresses.set(address, { employee: draft.employee, line })
      draft.addresses = appended(draft.addresses, address)
    } else if (holder.employee !== draft.employee) {
      const detail = { holder: holder.employee, line: holder.line }
      reading.problems.push(rowProblem(line, column, written, 'address-taken', detail))
      draft.faulty = true
    }
  }
}

function takeRow(reading: Reading, row: DumpRow): void {
  reading.problems.push(...row.problems)
  if (row.employee === '') return
  const draft = draftOf(reading, row.employee, row.flag)
  const { post } = row
  if (row.problems.length > 0) draft.faulty = true
  draft.posts = appended(draft.posts, post)
  if (draft.name === '' || (!post.concurrent && draft.main === undefined)) draft.name = row.name || draft.name
  if (!post.concurrent) {
    if (draft.main === undefined) draft.main = post
    else draft.second ??= { line: post.line, flag: row.flag }
  }
  takeAddresses(reading, draft, row)
}

/** A row that cannot be read as one spares its person the check for a main post. */
function spare(reading: Reading, record: DumpRecord, { employee }: DumpColumns): void {
  const number = employee === undefined ? '' : trimmed(record.fields[employee] ?? '')
  if (number === '') return
  draftOf(reading, number, '').faulty = true
}

function checkMainPosts({ layout, drafts, problems }: Reading): void {
  const column = layout.columns.concurrent
  for (const { employee, main, second, posts, firstFlag, faulty } of drafts.values()) {
    if (faulty) continue
    if (main === undefined) {
      const line = posts[0]?.line ?? 1
      problems.push(rowProblem(line, column, firstFlag, 'main-post-missing', { employee }))
    } else if (second !== undefined) {
      const detail = { employee, line: main.line }
      problems.push(rowProblem(second.line, column, second.flag, 'main-post-twice', detail))
    }
  }
}

function isUndecodable(record: DumpRecord, undecodable: ReadonlySet<number>): boolean {
  if (undecodable.size === 0) return false
  for (let line = record.line; line <= record.lastLine; line += 1) if (undecodable.has(line)) return true
  return false
}

function quoteProblem({ line, fields, quotes }: DumpRecord): Problem {
  if (quotes === 'unclosed') return rowProblem(line, undefined, fields.at(-1) ?? '', 'quote-unclosed', {})
  const value = fields.find((field) => field.includes('"')) ?? ''
  return rowProblem(line, undefined, value, 'quote-stray', {})
}

function readRows(
  reading: Reading,
  records: Iterable<DumpRecord>,
  columns: DumpColumns | undefined,
  undecodable: ReadonlySet<number>,
): number {
  const { problems } = reading
  const expected = columns?.header.length
  let rows = 0
  for (const record of records) {
    if (isBlankRecord(record)) continue
    rows += 1
    const { line, fields } = record
    const found = fields.length
    const sound = record.quotes === 'sound'
    if (sound && columns !== undefined && found === expected) {
      const decodes = !isUndecodable(record, undecodable)
      const row = readRow(record, columns, decodes, reading.shared)
      takeRow(reading, row)
      if (!decodes) spare(reading, record, columns)
      continue
    }
    if (record.quotes !== 'unclosed') problems.push(...overlongFields(record, columns?.header ?? []))
    if (!sound) problems.push(quoteProblem(record))
    else if (expected !== undefined)
      problems.push(rowProblem(line, undefined, String(found), 'field-count', { expected, found }))
    if (columns !== undefined) spare(reading, record, columns)
  }
  return rows
}

function peopleOf(drafts: ReadonlyMap<string, Draft>): readonly Person[] {
  const people: Person[] = []
  for (const { employee, name, addresses, posts, main } of drafts.values())
    if (main !== undefined) people.push({ employee, name, addresses, posts, main })
  return people
}

function undecodableProblems(
  { encoding, text, undecodable }: DumpText,
  layout: DumpLayout,
): readonly Problem[] {
  if (undecodable.length === 0) return []
  const detail = { encoding, guessed: layout.encoding === 'auto' }
  const lines = text.split('\n')
  return undecodable.map((line) =>
    rowProblem(line, undefined, trimmed(lines[line - 1] ?? ''), 'undecodable', detail),
  )
}

/** Reads the whole dump. All problems are found in one reading, and come in the order of lines. */
export function readDump(bytes: Buffer, layout: DumpLayout): DumpReading {
  const dump = readDumpText(bytes, layout.encoding)
  const reading: Reading = {
    layout,
    problems: [],
    drafts: new Map(),
    addresses: new Map(),
    shared: sharedValues(),
  }
  const { problems, drafts, addresses } = reading
  problems.push(...undecodableProblems(dump, layout))
  const undecodable = new Set(dump.undecodable)
  const start = headerRecord(dump.text)
  if (start === undefined) {
    problems.push(rowProblem(1, undefined, '', 'no-rows', {}))
    return { kind: 'faulty', problems: inOrder(problems), addresses }
  }
  const { record, delimiter } = start
  const sound = record.quotes === 'sound'
  const header = sound ? readHeader(record, layout) : undefined
  if (!sound) problems.push(quoteProblem(record))
  // A name that does not decode may be any of the columns that seem to be missing.
  if (header !== undefined && !isUndecodable(record, undecodable)) problems.push(...header.problems)
  if (record.quotes !== 'unclosed') problems.push(...overlongFields(record, header?.columns.header ?? []))
  const records = recordsOf(dump.text, delimiter, record.next, record.lastLine + 1)
  const rows = readRows(reading, records, header?.columns, undecodable)
  if (rows === 0 && record.quotes !== 'unclosed')
    problems.push(rowProblem(record.line, undefined, '', 'no-rows', {}))
  const { concurrent } = layout.columns
  if (concurrent === undefined || header?.columns.concurrent !== undefined) checkMainPosts(reading)
  return problems.length > 0
    ? { kind: 'faulty', problems: inOrder(problems), addresses }
    : { kind: 'read', people: peopleOf(drafts), addresses }
}
