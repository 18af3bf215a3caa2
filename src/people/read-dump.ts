/**
 * From the bytes of `hr.csv` to people, or to everything that is wrong with them. Pure: what the
 * columns mean comes with the layout of the rules. Works through a large dump block by block, so that little text is in
 * memory at a time, and stops between them whoever wants to do something else.
 */

import { readHeader } from './dump-header.ts'
import type { DumpColumns } from './dump-header.ts'
import { headerRecord, isBlankRecord, recordsOf, trimmed } from './dump-records.ts'
import type { Delimiter, DumpRecord } from './dump-records.ts'
import { overlongFields, readRow, rowProblem } from './dump-row.ts'
import type { DumpRow } from './dump-row.ts'
import { readDumpText } from './dump-text.ts'
import type { DumpBlock, DumpText } from './dump-text.ts'
import type { Person, Post } from './person.ts'
import { inOrder, problemAt } from './problem.ts'
import type { Place, Problem, SeemingEncoding } from './problem.ts'
import type { DumpLayout } from './rules.ts'
import { encodingWithColumns, isUtf16, seemingEncoding } from './seeming-encoding.ts'
import { sharedValues } from './shared-values.ts'
import type { SharedValues } from './shared-values.ts'
import { inOneGo, type Steps } from './steps.ts'

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

/** What the rows of one employee number have said so far: the person himself, once he has a main post. */
interface Draft {
  readonly employee: string
  name: string
  addresses: string[]
  posts: Post[]
  main: Post | undefined
}

interface Reading {
  readonly layout: DumpLayout
  readonly problems: Problem[]
  readonly drafts: Map<string, Draft>
  /** Drafts with a row that cannot be read as one: not asked for their main post. */
  readonly faulty: Set<Draft>
  /** The first row too many that says it is the main post. */
  readonly seconds: Map<Draft, { readonly line: number; readonly flag: string }>
  readonly addresses: Map<string, AddressHolder>
  readonly shared: SharedValues
  /** Physical lines, from 1, with bytes that do not decode. */
  readonly undecodable: Set<number>
  /** Records that are not blank, behind the header. */
  rows: number
}

interface Header {
  readonly delimiter: Delimiter
  readonly columns: DumpColumns | undefined
  /** Names of the columns that it lacks. */
  readonly lacking: readonly string[]
}

interface Start {
  readonly header: Header
  readonly record: DumpRecord
}

/** A place in a text, and the physical line that begins there. */
interface Position {
  readonly offset: number
  readonly line: number
}

/** The flag of a sound row that is no main post. */
const concurrentFlag = '1'

/** Octets read at a time. Some fifty rows: about a millisecond. */
export const blockOctets = 8_192

/** The list with one more. A list that grows gets room for many more, and nearly all of these have one item. */
function appended<Item>(list: Item[], item: Item): Item[] {
  if (list.length === 0) return [item]
  list.push(item)
  return list
}

function draftOf({ drafts }: Reading, employee: string): Draft {
  let draft = drafts.get(employee)
  if (draft === undefined) {
    draft = { employee, name: '', addresses: [], posts: [], main: undefined }
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
      reading.faulty.add(draft)
    }
  }
}

function takeRow(reading: Reading, row: DumpRow): void {
  reading.problems.push(...row.problems)
  if (row.employee === '') return
  const draft = draftOf(reading, row.employee)
  const { post } = row
  if (row.problems.length > 0) reading.faulty.add(draft)
  draft.posts = appended(draft.posts, post)
  if (draft.name === '' || (!post.concurrent && draft.main === undefined)) draft.name = row.name || draft.name
  if (!post.concurrent) {
    if (draft.main === undefined) draft.main = post
    else if (!reading.seconds.has(draft)) reading.seconds.set(draft, { line: post.line, flag: row.flag })
  }
  takeAddresses(reading, draft, row)
}

/** A row that cannot be read as one spares its person the check for a main post. */
function spare(reading: Reading, record: DumpRecord, { employee }: DumpColumns): void {
  const number = employee === undefined ? '' : trimmed(record.fields[employee] ?? '')
  if (number === '') return
  reading.faulty.add(draftOf(reading, number))
}

