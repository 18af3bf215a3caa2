/**
 * The path of MAIL and RCPT (RFC 5321 section 4.1.2, RFC 6531 section 3.3): exactly one, in angle brackets. Looser than the
 * RFC where nothing becomes ambiguous and real mail needs it; source routes are read and dropped.
 */

import { isIPv4, isIPv6 } from 'node:net'

export type PathRead =
  | {
      readonly kind: 'path'
      /** Without angle brackets and source route, quoted as the client quoted it; `''` for `<>`. */
      readonly address: string
      /** `postmaster` without a domain (RFC 5321 section 4.5.1). */
      readonly bare: boolean
      /** Index behind `>`. */
      readonly end: number
    }
  | { readonly kind: 'no-path'; readonly fault: string }

const noPath = (fault: string): PathRead => ({ kind: 'no-path', fault })

const notInBrackets = noPath('The address must stand in angle brackets')
const noEnd = noPath('The address must end with one ">"')
const badRoute = noPath('The source route cannot be read')
const badLocalPart = noPath('The part before "@" is not valid; quote it if it holds special characters')
const badDomain = noPath('The domain is not valid')
const badLiteral = noPath('The address literal is not valid')
const noDomain = noPath('The address needs a domain')
const tooLong = noPath('The address is too long')

const longestLocalPart = 255
const longestDomain = 255
const longestLabel = 63

const openBracket = 60
const closeBracket = 62
const at = 64
const colon = 58
const comma = 44
const dot = 46
const quote = 34
const backslash = 92
const openSquare = 91

/** Classes of ASCII characters: 1 in an atom, 2 in a domain label, 4 in a quoted string without a backslash. */
const classes = new Uint8Array(128)
for (let code = 32; code < 127; code += 1) {
  const character = String.fromCharCode(code)
  const inAtom = /[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]/.test(character) ? 1 : 0
  // An underscore is no host name, but names of Windows machines have it and mail from them is real.
  const inLabel = /[A-Za-z0-9_-]/.test(character) ? 2 : 0
  const inQuotes = code !== quote && code !== backslash ? 4 : 0
  classes[code] = inAtom | inLabel | inQuotes
}

/** Beyond ASCII: all that RFC 6531 allows, save C1 controls and line separators, which spoil logs. */
const isOf = (mask: number, code: number): boolean =>
  code < 128 ? ((classes[code] ?? 0) & mask) !== 0 : code > 0x9f && code !== 0x2028 && code !== 0x2029

/** Reads the path that begins at `start` of a command line without control characters. */
export function readPath(line: string, start: number): PathRead {
  if (line.charCodeAt(start) !== openBracket) return notInBrackets
  let here = start + 1
  if (line.charCodeAt(here) === closeBracket) return { kind: 'path', address: '', bare: false, end: here + 1 }
  if (line.charCodeAt(here) === at) {
    here = endOfRoute(line, here)
    if (here < 0) return badRoute
  }
  const begin = here
  here = line.charCodeAt(here) === quote ? endOfQuotedString(line, here) : endOfDotString(line, here)
  if (here <= begin) return badLocalPart
  if (here - begin > longestLocalPart) return tooLong
  if (line.charCodeAt(here) === closeBracket) {
    const address = line.slice(begin, here)
    if (address.toLowerCase() !== 'postmaster') return noDomain
    return { kind: 'path', address, bare: true, end: here + 1 }
  }
  if (line.charCodeAt(here) !== at) return badLocalPart
  const domain = here + 1
  if (line.charCodeAt(domain) === openSquare) {
    here = endOfLiteral(line, domain)
    if (here < 0) return badLiteral
  } else {
    here = endOfDomain(line, domain)
    if (here < 0) return badDomain
  }
  if (here - domain > longestDomain) return tooLong
  if (line.charCodeAt(here) !== closeBracket) return noEnd
  const end = here + 1
  if (end < line.length && line[end] !== ' ') return noEnd
  return { kind: 'path', address: line.slice(begin, here), bare: false, end }
}

/**
 * Dots may stand anywhere: Japanese carriers gave out `name..x.@`, which the RFC would have quoted. An address
 * that the header grammar cannot read counts as outside, so nothing is gained by writing one.
 */
function endOfDotString(line: string, start: number): number {
  let here = start
  while (here < line.length) {
    const code = line.charCodeAt(here)
    if (code !== dot && !isOf(1, code)) break
    here += 1
  }
  return here
}

function endOfQuotedString(line: string, start: number): number {
  let here = start + 1
  for (;;) {
    const code = line.charCodeAt(here)
    if (code === quote) return here + 1
    if (code === backslash) {
      const next = line.charCodeAt(here + 1)
      if (!(next >= 32 && next < 127)) return -1
      here += 2
    } else if (isOf(4, code)) here += 1
    else return -1
  }
}

/** Index behind a domain of one label or more, or -1. */
function endOfDomain(line: string, start: number): number {
  let label = start
  let here = start
  for (;;) {
    const code = line.charCodeAt(here)
    if (isOf(2, code)) here += 1
    else {
      if (here === label || here - label > longestLabel || line[label] === '-' || line[here - 1] === '-')
        return -1
      if (code !== dot) return here
      here += 1
      label = here
    }
  }
}

function endOfLiteral(line: string, start: number): number {
  const close = line.indexOf(']', start)
  if (close < 0) return -1
  const literal = line.slice(start + 1, close)
  const valid = /^IPv6:/i.test(literal) ? isIPv6(literal.slice(5)) && !literal.includes('%') : isIPv4(literal)
  return valid ? close + 1 : -1
}

/** Index behind `@one,@two:`, or -1. */
function endOfRoute(line: string, start: number): number {
  let here = start
  for (;;) {
    if (line.charCodeAt(here) !== at) return -1
    here = endOfDomain(line, here + 1)
    if (here < 0) return -1
    const code = line.charCodeAt(here)
    here += 1
    if (code === colon) return here
    if (code !== comma) return -1
  }
}
