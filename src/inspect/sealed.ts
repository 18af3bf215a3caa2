/**
 * Files that are encrypted as a whole, by their octets, whatever they are called: OpenPGP (RFC 9580), CMS (RFC 5652), age,
 * and what `openssl enc` writes.
 */

import { cmsKind } from './cms.ts'

const armours = [
  '-----BEGIN PGP MESSAGE-----',
  '-----BEGIN PGP MESSAGE, PART ',
  '-----BEGIN AGE ENCRYPTED FILE-----',
]
const beginnings = ['Salted__', 'U2FsdGVkX1', 'age-encryption.org/']
const sequence = 0x30
/** CMS as text (RFC 7468); the first octets tell which. */
const pem = /^\s{0,20}-----BEGIN (?:CMS|PKCS7)-----\s{1,4}([A-Za-z0-9+/\r\n]{60,100})/

/** What it is, in a word; `undefined` for what is not sealed, or not to be known as such. */
export function sealOf(octets: Buffer): string | undefined {
  if (beginnings.some((mark) => octets.subarray(0, mark.length).equals(Buffer.from(mark))))
    return 'encrypted file'
  if (isOpenPgp(octets) || armours.some((mark) => octets.includes(mark)))
    return 'encrypted file of OpenPGP or age'
  const coded = pem.exec(octets.toString('latin1', 0, 200))?.[1]
  const message = coded === undefined ? octets : Buffer.from(coded, 'base64')
  return message[0] === sequence && cmsKind(message) === 'sealed' ? 'encrypted CMS object' : undefined
}

/** Packets in front of the encrypted data: a key, sealed for somebody or by a password; and a marker. */
const sessionKeys: ReadonlySet<number> = new Set([1, 3])
const markerTag = 10
/** Encrypted data, of each age of the standard. */
const sealedTags: ReadonlySet<number> = new Set([9, 18, 20])
const mostPackets = 100

interface Packet {
  readonly tag: number
  /** Where its body begins, and where the next packet does; `undefined`: it goes on to the end, or in pieces. */
  readonly from: number
  readonly next: number | undefined
}

/** RFC 9580 section 4.2, both formats. */
function packetAt(octets: Buffer, at: number): Packet | undefined {
  const head = octets[at] ?? 0
  if ((head & 0x80) === 0) return undefined
  const first = octets[at + 1] ?? 0
  if ((head & 0x40) === 0) {
    const tag = (head >> 2) & 15
    const size = [1, 2, 4, 0][head & 3] ?? 0
    const from = at + 1 + size
    if (from > octets.length) return undefined
    return { tag, from, next: size === 0 ? undefined : from + octets.readUIntBE(at + 1, size) }
  }
  const tag = head & 63
  if (first < 192) return { tag, from: at + 2, next: at + 2 + first }
  if (first < 224)
    return { tag, from: at + 3, next: at + 3 + (first - 192) * 256 + (octets[at + 2] ?? 0) + 192 }
  if (first < 255) return { tag, from: at + 2, next: undefined }
  return at + 6 > octets.length
    ? undefined
    : { tag, from: at + 6, next: at + 6 + octets.readUInt32BE(at + 2) }
}

function isOpenPgp(octets: Buffer): boolean {
  let keys = 0
  for (let at = 0, packets = 0; packets < mostPackets; packets++) {
    const packet = packetAt(octets, at)
    if (packet === undefined) return false
    const { tag, from, next } = packet
    // By chance a file begins like this: without a key its data must be as long as they say, in the version of today.
    if (sealedTags.has(tag)) return keys > 0 || (tag === 18 && octets[from] === 1 && next === octets.length)
    if (!sessionKeys.has(tag) && tag !== markerTag) return false
    const version = octets[from] ?? 0
    if (sessionKeys.has(tag) && (version < 2 || version > 6)) return false
    if (sessionKeys.has(tag)) keys++
    if (next === undefined || next > octets.length) return false
    at = next
  }
  return true
}
