/** Which conditions of a matcher a post does not meet: the answer to "why not this pattern?". */

import type { Person, Post } from './person.ts'
import type { Condition, DumpLayout, Matcher } from './rules.ts'

function valuesOf(key: string, person: Person, post: Post, layout: DumpLayout): readonly string[] {
  if (key === 'role') return [post.role]
  if (key === 'employee') return [person.employee]
  if (key === 'email') return person.addresses
  const level = layout.units.findIndex((unit) => unit.key === key)
  if (level >= 0) return [post.units[level] ?? '']
  const position = layout.attributes.findIndex((attribute) => attribute.key === key)
  return [post.attributes[position] ?? '']
}

function holds({ wanted }: Condition, values: readonly string[]): boolean {
  switch (wanted.kind) {
    case 'any':
      return true
    case 'blank':
      return values.every((value) => value === '')
    case 'present':
      return values.some((value) => value !== '')
    case 'codes':
      return values.some((value) => wanted.codes.includes(value))
  }
}

/** A condition that does not hold, with what stands there instead. */
export interface Gap {
  readonly condition: Condition
  readonly found: string
}

export function gapsOf(matcher: Matcher, person: Person, post: Post, layout: DumpLayout): readonly Gap[] {
  return matcher.flatMap((condition) => {
    const values = valuesOf(condition.key, person, post, layout)
    return holds(condition, values) ? [] : [{ condition, found: values.join(', ') }]
  })
}
