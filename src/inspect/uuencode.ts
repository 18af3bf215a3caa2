/** Files that stand uuencoded in a text, as programs show them to be attachments. */

export interface UuencodedFile {
  /** One byte held in a character. */
  readonly name: string
  readonly octets: Buffer
}

const begin = /^begin(?:-base64)? ([0-7]{3,4}) ([^\r\n]{1,300})\r?\n/gm
const mostFiles = 20

/** `text`: one byte held in a character. */
export function uuencodedFiles(text: string): readonly UuencodedFile[] {
  const found: UuencodedFile[] = []
  for (const match of text.matchAll(begin)) {
    if (found.length >= mostFiles) break
    const from = match.index + match[0].length
    const name = (match[2] ?? '').trim()
    const end = text.indexOf(match[0].startsWith('begin-') ? '\n====' : '\nend', from - 1)
    const body = text.slice(from, end < 0 ? text.length : end)
    const octets = match[0].startsWith('begin-') ? Buffer.from(body, 'base64') : decodeLines(body)
    if (octets.length > 0) found.push({ name, octets })
  }
  return found
}

/** Each line: a character for its length, then four characters for three octets. It stops at a line that is none. */
function decodeLines(body: string): Buffer {
  const octets = Buffer.allocUnsafe(body.length)
  let size = 0
  for (let at = 0; at < body.length;) {
    const feed = body.indexOf('\n', at)
    const end = feed < 0 ? body.length : feed
    const length = (body.charCodeAt(at) - 32) & 63
    if (length === 0 || (end - at - 1) * 3 < length * 4 - 8) break
    let left = length
    for (let from = at + 1; left > 0; from += 4) {
      const bits =
        sextet(body, from, 18) |
        sextet(body, from + 1, 12) |
        sextet(body, from + 2, 6) |
        sextet(body, from + 3, 0)
      for (let shift = 16; shift >= 0 && left > 0; shift -= 8, left--) octets[size++] = (bits >> shift) & 0xff
    }
    at = end + 1
  }
  return octets.subarray(0, size)
}

function sextet(text: string, at: number, shift: number): number {
  const code = text.charCodeAt(at)
  return Number.isNaN(code) ? 0 : ((code - 32) & 63) << shift
}
