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
const wideFold = /\r?\n[ \t]+/g
const foldInQuotes = /"[^"\r\n]*\r?\n[ \t]/
const marked = /^(.*?)(?:\*([0-9]{1,5}))?(\*)?$/s
const commentBehind = /\s+\([^()]*\)$/
const whiteSpace = /[ \t\r\n]+/g

interface Pieces {
  readonly found: readonly string[]
  /** A quoted string or a comment does not end, or an octet is quoted: programs do not agree where a piece ends. */
  readonly isDoubtful: boolean
}

/** Pieces between `;`, with quoted strings whole and comments left out where they may stand. */
function pieces(body: string): Pieces {
  const found: string[] = []
  let piece = ''
  let quoted = false
  let depth = 0
  /** Something of a value has been seen: a parenthesis is part of it then for most programs, as in `name=a (1).pdf`. */
  let inValue: 'no' | 'empty' | 'yes' = 'no'
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
    if (character === '(' && inValue !== 'yes') {
      depth = 1
      continue
    }
    if (character === ';') {
      found.push(piece)
      piece = ''
      inValue = 'no'
      continue
    }
    piece += character
    if (character === '"') quoted = true
    if (inValue === 'no' && character === '=') inValue = 'empty'
    else if (inValue === 'empty' && !isSpace(character)) inValue = 'yes'
  }
  found.push(piece)
  return { found, isDoubtful: quoted || depth > 0 || body.includes('\\') }
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t'
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

/** The parameter of a piece, and those that stand within its value because a `;` is missing. */
function* parametersIn(piece: string): Generator<Parameter> {
  const within = /[\s"](?:filename|name|boundary|charset)(?:\*[0-9]{0,5}\*?)?\s{0,5}=/gi
  for (let from = 0, count = 0; count < mostParameters; count++) {
    const sign = piece.indexOf('=', from)
    if (sign < 0) return
    // `attachment filename=x`: the name is what stands next to the sign.
    const written = piece.slice(from, sign).trim().split(whiteSpace).at(-1) ?? ''
    const [, name = '', section, star] = marked.exec(written.toLowerCase()) ?? []
    yield {
      name,
      value: unquoted(piece.slice(sign + 1)),
      section: section === undefined ? undefined : Number(section),
      isExtended: star !== undefined,
    }
    within.lastIndex = sign
    const next = within.exec(piece)
    if (next === null) return
    from = next.index + 1
  }
}

/** A name of a file that stands in one piece. */
function isName({ name, section }: Parameter): boolean {
  return (name === 'filename' || name === 'name') && section === undefined
}

/** `body`: the field after its colon, one byte held in a character, still folded. */
export function readFieldValue(body: string): FieldValue {
  const unfolded = body.replace(fold, '')
  const { found, isDoubtful } = pieces(unfolded)
  const [first = ''] = found
  const parameters: Parameter[] = []
  // Octets that some programs take for quoted or left out, and others do not.
  const plain = isDoubtful
    ? unfolded.split(';', mostParameters).map((piece) => piece.replaceAll('"', ''))
    : []
  for (const piece of [...found, ...plain])
    for (const parameter of parametersIn(piece))
      if (parameters.length < mostParameters * 2) parameters.push(parameter)
  // Some programs take the white space of a fold away with it, and so join what stands on both sides.
  if (foldInQuotes.test(body))
    for (const piece of pieces(body.replace(wideFold, '')).found)
      for (const parameter of parametersIn(piece))
        if (isName(parameter) && parameters.length < mostParameters * 2) parameters.push(parameter)
  return { head: first.replace(whiteSpace, '').toLowerCase(), parameters }
}

/** Whether there are as many parameters as are read, so that there may be more. */
export function mayBeCut({ parameters }: FieldValue): boolean {
  return parameters.length >= mostParameters - 1
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
