/** Takes off a `Content-Transfer-Encoding` (RFC 2045 section 6), as strictly and as leniently as programs do. */

import { uuencodedFiles } from './uuencode.ts'

export interface Decoded {
  /** Every way the octets can be read; the first is the one most programs take. */
  readonly readings: readonly Buffer[]
  /** What keeps it from being read in one way; `undefined` where nothing does. */
  readonly fault: string | undefined
}

const notBase64 = /[^A-Za-z0-9+/=\s]/
const notPadding = /[^=\s]/
/** Stretches between padding: more are no data that somebody means to be read. */
const mostPieces = 1_000
const looksBase64 = /^[A-Za-z0-9+/\s]{40,}=*\s*$/
const identity: ReadonlySet<string> = new Set([
  '',
  '7bit',
  '8bit',
  'binary',
  '7-bit',
  '8-bit',
  '7bits',
  '8bits',
])
const uuencode: ReadonlySet<string> = new Set(['x-uuencode', 'uuencode', 'x-uue', 'uue'])
const looksQuoted = /=[0-9A-F]{2}/

/** `body`: the octets of the part, of which the result may be a view. */
export function decodeTransfer(body: Buffer, encoding: string): Decoded {
  if (identity.has(encoding)) return { readings: [body], fault: undefined }
  if (encoding === 'base64') return decodeBase64(body)
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body)
  const text = body.toString('latin1')
  if (uuencode.has(encoding)) {
    const files = uuencodedFiles(text).map(({ octets }) => octets)
    if (files.length > 0) return { readings: files, fault: undefined }
  }
  const readings = [body]
  const head = text.slice(0, 4_096)
  if (looksBase64.test(head)) readings.push(Buffer.from(text, 'base64'))
  if (looksQuoted.test(head)) readings.push(...decodeQuotedPrintable(body).readings)
  return { readings, fault: `transfer encoding ${encoding}` }
}

/**
 * Characters outside the alphabet are passed over by most programs and end the data for some; data behind padding is
 * left out by some and decoded by others.
 */
function decodeBase64(body: Buffer): Decoded {
  const text = body.toString('latin1')
  const padding = text.indexOf('=')
  const goesOn = padding >= 0 && notPadding.test(text.slice(padding))
  if (!goesOn && !notBase64.test(text)) return { readings: [Buffer.from(text, 'base64')], fault: undefined }
  const bare = text.replace(/[^A-Za-z0-9+/=]+/g, '')
  const pieces = bare.split(/=+/, mostPieces)
  const readings: Buffer[] = [
    Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64'))),
    Buffer.from(bare.replaceAll('=', ''), 'base64'),
  ]
  const strictEnd = text.search(notBase64)
  if (strictEnd > 0) readings.push(Buffer.from(text.slice(0, strictEnd), 'base64'))
  readings.push(body)
  return { readings, fault: 'base64 with characters that do not belong to it' }
}

const equals = 61
const lineFeed = 10
const carriageReturn = 13

/** Value of a hexadecimal digit, -1 for any other octet. */
const hexadecimal = new Int8Array(256).fill(-1)
for (let digit = 0; digit < 10; digit++) hexadecimal[48 + digit] = digit
for (let digit = 10; digit < 16; digit++) {
  hexadecimal[55 + digit] = digit
  hexadecimal[87 + digit] = digit
}

function decodeQuotedPrintable(body: Buffer): Decoded {
  if (!body.includes(equals)) return { readings: [body], fault: undefined }
  const octets = Buffer.allocUnsafe(body.length)
  let size = 0
  let isFaulty = false
  for (let at = 0; at < body.length; at++) {
    const octet = body[at] ?? 0
    if (octet !== equals) {
      octets[size++] = octet
      continue
    }
    const high = hexadecimal[body[at + 1] ?? 0] ?? -1
    const low = hexadecimal[body[at + 2] ?? 0] ?? -1
    if (high >= 0 && low >= 0) {
      octets[size++] = high * 16 + low
      at += 2
      continue
    }
    const next = afterSoftBreak(body, at + 1)
    if (next < 0) {
      isFaulty = true
      octets[size++] = octet
    } else at = next - 1
  }
  return {
    readings: [octets.subarray(0, size)],
    fault: isFaulty ? 'quoted-printable with a broken code' : undefined,
  }
}

/** Behind a soft line break (white space may stand before the line end), or -1. */
function afterSoftBreak(body: Buffer, from: number): number {
  let at = from
  while (body[at] === 32 || body[at] === 9) at++
  if (at >= body.length) return at
  if (body[at] === lineFeed) return at + 1
  if (body[at] === carriageReturn) return body[at + 1] === lineFeed ? at + 2 : at + 1
  return -1
}
