/**
 * Records and fields of a dump, by RFC 4180 with tab or comma. Owns quotes, line ends and line numbers; what
 * the fields mean is not known here. Goes on after every fault, so that one reading finds all of them.
 */

export type Delimiter = ',' | '\t'

export interface DumpRecord {
  /** First physical line, from 1. */
  readonly line: number
  /** Last physical line; beyond `line` where quotes hold line ends. */
  readonly lastLine: number
  /** Without quotes, not trimmed. */
  readonly fields: readonly string[]
  /** `stray`: a quote inside a bare field, or text after a closing quote. */
  readonly quotes: 'sound' | 'stray' | 'unclosed'
  /** Offset in the text behind the record and its line end. */
  readonly next: number
}

const carriageReturn = 0x0d
const ideographicSpace = 0x3000

function isTrimmed(code: number): boolean {
  return (
    code === 0x20 || code === 0x09 || code === 0x0a || code === carriageReturn || code === ideographicSpace
  )
}

/** Without space, tab, CR, LF and U+3000 around it; other white space belongs to the value. */
export function trimmed(field: string): string {
  let start = 0
  let end = field.length
  while (start < end && isTrimmed(field.charCodeAt(start))) start += 1
  while (end > start && isTrimmed(field.charCodeAt(end - 1))) end -= 1
  return start === 0 && end === field.length ? field : field.slice(start, end)
}

export function isBlankRecord({ fields, quotes }: DumpRecord): boolean {
  return quotes === 'sound' && fields.every((field) => trimmed(field) === '')
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  return feed === -1 ? text.length : feed
}

/** The end of a line without the CR of CRLF; at the end of the file a CR may stand alone. */
function endOfContent(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end
}

function countOfFeeds(text: string, start: number, end: number): number {
  let count = 0
  for (let feed = text.indexOf('\n', start); feed !== -1 && feed < end; feed = text.indexOf('\n', feed + 1))
    count += 1
  return count
}

/** The text of a quoted field whose opening quote stands before `start`, and the offset behind its end. */
function quotedField(text: string, start: number): { value: string; end: number; closed: boolean } {
  let value = ''
  let from = start
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return { value: value + text.slice(from), end: text.length, closed: false }
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1, closed: true }
    value += '"'
    from = quote + 2
  }
}

function recordWithQuotes(text: string, delimiter: Delimiter, start: number, line: number): DumpRecord {
  const fields: string[] = []
  let quotes: DumpRecord['quotes'] = 'sound'
  let at = start
  let lineEnd = endOfLine(text, start)
  for (;;) {
    let value = ''
    if (text[at] === '"') {
      const quoted = quotedField(text, at + 1)
      value = quoted.value
      at = quoted.end
      if (!quoted.closed) quotes = 'unclosed'
      if (at > lineEnd) lineEnd = endOfLine(text, at)
    }
    const bareStart = at
    const found = text.indexOf(delimiter, at)
    const isLast = found === -1 || found > lineEnd
    const end = isLast ? endOfContent(text, at, lineEnd) : found
    const bare = text.slice(at, end)
    // Behind a closing quote nothing may stand; elsewhere no quote may.
    const opened = bareStart > start && text[bareStart - 1] === '"' && bare !== ''
    if (quotes === 'sound' && (opened || bare.includes('"'))) quotes = 'stray'
    fields.push(value + bare)
    if (isLast) break
    at = found + 1
  }
  const next = Math.min(lineEnd + 1, text.length)
  const lastLine = line + countOfFeeds(text, start, lineEnd)
  return { line, lastLine, fields, quotes, next }
}

/**
 * All records from an offset on, blank ones too. `line` is the physical line at `start`. Where the text `goesOn` beyond
 * its last line, a record whose quotes it leaves open is not given.
 */
export function* recordsOf(
  text: string,
  delimiter: Delimiter,
  start: number,
  line: number,
  goesOn = false,
): Generator<DumpRecord, void, void> {
  let at = start
  let current = line
  let nextQuote = -1
  while (at < text.length) {
    const lineEnd = endOfLine(text, at)
    if (nextQuote < at) {
      const quote = text.indexOf('"', at)
      nextQuote = quote === -1 ? text.length : quote
    }
    if (nextQuote < lineEnd) {
      const record = recordWithQuotes(text, delimiter, at, current)
      if (goesOn && record.quotes === 'unclosed') return
      yield record
      at = record.next
      current = record.lastLine + 1
    } else {
      const fields = text.slice(at, endOfContent(text, at, lineEnd)).split(delimiter)
      at = Math.min(lineEnd + 1, text.length)
      yield { line: current, lastLine: current, fields, quotes: 'sound', next: at }
      current += 1
    }
  }
}

/** Tab if the line at `start` has one outside quotes. `undefined`: the text ends before it is decided. */
function delimiterAt(text: string, start: number): Delimiter | undefined {
  let quoted = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') quoted = !quoted
    else if (!quoted && character === '\t') return '\t'
    else if (!quoted && character === '\n') return ','
  }
  return undefined
}

export type HeaderSearch =
  | { readonly kind: 'found'; readonly record: DumpRecord; readonly delimiter: Delimiter }
  /** All is blank. */
  | { readonly kind: 'none' }
  /** What comes behind the text decides. */
  | { readonly kind: 'open' }

/** The first record that is not blank, and the delimiter that its line decides. `goesOn`: as for `recordsOf`. */
export function headerRecord(text: string, goesOn = false): HeaderSearch {
  let at = 0
  let line = 1
  while (at < text.length) {
    const decided = delimiterAt(text, at)
    if (decided === undefined && goesOn) return { kind: 'open' }
    const delimiter = decided ?? ','
    const record = recordsOf(text, delimiter, at, line, goesOn).next().value
    // A blank line with a tab among its commas is blank still.
    const other = delimiter === '\t' ? recordsOf(text, ',', at, line, goesOn).next().value : record
    if (record === undefined || other === undefined) return { kind: 'open' }
    const blank = [record, other].find(isBlankRecord)
    if (blank === undefined) return { kind: 'found', record, delimiter }
    at = blank.next
    line = blank.lastLine + 1
  }
  return { kind: goesOn ? 'open' : 'none' }
}