function checkMainPosts({ layout, drafts, faulty, seconds, problems }: Reading): void {
  const column = layout.columns.concurrent
  for (const draft of drafts.values()) {
    if (faulty.has(draft)) continue
    const { employee, main, posts } = draft
    const second = seconds.get(draft)
    if (main === undefined) {
      const line = posts[0]?.line ?? 1
      problems.push(rowProblem(line, column, concurrentFlag, 'main-post-missing', { employee }))
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

/** The records of a text from `from` on. Returns where those that were read end: where `goesOn`, an open one is left. */
function readRows(
  reading: Reading,
  text: string,
  from: Position,
  { delimiter, columns }: Header,
  goesOn: boolean,
): Position {
  const { problems, undecodable } = reading
  const expected = columns?.header.length
  let { offset, line: next } = from
  for (const record of recordsOf(text, delimiter, offset, next, goesOn)) {
    offset = record.next
    next = record.lastLine + 1
    if (isBlankRecord(record)) continue
    reading.rows += 1
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
  return { offset, line: next }
}

function takeHeader(reading: Reading, record: DumpRecord, delimiter: Delimiter): Header {
  const { problems, layout, undecodable } = reading
  const sound = record.quotes === 'sound'
  const header = sound ? readHeader(record, layout) : undefined
  if (!sound) problems.push(quoteProblem(record))
  // A name that does not decode may be any of the columns that seem to be missing.
  if (header !== undefined && !isUndecodable(record, undecodable)) problems.push(...header.problems)
  if (record.quotes !== 'unclosed') problems.push(...overlongFields(record, header?.columns.header ?? []))
  const missing = (header?.problems ?? []).filter(({ kind }) => kind === 'column-missing')
  return { delimiter, columns: header?.columns, lacking: missing.map(({ place }) => String(place.column)) }
}

function hasMain(draft: Draft): draft is Draft & { readonly main: Post } {
  return draft.main !== undefined
}

/** `line`: the physical line with which the block begins. */
function takeUndecodable(
  { problems, undecodable, layout }: Reading,
  block: DumpBlock,
  line: number,
  encoding: DumpText['encoding'],
): void {
  if (block.undecodable.length === 0) return
  const detail = { encoding, guessed: layout.encoding === 'auto' }
  const lines = block.text.split('\n')
  for (const index of block.undecodable) {
    undecodable.add(line + index)
    problems.push(rowProblem(line + index, undefined, trimmed(lines[index] ?? ''), 'undecodable', detail))
  }
}

/** The one problem of a dump in another encoding: all others follow from it. */
function onlyProblem(problem: Problem, addresses: Reading['addresses'] = new Map()): DumpReading {
  return { kind: 'faulty', problems: [problem], addresses }
}

/** `place`: of the first bytes that do not decode. */
function undecodableAs(
  seems: SeemingEncoding,
  place: Place,
  { encoding }: DumpText,
  { layout }: Reading,
): Problem {
  return problemAt(place, 'undecodable', { encoding, guessed: layout.encoding === 'auto', seems })
}

function firstUndecodable({ problems }: Reading): Problem | undefined {
  return inOrder(problems).find(({ kind }) => kind === 'undecodable')
}

/** Where the header has in another encoding what it lacks in this one. */
function problemOfHeader(
  reading: Reading,
  bytes: Buffer,
  dump: DumpText,
  { record, header: { lacking } }: Start,
): Problem | undefined {
  if (lacking.length === 0) return undefined
  const found = encodingWithColumns(bytes, reading.layout, dump.encoding, lacking)
  const column = found?.columns[0]
  if (found === undefined || column === undefined) return undefined
  const { encoding: seems, columns } = found
  const faulty = firstUndecodable(reading)
  // What of the rows has been read depends on where blocks end.
  if (faulty !== undefined && faulty.place.line <= record.lastLine)
    return undecodableAs(seems, faulty.place, dump, reading)
  const otherwise = { read: dump.encoding, seems, more: columns.length - 1 }
  return rowProblem(record.line, column, column, 'column-missing', { otherwise })
}

/** Reads the whole dump. All problems are found in one reading, and come in the order of lines. */
export function readDump(bytes: Buffer, layout: DumpLayout): DumpReading {
  return inOneGo(readDumpInSteps(bytes, layout))
}

/** The same in steps. @param octets Of a block: about so many are read in each step. */
export function* readDumpInSteps(
  bytes: Buffer,
  layout: DumpLayout,
  octets = blockOctets,
): Steps<DumpReading> {
  const dump = readDumpText(bytes, layout.encoding)
  const reading: Reading = {
    layout,
    problems: [],
    drafts: new Map(),
    faulty: new Set(),
    seconds: new Map(),
    addresses: new Map(),
    shared: sharedValues(),
    undecodable: new Set(),
    rows: 0,
  }
  const { problems, drafts, addresses } = reading
  if (isUtf16(bytes))
    return onlyProblem(
      undecodableAs('utf-16', { file: 'hr.csv', line: 1, column: undefined, value: '' }, dump, reading),
    )
  let start: Start | undefined
  /** What is not read yet of the blocks so far, and the line that begins it. */
  let rest = ''
  let line = 1
  let end = 0
  let lineOfBlock = 1
  for (let goesOn = true; goesOn; yield) {
    // At least as much as is left: a record of many blocks is not put together again for each of them.
    const block = dump.blockAt(end, Math.max(octets, rest.length))
    takeUndecodable(reading, block, lineOfBlock, dump.encoding)
    lineOfBlock += block.lineFeeds
    end = block.end
    goesOn = !block.isLast
    const text = rest + block.text
    let from: Position = { offset: 0, line }
    if (start === undefined) {
      const search = headerRecord(text, goesOn)
      rest = text
      if (search.kind !== 'found') continue
      const { record, delimiter } = search
      start = { header: takeHeader(reading, record, delimiter), record }
      const problem = problemOfHeader(reading, bytes, dump, start)
      if (problem !== undefined) return onlyProblem(problem)
      from = { offset: record.next, line: record.lastLine + 1 }
    }
    const read = readRows(reading, text, from, start.header, goesOn)
    rest = text.slice(read.offset)
    line = read.line
  }
  const faulty = firstUndecodable(reading)
  if (faulty !== undefined) {
    const seems = yield* seemingEncoding(bytes, dump.encoding, reading.undecodable.size)
    if (seems !== undefined) return onlyProblem(undecodableAs(seems, faulty.place, dump, reading), addresses)
  }
  if (start === undefined) {
    problems.push(rowProblem(1, undefined, '', 'no-rows', {}))
    return { kind: 'faulty', problems: inOrder(problems), addresses }
  }
  const { record, header } = start
  if (reading.rows === 0 && record.quotes !== 'unclosed')
    problems.push(rowProblem(record.line, undefined, '', 'no-rows', {}))
  const { concurrent } = layout.columns
  if (concurrent === undefined || header.columns?.concurrent !== undefined) checkMainPosts(reading)
  return problems.length > 0
    ? { kind: 'faulty', problems: inOrder(problems), addresses }
    : { kind: 'read', people: [...drafts.values()].filter(hasMain), addresses }
}
