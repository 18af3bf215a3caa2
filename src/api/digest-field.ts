/** The digests that a request gives of its body (RFC 9530 sections 2 and 3). */

export interface Digest {
  readonly algorithm: 'sha256' | 'sha512'
  /** Hexadecimal, in lower case. */
  readonly value: string
}

const algorithms: ReadonlyMap<string, Digest['algorithm']> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
])
const member = /(?:^|,)[ \t]*(sha-256|sha-512)=:([A-Za-z0-9+/]+={0,2}):[ \t]*(?=,|$)/g

/**
 * Those that can be checked; algorithms that nobody should rely on are left out, as the RFC asks for. Without a content coding the
 * two fields say the same.
 * @param fields `Content-Digest` and `Repr-Digest`
 */
export function digestsIn(...fields: readonly unknown[]): readonly Digest[] {
  return fields
    .filter((field) => typeof field === 'string')
    .flatMap((field) => [...field.matchAll(member)])
    .flatMap(([, name = '', value = '']) => {
      const algorithm = algorithms.get(name)
      return algorithm === undefined
        ? []
        : [{ algorithm, value: Buffer.from(value, 'base64').toString('hex') }]
    })
}
