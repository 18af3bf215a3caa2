/**
 * Octets to text, in the charset they claim and in every other that they may well be in. A program that shows more than
 * the label says is the rule with Japanese mail, so all of it is searched.
 */

import { isAscii } from 'node:buffer'
import encodingJapanese from 'encoding-japanese'
import { decodeUtf7 } from './utf-7.ts'

export interface DecodedText {
  /** Every plausible reading, the claimed one first. */
  readonly readings: readonly string[]
  /** The charset is unknown, or the octets are not valid in it. */
  readonly fault: { readonly kind: 'unknown-charset' | 'corrupt'; readonly detail: string } | undefined
}

/** Names in use that the WHATWG encoding standard does not list. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  'windows-932': 'shift_jis',
  'x-ms-cp932': 'shift_jis',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-2004': 'iso-2022-jp',
  cp51932: 'euc-jp',
  eucjpms: 'euc-jp',
  'eucjp-ms': 'euc-jp',
  'sjis-win': 'shift_jis',
  'shift-jis-2004': 'shift_jis',
  'shift_jis-2004': 'shift_jis',
  jis: 'iso-2022-jp',
  iso2022jp: 'iso-2022-jp',
  iso_2022_jp: 'iso-2022-jp',
  'eucjp-win': 'euc-jp',
  euc_jp: 'euc-jp',
  utf_8: 'utf-8',
  utf8mb4: 'utf-8',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  ansi: 'windows-1252',
  'ansi_x3.110-1983': 'windows-1252',
  default: 'windows-1252',
  'unicode-1-1-utf-8': 'utf-8',
  'utf-8n': 'utf-8',
  '8bit': 'windows-1252',
  '7bit': 'windows-1252',
}

const utf7 = /^\s*['"]?(?:unicode-1-1-)?utf-?7['"]?\s*$/i
const strict = new Map<string, TextDecoder | undefined>()

/** `undefined`: the charset is not known. */
function decoderFor(label: string): TextDecoder | undefined {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^['"]+|['"]+$/g, '')
  if (strict.has(name)) return strict.get(name)
  let decoder: TextDecoder | undefined
  try {
    decoder = new TextDecoder(aliases[name] ?? name, { fatal: true })
    // The standard has `replacement` for what must not be decoded.
    if (decoder.encoding === 'replacement') decoder = undefined
  } catch {
    decoder = undefined
  }
  if (strict.size < 200) strict.set(name, decoder)
  return decoder
}

const singleOctet = /^(?:windows-|iso-8859|macintosh|koi8|ibm|x-mac|x-user)/
const lenientDecoders = new Map<string, TextDecoder>()

function lenient(encoding: string, octets: Buffer): string {
  let decoder = lenientDecoders.get(encoding)
  if (decoder === undefined) lenientDecoders.set(encoding, (decoder = new TextDecoder(encoding)))
  return decoder.decode(octets)
}

function decodedIf(encoding: string, octets: Buffer): string | undefined {
  try {
    return decoderFor(encoding)?.decode(octets)
  } catch {
    return undefined
  }
}

const escapeCode = 27
/** Escape sequences behind which another one stands: the standard takes them for an error, mail programs for nothing. */
const idleEscapes = /(?:\x1b(?:\([BJI]|\$[@B]))+(?=\x1b(?:\([BJI]|\$[@B]))/g

function withoutIdleEscapes(octets: Buffer): Buffer {
  return Buffer.from(octets.toString('latin1').replace(idleEscapes, ''), 'latin1')
}

const detectedOctets = 65_536
const ofEncodingJapanese: Readonly<Record<string, string>> = {
  UTF8: 'utf-8',
  SJIS: 'shift_jis',
  EUCJP: 'euc-jp',
  JIS: 'iso-2022-jp',
  UTF16: 'utf-16le',
  UTF16LE: 'utf-16le',
  UTF16BE: 'utf-16be',
}

function detected(octets: Buffer): string | undefined {
  const name = encodingJapanese.detect(octets.subarray(0, detectedOctets))
  return typeof name === 'string' ? ofEncodingJapanese[name] : undefined
}

/** UTF-16 by its mark, or because every other octet of what seems to be Latin text is NUL. */
function wideEncoding(octets: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (octets[0] === 0xff && octets[1] === 0xfe) return 'utf-16le'
  if (octets[0] === 0xfe && octets[1] === 0xff) return 'utf-16be'
  if (octets.length < 8 || !octets.subarray(0, 512).includes(0)) return undefined
  let even = 0
  let odd = 0
  const end = Math.min(octets.length, 512)
  for (let at = 0; at < end; at++) {
    if (octets[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  if (odd > end / 8 && even < odd / 4) return 'utf-16le'
  return even > end / 8 && odd < even / 4 ? 'utf-16be' : undefined
}

function* guesses(octets: Buffer): Generator<string> {
  const guess = detected(octets)
  if (guess !== undefined) yield lenient(guess, octets)
  for (const encoding of ['shift_jis', 'euc-jp']) {
    const text = decodedIf(encoding, octets)
    if (text !== undefined) yield text
  }
}

/** `label`: as claimed; `undefined` where nothing is. */
export function decodeText(octets: Buffer, label: string | undefined): DecodedText {
  if (label !== undefined && utf7.test(label)) {
    const text = octets.toString('latin1')
    return { readings: [decodeUtf7(text), text], fault: undefined }
  }
  const claimed = label === undefined || label === '' ? undefined : decoderFor(label)
  const isUnknown = label !== undefined && label !== '' && claimed === undefined
  const hasEscape = octets.includes(escapeCode)
  const switched = hasEscape ? withoutIdleEscapes(octets) : octets
  if (!hasEscape && !isUnknown && isAscii(octets) && claimed?.encoding.startsWith('utf-16') !== true)
    if (!octets.includes(0)) return { readings: [octets.toString('latin1')], fault: undefined }

  const readings = new Set<string>()
  let isBroken = false
  if (claimed !== undefined) {
    const claimedOctets = claimed.encoding === 'iso-2022-jp' ? switched : octets
    try {
      readings.add(claimed.decode(claimedOctets))
    } catch {
      isBroken = true
      readings.add(lenient(claimed.encoding, claimedOctets))
    }
  }
  const wide = wideEncoding(octets)
  if (wide !== undefined && wide !== claimed?.encoding) readings.add(lenient(wide, octets))
  if (hasEscape && claimed?.encoding !== 'iso-2022-jp') readings.add(lenient('iso-2022-jp', switched))
  const isVague = claimed === undefined || isBroken || singleOctet.test(claimed.encoding)
  if (isVague || claimed.encoding !== 'utf-8') {
    // Hardly any text in another encoding is valid UTF-8 by chance: it ends the guessing.
    const text = decodedIf('utf-8', octets)
    if (text !== undefined) readings.add(text)
    else if (isVague) {
      for (const guess of guesses(octets)) readings.add(guess)
      if (claimed === undefined) readings.add(lenient('windows-1252', octets))
    }
  }
  const fault = isUnknown
    ? ({ kind: 'unknown-charset', detail: label } as const)
    : isBroken
      ? ({ kind: 'corrupt', detail: `not valid ${claimed?.encoding ?? ''}` } as const)
      : undefined
  return { readings: [...readings], fault }
}
