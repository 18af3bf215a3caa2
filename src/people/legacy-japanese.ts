/**
 * Shift_JIS and EUC-JP exactly as the WHATWG Encoding Standard decodes them, with the place of every
 * faulty byte. The platform's decoder is fast but departs from the standard in a few bytes and
 * stops at the first fault; it serves here for whole files without these bytes and for the characters of
 * valid pairs. UTF-8 is not here.
 */

export type LegacyEncoding = 'shift_jis' | 'euc-jp'

export interface LegacyText {
  readonly text: string
  /** Offsets in the bytes at which something does not decode, ascending. */
  readonly faults: readonly number[]
}

/** Standard: control characters stand for themselves. The platform turns these three into each other. */
const swappedControls = [0x1a, 0x1c, 0x7f]

/** Standard: row 0x73 of JIS X 0212 is empty. The platform reads IBM's extension there. */
const extendedRow = 0xf3

/** Standard: half-width kana end here. The platform goes on with three signs. */
const lastKana = 0xdf

/**
 * Whether the platform's decoder keeps to the standard for all these bytes. In EUC-JP it also takes bytes below
 * 0xA0 for control characters, and they are faults.
 */
function isExactInPlatform(bytes: Buffer, encoding: LegacyEncoding): boolean {
  if (encoding === 'shift_jis') return swappedControls.every((byte) => !bytes.includes(byte))
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80 || byte >= 0xa0) continue
    const next = bytes[at + 1] ?? 0
    if (byte === 0x8e ? next > lastKana : byte !== 0x8f || next === extendedRow) return false
  }
  return true
}

const pairs = new Map<LegacyEncoding, Map<number, string | undefined>>()

/** The character of a whole sequence (as a big-endian number), `undefined` if it stands for none. */
function characterOf(sequence: readonly number[], encoding: LegacyEncoding): string | undefined {
  const known = pairs.get(encoding) ?? new Map<number, string | undefined>()
  pairs.set(encoding, known)
  const number = sequence.reduce((sum, byte) => sum * 0x100 + byte, 0)
  if (!known.has(number)) known.set(number, decodeWhole(Uint8Array.from(sequence), encoding))
  return known.get(number)
}

/** Kept, since making one takes longer than most of what it decodes. */
const decoders = new Map<LegacyEncoding, TextDecoder>()

function decodeWhole(bytes: Uint8Array, encoding: LegacyEncoding): string | undefined {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  try {
    const text = decoder.decode(bytes)
    decoders.set(encoding, decoder)
    return text
  } catch {
    // What a decoder holds back after a fault is not relied on.
    decoders.delete(encoding)
    return undefined
  }
}

interface Step {
  readonly length: number
  /** `undefined`: a fault. */
  readonly character: string | undefined
}

/** Standard, Shift_JIS decoder: an ASCII byte after a lead byte that it does not complete is read again. */
function shiftJisStep(bytes: Buffer, at: number): Step {
  const lead = bytes[at] ?? 0
  if (lead <= 0x80) return { length: 1, character: String.fromCharCode(lead) }
  if (lead >= 0xa1 && lead <= lastKana)
    return { length: 1, character: String.fromCharCode(0xff61 - 0xa1 + lead) }
  if (lead === 0xa0 || lead > 0xfc) return { length: 1, character: undefined }
  const trail = bytes[at + 1]
  if (trail === undefined) return { length: 1, character: undefined }
  const character =
    trail >= 0x40 && trail <= 0xfc && trail !== 0x7f ? characterOf([lead, trail], 'shift_jis') : undefined
  return { length: character === undefined && trail < 0x80 ? 1 : 2, character }
}

function isTrail(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= 0xa1 && byte <= 0xfe
}

/** Standard, EUC-JP decoder. */
function eucJpStep(bytes: Buffer, at: number): Step {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return { length: 1, character: String.fromCharCode(lead) }
  const second = bytes[at + 1]
  if (lead === 0x8e && second !== undefined && second >= 0xa1 && second <= lastKana)
    return { length: 2, character: String.fromCharCode(0xff61 - 0xa1 + second) }
  if (lead === 0x8f && isTrail(second)) {
    const third = bytes[at + 2]
    const character =
      isTrail(third) && second !== extendedRow ? characterOf([lead, second, third], 'euc-jp') : undefined
    return { length: third === undefined || third < 0x80 ? 2 : 3, character }
  }
  if (lead !== 0x8e && lead !== 0x8f && !(lead >= 0xa1 && lead <= 0xfe))
    return { length: 1, character: undefined }
  const character = lead >= 0xa1 && isTrail(second) ? characterOf([lead, second], 'euc-jp') : undefined
  return { length: second === undefined || second < 0x80 ? 1 : 2, character }
}

/** Faulty bytes become U+FFFD in the text. */
export function decodeLegacy(bytes: Buffer, encoding: LegacyEncoding): LegacyText {
  if (isExactInPlatform(bytes, encoding)) {
    const text = decodeWhole(bytes, encoding)
    if (text !== undefined) return { text, faults: [] }
  }
  const step = encoding === 'shift_jis' ? shiftJisStep : eucJpStep
  const faults: number[] = []
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const { length, character } = step(bytes, at)
    if (character === undefined) faults.push(at)
    text += character ?? '\uFFFD'
    at += length
  }
  return { text, faults }
}
