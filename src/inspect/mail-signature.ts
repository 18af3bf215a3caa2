/** The signature of a mail in a file of its own, known by its octets: what only calls itself one may be anything. */

import { cmsKind, lengthOf } from './cms.ts'
import { isSignatureType } from './message-kinds.ts'

/** No content in the message of the signature (RFC 5652 section 5.2), by either way to give a length. */
const withoutContent = [
  Buffer.from('300b06092a864886f70d010701', 'hex'),
  Buffer.from('308006092a864886f70d0107010000', 'hex'),
]
const openPgp =
  /^\s{0,9}-----BEGIN PGP SIGNATURE-----\r?\n(?:[A-Za-z]{1,20}: [ -~]{0,100}\r?\n){0,5}\s{0,9}(?:[A-Za-z0-9+/=]{1,76}\r?\n){1,200}-----END PGP SIGNATURE-----\s{0,9}$/
const longestOpenPgp = 16_384

/** Its media type; `undefined` for what is none, or is one with the mail in it or with something behind it. */
export function signatureTypeOf(octets: Buffer, declared: string): string | undefined {
  if (isSignatureType(declared)) return isDetached(octets) ? 'application/pkcs7-signature' : undefined
  if (declared !== 'application/pgp-signature' || octets.length > longestOpenPgp) return undefined
  return openPgp.test(octets.toString('latin1')) ? declared : undefined
}

function isDetached(octets: Buffer): boolean {
  return (
    cmsKind(octets) === 'signed' &&
    lengthOf(octets) === octets.length &&
    withoutContent.some((mark) => octets.includes(mark))
  )
}
