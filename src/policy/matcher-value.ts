/** What the roster says of a post at a key of the matchers: a unit, an attribute, or the role. */

import { at } from '../people/list-reading.ts'
import type { Post } from '../people/person.ts'
import type { DumpLayout } from '../people/rules.ts'

/** `undefined`: the layout has no such key. */
export function valueAt(
  { units, attributes }: DumpLayout,
  key: string,
): ((post: Post) => string) | undefined {
  if (key === 'role') return ({ role }) => role
  const level = units.findIndex((unit) => unit.key === key)
  if (level >= 0) return (post) => at(post.units, level)
  const position = attributes.findIndex((attribute) => attribute.key === key)
  return position >= 0 ? (post) => at(post.attributes, position) : undefined
}

/** Whether rules may ask for it. */
export function isMatcherKey(layout: DumpLayout, key: string): boolean {
  return key === 'employee' || key === 'email' || valueAt(layout, key) !== undefined
}
