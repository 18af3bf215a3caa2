/** Which tenant of Exchange Online each listener takes mail from. */

import type { Config } from '../config/schema.ts'
import type { Tenant } from '../policy/facts.ts'

/** By name of the listener; those that are not for Exchange Online are not in it. */
export function tenantsOf({ listeners }: Pick<Config, 'listeners'>): ReadonlyMap<string, Tenant> {
  return new Map(
    listeners.flatMap(({ name, exchangeOnline }): [string, Tenant][] =>
      exchangeOnline === undefined
        ? []
        : [[name, { tenantId: exchangeOnline.tenantId, organization: exchangeOnline.organization }]],
    ),
  )
}
