/** S/MIME messages that are one CMS object (RFC 8551 section 3): sealed, or signed with the mail inside. */

const objectIdentifiers: readonly (readonly [Buffer, 'signed' | 'sealed'])[] = [
  [Buffer.from('2a864886f70d010702', 'hex'), 'signed'],
  [Buffer.from('2a864886f70d010703', 'hex'), 'sealed'],
  [Buffer.from('2a864886f70d0109100117', 'hex'), 'sealed'],
]
const headSize = 64

/** By the content type at its beginning; `undefined` for one that cannot be told, compressed ones among them. */
export function cmsKind(octets: Buffer): 'signed' | 'sealed' | undefined {
  const head = octets.subarray(0, headSize)
  return objectIdentifiers.find(([identifier]) => head.includes(identifier))?.[1]
}

const entityStart = /content-type:/i

/**
 * The entity inside a signed message, from its first field of a known name on. It is there in clear, between the structure
 * of the object; where it was written in pieces their lengths are left in.
 */
export function signedEntity(octets: Buffer): Buffer | undefined {
  const at = octets.toString('latin1').search(entityStart)
  return at < 0 ? undefined : octets.subarray(at)
}
