/**
 * Every name under which any mail program may save a part: out of `filename` and `name`, plain and by RFC 2231 and RFC
 * 2047, in every encoding that raw octets may be in, as shown and as saved.
 */

import libmime from 'libmime'
import { decodeText } from './charset.ts'
import { asShown } from './normal-text.ts'
import { percentDecoded, type FieldValue, type Parameter } from './parameters.ts'

/** Of one part; so many at least, and there may be more. */
export const mostNames = 20
const longestName = 255

const encodedWord = /=\?[^?\s]+\?[bq]\?/i
const codes = /%[0-9a-f]{2}/i
const controls = /[\u0000-\u001f\u007f-\u009f]/g
const directions = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const hasSpecial = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/
const commentOrQuote = /["'(]/
const comments = /\([^()]*\)/g
const quotes = /["']/g
const dotOrSpace = /[.\s]/u
const extension = /\.([^.\s/\\]{1,40})$/u
const fieldNames = ['filename', 'name']

/** The names of a part, at most 20, in no order that matters. */
export function partNames(
  dispositions: readonly FieldValue[],
  types: readonly FieldValue[],
): readonly string[] {
  const raw = new Set<string>()
  for (const field of [...dispositions, ...types])
    for (const name of fieldNames) {
      const parameters = field.parameters.filter((parameter) => parameter.name === name)
      if (parameters.length > 0) for (const value of valuesOf(parameters)) raw.add(value)
    }
  return savedNames(raw)
}

const describing: ReadonlySet<string> = new Set(['content-description', 'content-location'])
const shapeOfName = /\.[a-z0-9]{1,8}$/i

/** Names that other fields of a part give, under which some programs save a file that has no other name. */
export function describedNames(
  fields: readonly { readonly name: string; readonly body: string }[],
): readonly string[] {
  const raw = fields
    .filter(({ name }) => describing.has(name))
    .flatMap(({ body }) => [...headerTexts(body.replace(/\r?\n/g, '').trim())])
  return savedNames(raw.filter((text) => shapeOfName.test(text.trim())))
}

/** What the parameters of one name may stand for. */
function* valuesOf(parameters: readonly Parameter[]): Generator<string> {
  for (const { value, section, isExtended } of parameters) {
    if (section !== undefined) continue
    if (isExtended) yield* extendedValues(percentDecoded(value))
    else yield* headerTexts(value)
  }
  const sections = parameters.filter(({ section }) => section !== undefined)
  if (sections.length === 0) return
  const inOrder = sections.toSorted((one, other) => (one.section ?? 0) - (other.section ?? 0))
  // In order as RFC 2231 demands, and as they stand for those who do not sort.
  for (const list of [inOrder, sections]) {
    const joined = list.map(({ value, isExtended }) => (isExtended ? percentDecoded(value) : value)).join('')
    if (list.some(({ isExtended }) => isExtended)) yield* extendedValues(joined)
    else yield* headerTexts(joined)
  }
  // Only the first, for those who know no continuations.
  const [first] = inOrder
  if (first !== undefined && inOrder.length > 1) yield first.value
}

/** `bytes`: `charset'language'octets`. */
function* extendedValues(bytes: string): Generator<string> {
  const match = /^([^']*)'[^']*'(.*)$/s.exec(bytes)
  const [, label = '', octets = ''] = match ?? ['', '', bytes]
  yield* decodeText(Buffer.from(octets, 'latin1'), label === '' ? undefined : label).readings
}

/** Readings of text in a header as it stands, one byte in a character. */
export function* headerTexts(bytes: string): Generator<string> {
  const { readings } = decodeText(Buffer.from(bytes, 'latin1'), undefined)
  for (const text of readings) {
    if (encodedWord.test(text)) {
      yield libmime.decodeWords(text)
      // Programs that cut the value at its spaces or put them in.
      yield libmime.decodeWords(text.replaceAll(/\s+/g, ''))
      continue
    }
    yield text
    if (codes.test(text)) yield* decodeText(Buffer.from(percentDecoded(bytes), 'latin1'), undefined).readings
  }
}

/** Without the dots and white space at its end, which file systems drop. */
function withoutTrailing(name: string): string {
  let end = name.length
  while (end > 0 && dotOrSpace.test(name[end - 1] ?? '')) end--
  return name.slice(0, end)
}

/** Each name as it stands, as a file system takes it, and as it is shown. */
export function savedNames(raw: Iterable<string>): readonly string[] {
  const names = new Set<string>()
  const add = (name: string): void => {
    const bare = withoutTrailing(name).trim()
    if (bare !== '' && names.size < mostNames) names.add(bare.slice(-longestName))
  }
  for (const value of raw) {
    const name = value.toWellFormed()
    const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
    add(base)
    if (base !== name) add(name.replace(controls, ''))
    if (hasSpecial.test(base)) {
      add(base.replace(controls, '').replace(directions, ''))
      // What stands behind a NUL is lost for some, what stands behind an override is shown the other way round.
      add((base.split('\u0000')[0] ?? '').replace(controls, ''))
      if (base.includes('\u202e')) add(asShown(base).replace(directions, ''))
    }
    // Comments and quotes, which some take for what they are wherever they stand.
    if (commentOrQuote.test(base)) add(base.replace(comments, '').replace(quotes, ''))
    // An alternate data stream: the file is called by what stands before the colon.
    const stream = base.indexOf(':')
    if (stream > 0) add(base.slice(0, stream))
  }
  return [...names]
}

/** Lower case, without the dot, of all names. */
export function extensionsOf(names: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const name of names) {
    const clean = withoutTrailing(name.replace(controls, '').replace(directions, ''))
    const match = extension.exec(clean.normalize('NFKC'))
    if (match !== null) found.add((match[1] ?? '').toLowerCase())
  }
  return [...found]
}
