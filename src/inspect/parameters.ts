/**
 * The parameters of a `Content-Type` or `Content-Disposition` field (RFC 2045 section 5.1, RFC 2231), read as leniently as
 * any mail program would: every parameter that stands there, in order, twice where it is there twice.
 */

/** One parameter as it stands; bytes are held one in a character. */
export interface Parameter {
  /** Lower case, without the marks of RFC 2231. */
  readonly name: string
  /** Quotes and backslashes taken off. */
  readonly value: string
  /** `name*1`: 1; `undefined` for one that is whole. */
  readonly section: number | undefined
  /** Marked as percent-encoded (`name*`, `name*0*`). */
  readonly isExtended: boolean
}

export interface FieldValue {
  /** What stands before the first `;`, lower case, without comments and white space. */
  readonly head: string
  readonly parameters: readonly Parameter[]
}

const mostParameters = 200
const fold = /\r?\n(?=[ \t])/g
const marked = /^(.*?)(?:\*([0-9]{1,5}))?(\*)?$/s
const commentBehind = /\s+\([^()]*\)$/
const whiteSpace = /[ \t\r\n]+/g

/** Pieces between `;`, with quoted strings whole and comments left out where they may stand. */
function pieces(body: string): readonly string[] {
  const found: string[] = []
  let piece = ''
  let quoted = false
  let depth = 0
  for (let at = 0; at < body.length && found.length < mostParameters; at++) {
    const character = body[at] ?? ''
    if (depth > 0) {
      if (character === '\\') at++
      else if (character === '(') depth++
      else if (character === ')') depth--
      continue
    }
    if (quoted) {
      piece += character
      if (character === '\\') piece += body[++at] ?? ''
      else if (character === '"') quoted = false
      continue
    }
    if (character === '"') {
      quoted = true
      piece += character
    } else if (character === '(' && isCommentStart(piece)) depth = 1
    else if (character === ';') {
      found.push(piece)
      piece = ''
    } else piece += character
  }
  found.push(piece)
  return found
}

/** Within a bare value a parenthesis is part of it for most programs: `name=a (1).pdf`. */
function isCommentStart(piece: string): boolean {
  const equals = piece.indexOf('=')
  return equals < 0 || piece.slice(equals + 1).trim() === ''
}

function unquoted(value: string): string {
  const trimmed = value.trim()
  if (!trimmed.startsWith('"')) return trimmed
  let text = ''
  for (let at = 1; at < trimmed.length; at++) {
    const character = trimmed[at] ?? ''
    if (character === '"') break
    text += character === '\\' ? (trimmed[++at] ?? '') : character
  }
  return text
}

/** `body`: the field after its colon, one byte held in a character, still folded. */
export function readFieldValue(body: string): FieldValue {
  const [first = '', ...rest] = pieces(body.replace(fold, ''))
  const equals = first.indexOf('=')
  // `Content-Type: name=x` without a type: the parameter counts all the same.
  const all = equals > 0 && !first.includes('/') ? [first, ...rest] : rest
  const parameters: Parameter[] = []
  for (const piece of all) {
    const sign = piece.indexOf('=')
    if (sign < 0) continue
    const match = marked.exec(piece.slice(0, sign).trim().toLowerCase())
    if (match === null) continue
    const [, name = '', section, star] = match
    parameters.push({
      name,
      value: unquoted(piece.slice(sign + 1)),
      section: section === undefined ? undefined : Number(section),
      isExtended: star !== undefined,
    })
  }
  return { head: first.replace(whiteSpace, '').toLowerCase(), parameters }
}

/** Bytes of a percent-encoded value; what is no code stays. */
export function percentDecoded(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/**
 * Every value of a parameter that has no need of a charset (`boundary`, `charset`, `protocol`): those that are whole, and
 * its sections joined.
 */
export function plainValues({ parameters }: FieldValue, name: string): readonly string[] {
  const found = new Set<string>()
  const sections: Parameter[] = []
  for (const parameter of parameters) {
    if (parameter.name !== name) continue
    if (parameter.section !== undefined) sections.push(parameter)
    else if (parameter.isExtended) found.add(afterCharset(percentDecoded(parameter.value)))
    else found.add(parameter.value.replace(commentBehind, ''))
  }
  if (sections.length > 0) {
    const joined = sections
      .toSorted((one, other) => (one.section ?? 0) - (other.section ?? 0))
      .map(({ value, isExtended }) => (isExtended ? percentDecoded(value) : value))
      .join('')
    found.add(
      sections.some(({ section, isExtended }) => section === 0 && isExtended) ? afterCharset(joined) : joined,
    )
  }
  return [...found]
}

function afterCharset(value: string): string {
  return value.replace(/^[^']*'[^']*'/, '')
}
