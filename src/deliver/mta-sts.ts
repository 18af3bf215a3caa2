/**
 * What the domain of a recipient demands of the way to it by MTA-STS (RFC 8461). The library finds, fetches and reads the
 * policy; here it is kept in mind, and made into what a delivery must hold to. Policies are in memory only: after a start each
 * is fetched anew.
 */

import type { Resolver } from 'node:dns/promises'

import type { MTASTSPolicy } from 'mailauth'

/** Only these hosts, over TLS with a certificate that is good for their name. */
export interface EnforcedPolicy {
  /** `name` as it stands in MX. */
  readonly allows: (name: string) => boolean
}

export interface MtaSts {
  /** Never rejects. `undefined`: the domain demands nothing, or what it demands cannot be found out (section 5.1). */
  readonly policyOf: (domain: string) => Promise<EnforcedPolicy | undefined>
}

/** Milliseconds after which the DNS is asked whether there is another policy. */
const remembered = 300_000
/** Milliseconds for which a policy is waited for. */
const patience = 10_000
const keptAtMost = 10_000

interface Known {
  readonly at: number
  readonly policy: Promise<MTASTSPolicy | undefined>
}

export function createMtaSts(resolver: Pick<Resolver, 'resolveTxt' | 'resolve4' | 'resolve6'>): MtaSts {
  const known = new Map<string, Known>()

  const resolve = async (name: string, type: string): Promise<string[] | string[][]> => {
    if (type === 'TXT') return await resolver.resolveTxt(name)
    return type === 'A' ? await resolver.resolve4(name) : await resolver.resolve6(name)
  }

  const find = async (domain: string, earlier: Known | undefined): Promise<MTASTSPolicy | undefined> => {
    const last = await earlier?.policy
    try {
      // Not before it is needed: it brings 30 MB along.
      const { getPolicy } = await import('mailauth/lib/mta-sts.js')
      return (await getPolicy(domain, last, { resolver: resolve, strict: true, timeout: patience })).policy
    } catch {
      return last
    }
  }

  const latest = async (domain: string): Promise<MTASTSPolicy | undefined> => {
    const earlier = known.get(domain)
    if (earlier !== undefined && performance.now() - earlier.at < remembered) return await earlier.policy
    const policy = find(domain, earlier)
    known.delete(domain)
    known.set(domain, { at: performance.now(), policy })
    const [oldest] = known.keys()
    if (known.size > keptAtMost && oldest !== undefined) known.delete(oldest)
    return await policy
  }

  return {
    policyOf: async (domain) => {
      if (domain.startsWith('[')) return undefined
      const policy = await latest(domain)
      if (policy?.mode !== 'enforce') return undefined
      const { validateMx } = await import('mailauth/lib/mta-sts.js')
      return { allows: (name) => validateMx(name, policy).valid }
    },
  }
}
