/**
 * The text of a header field as readers see it: encoded words (RFC 2047) decoded, raw bytes of old programs in every charset
 * that they may be in. Read once for each field of a mail, however many conditions ask, and only so far as a bound.
 */

import libmime from 'libmime'

import { decodeText } from '../inspect/charset.ts'
import { normalText } from '../inspect/normal-text.ts'
import type { Field } from '../mail/mail.ts'
import { printable } from '../mail/printable.ts'

import type { CannotTell, Evidence } from './answer.ts'
import { keepRecent } from './keep-recent.ts'

export interface FieldText {
  /** Every plausible reading, case kept, in the form of `normalText`; at least one. */
  readonly readings: readonly string[]
  /** What kept a part of it from being read; `undefined`: all of it was read. */
  readonly trouble: CannotTell | undefined
}

/** Octets: a subject of 8 KiB is for nobody's eyes, and patterns run on the thread that takes mail in. */
const longest = 8_192
const fold = /\r?\n(?=[ \t])/g
const encodedWord = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?[bq]\?/gi
/** Octets that no ASCII charset holds: whether a charset is known shows in what they decode to. */
const highOctets = Buffer.from([0x82, 0xa0])

function unknownCharset(text: string): CannotTell | undefined {
  for (const [, charset = ''] of text.matchAll(encodedWord)) {
    if (!isCharsetKnown(charset.toLowerCase()))
      return { kind: 'unknown-charset', detail: printable(charset, 100) }
  }
  return undefined
}

/** To decode something for each word of each mail would be most of what a condition costs. */
const charsets = new Map<string, boolean>()
const mostCharsets = 200

function isCharsetKnown(charset: string): boolean {
  let isKnown = charsets.get(charset)
  if (isKnown === undefined) {
    isKnown = decodeText(highOctets, charset).fault?.kind !== 'unknown-charset'
    if (charsets.size < mostCharsets) charsets.set(charset, isKnown)
  }
  return isKnown
}

function read(body: Buffer): FieldText {
  const octets = body.length > longest ? body.subarray(0, longest) : body
  const unfolded = octets.toString('latin1').replace(fold, '')
  const overBound: CannotTell | undefined =
    octets.length < body.length ? { kind: 'over-bound', detail: `${longest}` } : undefined
  const { readings } = decodeText(Buffer.from(unfolded, 'latin1'), undefined)
  if (!unfolded.includes('=?')) return { readings: readings.map(whole), trouble: overBound }
  return {
    readings: readings.map((text) => whole(libmime.decodeWords(text))),
    trouble: overBound ?? unknownCharset(unfolded),
  }
}

function whole(text: string): string {
  return normalText(text).trim()
}

/** Fields of one mail that conditions may come back to. */
const fieldsKept = 8

export const fieldText: (field: Field) => FieldText = keepRecent(fieldsKept, ({ body }) => read(body))

/** What a field shows, for people. */
export function fieldEvidence(field: string, text: string): Evidence {
  return { kind: 'field', field, text: printable(text, 100) }
}
