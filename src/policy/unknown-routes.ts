/** Routes that policies name and the configuration does not have. */

import type { Policy, PolicyDocument } from './document.ts'

export interface UnknownRoute {
  readonly policy: Policy
  readonly route: string
}

/** @param known names of the routes in the configuration */
export function unknownRoutes(
  { policies }: PolicyDocument,
  known: readonly string[],
): readonly UnknownRoute[] {
  return policies.flatMap((policy): UnknownRoute[] => {
    const { action } = policy
    if (action.kind !== 'deliver' || action.route === undefined || known.includes(action.route)) return []
    return [{ policy, route: action.route }]
  })
}
