/** Cuts a multipart body at its delimiter lines (RFC 2046 section 5.1.1). */

export interface Span {
  readonly from: number
  readonly to: number
}

export interface CutMultipart {
  /** Before the first delimiter and behind the last: no part, but some programs show it. */
  readonly preamble: Span
  readonly epilogue: Span | undefined
  readonly parts: readonly Span[]
  /** A line begins with the delimiter and goes on: some programs take it for one. */
  readonly hasLongerLine: boolean
}

const lineFeed = 10
const carriageReturn = 13
const hyphen = 45
const space = 32
const tab = 9

interface Line {
  readonly at: number
  readonly next: number
  readonly isClosing: boolean
  readonly isLonger: boolean
}

/** The delimiter line at `at`, whose first `length` octets are the delimiter. */
function delimiterLine(bytes: Buffer, at: number, length: number, to: number): Line {
  let end = at + length
  const isClosing = bytes[end] === hyphen && bytes[end + 1] === hyphen && end + 1 < to
  if (isClosing) end += 2
  while (end < to && (bytes[end] === space || bytes[end] === tab)) end++
  const isLonger = end < to && bytes[end] !== lineFeed && bytes[end] !== carriageReturn
  const feed = bytes.indexOf(lineFeed, end)
  return { at, next: feed < 0 || feed >= to ? to : feed + 1, isClosing, isLonger }
}

/** The end of what stands before a delimiter line: its line end belongs to the delimiter. */
function endBefore(bytes: Buffer, at: number, from: number): number {
  let end = at
  if (end > from && bytes[end - 1] === lineFeed) end--
  if (end > from && bytes[end - 1] === carriageReturn) end--
  return end
}

/**
 * `prefix`: take longer lines for delimiters too. At most `most` parts are cut; the last one then holds the rest.
 */
export function cutMultipart(
  bytes: Buffer,
  { from, to }: Span,
  boundary: string,
  prefix: boolean,
  most: number,
): CutMultipart {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const parts: Span[] = []
  let preamble: Span | undefined
  let start = from
  let hasLongerLine = false
  for (let at = bytes.indexOf(delimiter, from); at >= 0 && at < to; at = bytes.indexOf(delimiter, at + 1)) {
    if (at > from && bytes[at - 1] !== lineFeed && bytes[at - 1] !== carriageReturn) continue
    const line = delimiterLine(bytes, at, delimiter.length, to)
    if (line.isLonger) {
      hasLongerLine = true
      if (!prefix) continue
    }
    const span = { from: start, to: endBefore(bytes, at, start) }
    if (preamble === undefined) preamble = span
    else parts.push(span)
    start = line.next
    if (line.isClosing && !line.isLonger)
      return { preamble, parts, epilogue: { from: line.next, to }, hasLongerLine }
    if (parts.length >= most) break
  }
  if (preamble === undefined) return { preamble: { from, to }, parts: [], epilogue: undefined, hasLongerLine }
  parts.push({ from: start, to })
  return { preamble, parts, epilogue: undefined, hasLongerLine }
}

const firstDelimiter = /(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n/

/** The boundary that a body whose header names none seems to have. */
export function likelyBoundary(bytes: Buffer, { from, to }: Span): string | undefined {
  return firstDelimiter.exec(bytes.toString('latin1', from, Math.min(to, from + 65_536)))?.[1]
}
