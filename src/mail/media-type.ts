/**
 * The media type that a `Content-Type` field names (RFC 2045 section 5.1). Parameters are left to those who
 * need them.
 */

const wholeType = /^([!#$%&'*+\-.^_`|~0-9a-z]+)\/([!#$%&'*+\-.^_`|~0-9a-z]+)\s*(?:;|$)/i
const space = /[ \t\r\n]+/g

/**
 * `text` without comments; `undefined` if one of them does not close or quotes are in the way before the
 * first `;`.
 */
function withoutComments(text: string): string | undefined {
  let depth = 0
  let kept = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '(') depth++
    else if (character === ')') {
      if (depth === 0) return undefined
      depth--
      kept += ' '
    } else if (depth > 0) {
      if (character === '\\') at++
    } else if (character === ';') return kept
    else kept += character
  }
  return depth === 0 ? kept : undefined
}

/**
 * The media type, lower case, of the body of a `Content-Type` field; `text/plain` where it cannot be read
 * (RFC 2045 section 5.2), so that nothing unreadable passes for a report.
 */
export function mediaType(body: string): string {
  const bare = withoutComments(body)?.replace(space, ' ').trim()
  const found = bare === undefined ? null : wholeType.exec(bare)
  return found === null ? 'text/plain' : `${found[1]}/${found[2]}`.toLowerCase()
}
