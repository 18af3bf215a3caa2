/** The header of a MIME entity (RFC 2045): what it says the entity is, in every way it says so. */

import { cutHeader } from '../mail/header-fields.ts'
import { mediaType } from '../mail/media-type.ts'
import { readFieldValue, type FieldValue } from './parameters.ts'

/** One reading of a `Content-Type` field. */
export interface ContentType extends FieldValue {
  readonly mediaType: string
}

export interface EntityHeader {
  /** More than one where the field is there more than once; at least one. */
  readonly types: readonly [ContentType, ...ContentType[]]
  /** There is a `Content-Type` that programs may read in different ways, or there are two. */
  readonly isTypeDoubtful: boolean
  /** Lower case; at least one, `7bit` where none is given. */
  readonly encodings: readonly [string, ...string[]]
  readonly dispositions: readonly FieldValue[]
  readonly hasContentId: boolean
  /** All its fields, `name` lower case and `body` one byte in a character. */
  readonly fields: readonly { readonly name: string; readonly body: string }[]
  /** Where its body starts. */
  readonly bodyAt: number
  /** It is longer than is read. */
  readonly isCut: boolean
  /** Its lines end before an empty line does. */
  readonly isUnended: boolean
}

const mostFields = 1_000
const longestHeader = 262_144
const lenientType = /(?:multipart|message|text|application|image|audio|video)\/[!#$&^_.+a-z0-9-]+/i
const plain: ContentType = { mediaType: 'text/plain', head: 'text/plain', parameters: [] }
const lineFeed = 10
const carriageReturn = 13

/** Where the line that starts at `at` has its empty-line end, `-1` if it is not empty. */
function emptyLineEnd(bytes: Buffer, at: number, to: number): number {
  if (at >= to) return -1
  if (bytes[at] === lineFeed) return at + 1
  return bytes[at] === carriageReturn && bytes[at + 1] === lineFeed && at + 1 < to ? at + 2 : -1
}

function bodyStart(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to;) {
    const end = emptyLineEnd(bytes, at, to)
    if (end >= 0) return end
    const feed = bytes.indexOf(lineFeed, at)
    if (feed < 0 || feed >= to) return -1
    at = feed + 1
  }
  return -1
}

/** Both what a strict and what a lenient program takes the field for. */
function readTypes(body: string): readonly ContentType[] {
  const strict: ContentType = { ...readFieldValue(body), mediaType: mediaType(body) }
  const lenient = lenientType.exec(body)?.[0].toLowerCase()
  if (lenient === undefined || lenient === strict.mediaType) return [strict]
  // The `;` that is missing behind the type is put in, so that the parameters are found.
  const repaired = body.replace(lenientType, (type) => `${type};`)
  return [strict, { ...readFieldValue(repaired.slice(repaired.search(lenientType))), mediaType: lenient }]
}

/** `bytes` from `from` to `to` are the entity. */
export function readEntityHeader(bytes: Buffer, from: number, to: number): EntityHeader {
  const start = bodyStart(bytes, from, to)
  const end = start < 0 ? to : start
  const header = bytes.toString('latin1', from, Math.min(end, from + longestHeader))
  const fields = cutHeader(header, mostFields).spans.map(({ name, from: at, to: stop }) => ({
    name,
    body: header.slice(at, stop),
  }))
  const bodies = (name: string): readonly string[] =>
    fields.filter((field) => field.name === name).map((field) => field.body)
  const typeFields = bodies('content-type')
  const [first = plain, ...others] = typeFields.flatMap(readTypes)
  const [encoding = '7bit', ...otherEncodings] = new Set(
    bodies('content-transfer-encoding').map((body) => readFieldValue(body).head),
  )
  return {
    types: [first, ...others],
    isTypeDoubtful: others.length > 0,
    encodings: [encoding, ...otherEncodings],
    dispositions: bodies('content-disposition').map(readFieldValue),
    hasContentId: fields.some(({ name }) => name === 'content-id'),
    fields,
    bodyAt: end,
    isCut: end - from > longestHeader,
    isUnended: start < 0,
  }
}
