/**
 * Cuts a header section into its fields (RFC 5322 sections 2.2 and 4.5) and names every place where mail
 * programs are known to cut in different ways. It reads no field.
 */

import type { Ambiguity } from './mail.ts'

/** Where one field stands in the header; its body without the last line end. */
export interface FieldSpan {
  /** Lower case. */
  readonly name: string
  readonly from: number
  readonly to: number
  /** White space stands between name and colon (obsolete syntax). */
  readonly spaced: boolean
}

export interface CutHeader {
  readonly spans: readonly FieldSpan[]
  readonly ambiguities: readonly Ambiguity[]
  /** The first line of nothing but white space, where some programs end the header. */
  readonly whiteSpaceLine: { readonly line: number; readonly at: number } | undefined
}

const colon = 0x3a
const space = 0x20
const tab = 0x09

function isSpace(byte: number): boolean {
  return byte === space || byte === tab
}

/** Whether nothing stands between `from` and `to` that any program takes for more than white space. */
export function isBlank(bytes: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes.charCodeAt(at) > space) return false
  return true
}

/** Whether all bytes may stand in a field name: printable ASCII (RFC 5322 section 3.6.8). */
function isName(bytes: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes.charCodeAt(at)
    if (byte <= space || byte > 0x7e) return false
  }
  return from < to
}

/**
 * Cuts the header section `bytes`, one byte held in a character, up to its empty line or its end. A header
 * without an empty line is that of a mail without a body. More than `limit` fields are not cut.
 */
export function cutHeader(bytes: string, limit: number): CutHeader {
  const spans: FieldSpan[] = []
  const ambiguities: Ambiguity[] = []
  let whiteSpaceLine: CutHeader['whiteSpaceLine']
  const size = bytes.length
  if (bytes.includes('\0')) ambiguities.push({ kind: 'nul' })
  let bareReturn = false
  let bareFeed = false
  let fields = 0
  let line = 0
  let at = 0
  let nextReturn = bytes.indexOf('\r')
  let nextFeed = bytes.indexOf('\n')

  /** The end of the line at `start`, before its line end; `nextLine` is where the next starts. */
  let nextLine = 0
  const lineEnd = (start: number): number => {
    line++
    if (nextFeed !== -1 && nextFeed < start) nextFeed = bytes.indexOf('\n', start)
    const stop = nextFeed === -1 ? size : nextFeed
    nextLine = nextFeed === -1 ? size : nextFeed + 1
    while (nextReturn !== -1 && nextReturn < start) nextReturn = bytes.indexOf('\r', start)
    while (nextReturn !== -1 && nextReturn < stop - 1) {
      bareReturn = true
      nextReturn = bytes.indexOf('\r', nextReturn + 1)
    }
    if (nextReturn === stop - 1 && stop > start) {
      if (nextFeed === -1) bareReturn = true
      return stop - 1
    }
    if (nextFeed !== -1) bareFeed = true
    return stop
  }

  while (at < size) {
    const start = at
    const firstLine = line + 1
    let stop = lineEnd(start)
    if (stop === start) break
    if (++fields > limit) {
      ambiguities.push({ kind: 'over-limit', of: 'fields', limit })
      break
    }
    const firstStop = stop
    at = nextLine
    while (at < size && isSpace(bytes.charCodeAt(at))) {
      stop = lineEnd(at)
      if (whiteSpaceLine === undefined && isBlank(bytes, at, stop)) whiteSpaceLine = { line, at }
      at = nextLine
    }
    if (isSpace(bytes.charCodeAt(start))) {
      ambiguities.push({ kind: 'continuation-first' })
      continue
    }
    let end = start
    while (end < firstStop && bytes.charCodeAt(end) !== colon) end++
    if (end === firstStop) {
      const later = bytes.slice(firstStop, stop).includes(':')
      ambiguities.push({ kind: later ? 'folded-name' : 'line-without-colon', line: firstLine })
      continue
    }
    let nameEnd = end
    while (nameEnd > start && isSpace(bytes.charCodeAt(nameEnd - 1))) nameEnd--
    if (!isName(bytes, start, nameEnd)) {
      ambiguities.push({ kind: 'field-name', line: firstLine })
      continue
    }
    const name = bytes.slice(start, nameEnd).toLowerCase()
    spans.push({ name, from: end + 1, to: stop, spaced: nameEnd !== end })
  }
  if (bareReturn) ambiguities.push({ kind: 'bare-cr' })
  if (bareFeed) ambiguities.push({ kind: 'bare-lf' })
  return { spans, ambiguities, whiteSpaceLine }
}
