/**
 * Reads a header section into a `Mail`: its address lists, and every ambiguity of its structure. What is
 * judged are the first fields of their name; where there are two, the mail is ambiguous anyway. `Resent-`
 * fields are not those of the mail and do not count.
 */

import { readAddressListIn } from './address-list.ts'
import { decodedText } from './decoded-text.ts'
import { cutHeader, isBlank, type CutHeader, type FieldSpan } from './header-fields.ts'
import type { AddressList, Ambiguity, Field, Mail } from './mail.ts'
import { mediaType } from './media-type.ts'
import { printable } from './printable.ts'

/** `limits` of the configuration. */
export interface ReadLimits {
  /** Fields of one mail. */
  readonly headerFields: number
  /** Addresses in all its address fields. */
  readonly addresses: number
}

const addressFields = ['from', 'sender', 'to', 'cc', 'bcc'] as const
type AddressField = (typeof addressFields)[number]

/** Fields that a verdict rests on: they must be there once, and be known as themselves by every program. */
const judged: ReadonlySet<string> = new Set([...addressFields, 'subject', 'content-type'])

const mostAmbiguities = 20
const longestMessageId = 500

/** What the spans alone tell: fields twice, obsolete spaces, judged fields behind a line of white space. */
function fieldAmbiguities(
  header: string,
  cut: CutHeader,
  ambiguities: Ambiguity[],
): ReadonlyMap<string, FieldSpan> {
  const found = new Map<string, FieldSpan>()
  const twice = new Set<string>()
  const blank = cut.whiteSpaceLine
  let afterBlank = false
  for (const span of cut.spans) {
    const { name } = span
    if (!judged.has(name)) {
      if (name === 'message-id' && !found.has(name)) found.set(name, span)
      continue
    }
    if (found.has(name)) twice.add(name)
    else found.set(name, span)
    if (span.spaced) ambiguities.push({ kind: 'space-before-colon', field: name })
    if (blank !== undefined && span.to > blank.at && !afterBlank)
      afterBlank = !isBlank(header, Math.max(span.from, blank.at), span.to)
  }
  for (const field of twice) ambiguities.push({ kind: 'field-twice', field })
  if (blank !== undefined && afterBlank) ambiguities.push({ kind: 'white-space-line', line: blank.line })
  return found
}

/** RFC 5322 section 3.6.2 demands an author, and one who can be read. */
function authorAmbiguity(
  from: AddressList,
  header: string,
  span: FieldSpan | undefined,
): Ambiguity | undefined {
  const broken = from.find((member) => member.kind === 'unreadable')
  if (broken !== undefined) {
    const text = span === undefined ? '' : header.slice(span.from, span.to).replace(/\s+/g, '')
    return text.endsWith('<>') && from.length === 1
      ? { kind: 'no-author' }
      : { kind: 'unreadable-author', text: broken.text }
  }
  return from.length === 0 ? { kind: 'no-author' } : undefined
}

/** A field whose body becomes a Buffer when somebody asks for it: few mails are asked for more than a few. */
class FieldIn implements Field {
  readonly name: string
  readonly #bytes: Buffer
  readonly #from: number
  readonly #to: number

  constructor(bytes: Buffer, { name, from, to }: FieldSpan) {
    this.name = name
    this.#bytes = bytes
    this.#from = from
    this.#to = to
  }

  get body(): Buffer {
    return this.#bytes.subarray(this.#from, this.#to)
  }
}

/**
 * Reads the header section `bytes` (leading dots undoubled, with or without its closing empty line). It never
 * throws on any bytes; what cannot be read is in the value. Time grows in proportion to the size.
 */
export function readMail(bytes: Buffer, limits: ReadLimits): Mail {
  const header = bytes.toString('latin1')
  const cut = cutHeader(header, limits.headerFields)
  const ambiguities: Ambiguity[] = [...cut.ambiguities]
  const found = fieldAmbiguities(header, cut, ambiguities)

  let left = limits.addresses
  let overLimit = false
  const addresses = (field: AddressField): AddressList => {
    const span = found.get(field)
    if (span === undefined) return []
    const read = readAddressListIn(header, span.from, span.to, left)
    left = Math.max(0, left - read.list.length)
    if (read.twoAngles) ambiguities.push({ kind: 'two-angle-addresses', field })
    overLimit ||= read.overLimit
    return read.list
  }
  const from = addresses('from')
  const sender = addresses('sender')
  const to = addresses('to')
  const cc = addresses('cc')
  const bcc = addresses('bcc')
  if (overLimit) ambiguities.push({ kind: 'over-limit', of: 'addresses', limit: limits.addresses })
  const author = authorAmbiguity(from, header, found.get('from'))
  if (author !== undefined) ambiguities.push(author)

  const body = (name: string): string | undefined => {
    const span = found.get(name)
    return span === undefined ? undefined : header.slice(span.from, span.to)
  }
  const contentType = body('content-type')
  let received = 0
  for (const span of cut.spans) if (span.name === 'received') received++
  return {
    fields: cut.spans.map((span) => new FieldIn(bytes, span)),
    from,
    sender,
    to,
    cc,
    bcc,
    ambiguities: ambiguities.slice(0, mostAmbiguities),
    received,
    mediaType: contentType === undefined ? 'text/plain' : mediaType(contentType),
    messageId: printable(body('message-id') ?? '', longestMessageId),
    subject: decodedText(body('subject') ?? ''),
  }
}
