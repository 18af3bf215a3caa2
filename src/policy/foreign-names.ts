/** Names that policies use and others define: the organization's, the API's and the configuration's. */

import type { Snapshot } from '../people/snapshot.ts'

import type { ForeignName } from './lint-problem.ts'

/** Keys of a matcher that every organization has (`rules.yaml`). */
const keysOfEveryPost = ['role', 'employee', 'email']

/** @param groups of the API. @param listeners names in the configuration. */
export function foreignNames(
  { rules }: Pick<Snapshot, 'rules'>,
  groups: Iterable<string>,
  listeners: readonly string[],
): Readonly<Record<ForeignName, readonly string[]>> {
  const { units, attributes } = rules.layout
  const keys = [...units, ...attributes].map(({ key }) => key)
  return {
    group: [...new Set([...rules.groups.keys(), ...groups])],
    listener: listeners,
    'matcher-key': [...keys, ...keysOfEveryPost],
    attribute: [...keys, ...keysOfEveryPost],
  }
}
