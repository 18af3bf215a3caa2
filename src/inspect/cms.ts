/** S/MIME messages that are one CMS object (RFC 8551 section 3): sealed, or signed with the mail inside. */

const objectIdentifiers: readonly (readonly [Buffer, 'signed' | 'sealed'])[] = [
  [Buffer.from('2a864886f70d010702', 'hex'), 'signed'],
  [Buffer.from('2a864886f70d010703', 'hex'), 'sealed'],
  [Buffer.from('2a864886f70d010706', 'hex'), 'sealed'],
  [Buffer.from('2a864886f70d0109100117', 'hex'), 'sealed'],
]
const headSize = 64

/** By the content type at its beginning; `undefined` for one that cannot be told, compressed ones among them. */
export function cmsKind(octets: Buffer): 'signed' | 'sealed' | undefined {
  const head = octets.subarray(0, headSize)
  return objectIdentifiers.find(([identifier]) => head.includes(identifier))?.[1]
}

/** The type of plain content (RFC 5652 section 4), behind which the content itself stands. */
const dataIdentifier = Buffer.from('06092a864886f70d010701', 'hex')
const explicitTag = 0xa0
const stringTag = 0x04
const stringOfStringsTag = 0x24
const mostPieces = 100_000

interface Element {
  readonly tag: number
  readonly from: number
  /** `undefined`: it ends with two NUL octets, as BER allows. */
  readonly to: number | undefined
}

/** The element at `at`, by the encoding rules of X.690. */
function elementAt(octets: Buffer, at: number): Element | undefined {
  const tag = octets[at]
  const first = octets[at + 1]
  if (tag === undefined || first === undefined) return undefined
  if (first === 0x80) return { tag, from: at + 2, to: undefined }
  if (first < 0x80) return { tag, from: at + 2, to: at + 2 + first }
  const size = first & 0x7f
  if (size > 4 || at + 2 + size > octets.length) return undefined
  const from = at + 2 + size
  return { tag, from, to: from + octets.readUIntBE(at + 2, size) }
}

/** Octets that the object takes; `undefined` where its end cannot be told. Without a length it ends with the file. */
export function lengthOf(octets: Buffer): number | undefined {
  const whole = elementAt(octets, 0)
  if (whole === undefined || whole.to !== undefined) return whole?.to
  return octets.at(-1) === 0 && octets.at(-2) === 0 ? octets.length : undefined
}

/** The entity inside a signed message; `undefined` where it is not found whole. */
export function signedEntity(octets: Buffer): Buffer | undefined {
  const at = octets.indexOf(dataIdentifier)
  if (at < 0) return undefined
  const explicit = elementAt(octets, at + dataIdentifier.length)
  if (explicit?.tag !== explicitTag) return undefined
  const string = elementAt(octets, explicit.from)
  if (string?.tag === stringTag && string.to !== undefined && string.to <= octets.length)
    return octets.subarray(string.from, string.to)
  return string?.tag === stringOfStringsTag ? joinedPieces(octets, string) : undefined
}

function joinedPieces(octets: Buffer, whole: Element): Buffer | undefined {
  const pieces: Buffer[] = []
  let at = whole.from
  while (pieces.length < mostPieces) {
    const isOver = whole.to === undefined ? octets[at] === 0 && octets[at + 1] === 0 : at >= whole.to
    if (isOver) return Buffer.concat(pieces)
    const piece = elementAt(octets, at)
    if (piece?.tag !== stringTag || piece.to === undefined || piece.to > octets.length) return undefined
    pieces.push(octets.subarray(piece.from, piece.to))
    at = piece.to
  }
  return undefined
}
