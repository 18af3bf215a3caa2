/**
 * The oracle's half that names people: matchers and accept entries of `organization.md`, read
 * naively. It scans all people every time, keeps nothing, and shares no code with `src/`, only types.
 */

import type { Person, Post } from '../../src/people/person.ts'
import type { AcceptEntry, Matcher, Pattern, Rules, Wanted } from '../../src/people/rules.ts'

/** Who asks: a person with his main post, or a mailbox, which has no post. */
export type Asker = { readonly kind: 'person'; readonly person: Person } | { readonly kind: 'mailbox' }

export interface Company {
  readonly rules: Rules
  readonly people: readonly Person[]
}

/** A person whom an entry names, with the posts that qualify him for it. */
export interface Named {
  readonly person: Person
  readonly posts: readonly Post[]
}

/** ASCII letters only; nothing else of an address is folded. */
export function foldAscii(address: string): string {
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** The post's values at a key of a matcher; `email` is the only key with several or none. */
function valuesAt(rules: Rules, person: Person, post: Post, key: string): readonly string[] {
  if (key === 'role') return [post.role]
  if (key === 'employee') return [person.employee]
  if (key === 'email') return person.addresses
  const level = rules.layout.units.findIndex((unit) => unit.key === key)
  if (level >= 0) return [post.units[level] ?? '']
  const attribute = rules.layout.attributes.findIndex((candidate) => candidate.key === key)
  if (attribute >= 0) return [post.attributes[attribute] ?? '']
  throw new Error(`a matcher with the unknown key ${key}`)
}

function holds(wanted: Wanted, values: readonly string[], key: string): boolean {
  const blank = values.every((value) => value === '')
  if (wanted.kind === 'any') return true
  if (wanted.kind === 'blank') return blank
  if (wanted.kind === 'present') return !blank
  return values.some((value) =>
    wanted.codes.some((code) => (key === 'email' ? foldAscii(code) === foldAscii(value) : code === value)),
  )
}

/** All keys must hold, on this one post. */
export function matches(rules: Rules, matcher: Matcher, person: Person, post: Post): boolean {
  return matcher.every((condition) =>
    holds(condition.wanted, valuesAt(rules, person, post, condition.key), condition.key),
  )
}

/** The first pattern whose `when` matches the sender's main post. */
export function patternOf(rules: Rules, sender: Person): Pattern | undefined {
  return rules.patterns.find((pattern) => matches(rules, pattern.when, sender, sender.main))
}

/** Whether two posts hold the same codes at each of the keys; blank equals blank. */
export function sameUnits(rules: Rules, keys: readonly string[], one: Post, other: Post): boolean {
  return keys.every((key) => {
    const level = rules.layout.units.findIndex((unit) => unit.key === key)
    return one.units[level] === other.units[level]
  })
}

/** The posts of this person that the entry picks; none if it does not name him. */
function qualifyingPosts(
  company: Company,
  entry: AcceptEntry,
  asker: Asker,
  person: Person,
): readonly Post[] {
  const { rules } = company
  if (entry.kind === 'people') {
    return entry.employees.includes(person.employee) ? [person.main] : []
  }
  if (entry.kind === 'group') {
    return person.posts.filter((post) =>
      entry.groups.some((name) =>
        rules.groups.get(name)?.some((matcher) => matches(rules, matcher, person, post)),
      ),
    )
  }
  if (entry.kind === 'matcher') {
    return person.posts.filter((post) => matches(rules, entry.matcher, person, post))
  }

  // The other forms look at the sender's main post, which a mailbox does not have.
  if (asker.kind === 'mailbox') return []
  const sender = asker.person
  if (entry.kind === 'attribute') {
    const index = rules.layout.attributes.findIndex(({ key }) => key === entry.attribute)
    const value = sender.main.attributes[index] ?? ''
    const employees = value.split(';').map((employee) => employee.trim())
    return employees.includes(person.employee) ? [person.main] : []
  }
  const pattern = patternOf(rules, sender)
  const roles =
    'roles' in entry.by ? entry.by.roles : entry.by.tiers.flatMap((tier) => pattern?.tiers.get(tier) ?? [])
  return person.posts.filter((post) => {
    if (!sameUnits(rules, entry.same, sender.main, post)) return false
    if (!roles.includes(post.role)) return false
    if (!entry.samePattern) return true
    return pattern !== undefined && matches(rules, pattern.when, person, post)
  })
}

/** Whom one entry names: never the sender, never anybody without an address. */
export function namedBy(company: Company, entry: AcceptEntry, asker: Asker): readonly Named[] {
  return company.people
    .filter((person) => person.addresses.length > 0)
    .filter((person) => asker.kind === 'mailbox' || person.employee !== asker.person.employee)
    .map((person) => ({ person, posts: qualifyingPosts(company, entry, asker, person) }))
    .filter(({ posts }) => posts.length > 0)
}
