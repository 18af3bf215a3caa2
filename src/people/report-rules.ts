/** The part of the import report that looks at the rules themselves: what in them finds nobody in the dump. */

import { lowerAscii } from '../mail/address.ts'
import { at } from './list-reading.ts'
import type { AcceptEntry, AcceptList, Matcher, Rules } from './rules.ts'
import type { Snapshot } from './snapshot.ts'
import type { EntryPlace } from './verdict.ts'

/** Where in the rules a matcher or an entry stands. Indexes count from 0. */
export type RulePlace =
  | EntryPlace
  | { readonly kind: 'when'; readonly pattern: string }
  | { readonly kind: 'who'; readonly exception: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'exempt'; readonly index: number }

export interface RulesReport {
  /** Roles of the dump that stand in no tier, `when` or entry of any pattern. */
  readonly unknownRoles: readonly { readonly role: string; readonly posts: number }[]
  /** Patterns whose `when` picks nobody, or nobody whom an earlier one has not picked. */
  readonly patternsMatchingNobody: readonly string[]
  readonly exceptionsMatchingNobody: readonly string[]
  /** Exceptions whose last day has passed. */
  readonly exceptionsExpired: readonly string[]
  /** Lines of `exempt` that pick nobody, from 0. */
  readonly exemptMatchingNobody: readonly number[]
  readonly groupsNamingNobody: readonly string[]
  /** Employee numbers and addresses in the rules that the dump does not have. */
  readonly strangers: readonly {
    readonly kind: 'employee' | 'email'
    readonly value: string
    readonly place: RulePlace
  }[]
  /** Numbers that stand in an attribute which entries read, and that the dump does not have. */
  readonly attributeStrangers: readonly {
    readonly attribute: string
    readonly value: string
    readonly posts: number
  }[]
}

interface PlacedMatcher {
  readonly place: RulePlace
  readonly matcher: Matcher
}

interface PlacedEntry {
  readonly place: EntryPlace
  readonly entry: AcceptEntry
}

function placed(list: AcceptList, placeOf: (entry: number) => EntryPlace): readonly PlacedEntry[] {
  return list.map((entry, index) => ({ entry, place: placeOf(index) }))
}

function patternEntries(pattern: Rules['patterns'][number]): readonly PlacedEntry[] {
  return pattern.senders.flatMap(({ accept, whenVacant }, row) =>
    [accept, ...whenVacant].flatMap((list, position) => {
      const vacancy = position === 0 ? undefined : position - 1
      return placed(list, (entry) => ({ kind: 'pattern', pattern: pattern.id, row, vacancy, entry }))
    }),
  )
}

function exceptionEntries({ id, decides, also }: Rules['exceptions'][number]): readonly PlacedEntry[] {
  const lists = decides?.kind === 'accept' ? [decides.accept, ...decides.whenVacant] : []
  return [
    ...lists.flatMap((list, position) =>
      placed(list, (entry) => ({
        kind: 'exception',
        exception: id,
        list: position === 0 ? 'accept' : { vacancy: position - 1 },
        entry,
      })),
    ),
    ...placed(also, (entry) => ({ kind: 'exception', exception: id, list: 'also', entry })),
  ]
}

function mailboxEntries(mailbox: Rules['mailboxes'][number]): readonly PlacedEntry[] {
  const address = mailbox.addresses[0] ?? ''
  return mailbox.kind === 'exempt'
    ? []
    : placed(mailbox.accept, (entry) => ({ kind: 'mailbox', address, entry }))
}

function allEntries(rules: Rules): readonly PlacedEntry[] {
  return [
    ...rules.mailboxes.flatMap(mailboxEntries),
    ...rules.exceptions.flatMap(exceptionEntries),
    ...rules.patterns.flatMap(patternEntries),
  ]
}

function allMatchers(rules: Rules, entries: readonly PlacedEntry[]): readonly PlacedMatcher[] {
  return [
    ...[...rules.groups].flatMap(([group, matchers]) =>
      matchers.map((matcher) => ({ place: { kind: 'group', group } as const, matcher })),
    ),
    ...rules.exempt.map((matcher, index) => ({ place: { kind: 'exempt', index } as const, matcher })),
    ...rules.exceptions.map(({ id, who }) => ({
      place: { kind: 'who', exception: id } as const,
      matcher: who,
    })),
    ...rules.patterns.map(({ id, when }) => ({
      place: { kind: 'when', pattern: id } as const,
      matcher: when,
    })),
    ...entries.flatMap(({ place, entry }) =>
      entry.kind === 'matcher' ? [{ place, matcher: entry.matcher }] : [],
    ),
  ]
}

function strangersOf(
  { directory, rules }: Snapshot,
  entries: readonly PlacedEntry[],
): RulesReport['strangers'] {
  const isStranger = (kind: 'employee' | 'email', value: string): boolean =>
    kind === 'employee'
      ? directory.employees.get(value) === undefined
      : (directory.holders.get(lowerAscii(value)) ?? -1) < 0
  const inEntries = entries.flatMap(({ place, entry }) =>
    entry.kind === 'people'
      ? entry.employees.map((value) => ({ kind: 'employee', value, place }) as const)
      : [],
  )
  const inMatchers = allMatchers(rules, entries).flatMap(({ place, matcher }) =>
    matcher.flatMap(({ key, wanted }) => {
      if ((key !== 'employee' && key !== 'email') || wanted.kind !== 'codes') return []
      return wanted.codes.map((value) => ({ kind: key, value, place }) as const)
    }),
  )
  return [...inEntries, ...inMatchers].filter(({ kind, value }) => isStranger(kind, value))
}

function attributeStrangers(
  { directory, table, rules }: Snapshot,
  entries: readonly PlacedEntry[],
): RulesReport['attributeStrangers'] {
  const used = new Set(entries.flatMap(({ entry }) => (entry.kind === 'attribute' ? [entry.attribute] : [])))
  return rules.layout.attributes.flatMap(({ key }, position) => {
    if (!used.has(key)) return []
    const posts = new Map<string, number>()
    for (const main of table.mainPost) {
      for (const part of at(table.posts.attributesAt(main), position).split(';')) {
        const value = part.trim()
        if (value !== '' && directory.employees.get(value) === undefined)
          posts.set(value, (posts.get(value) ?? 0) + 1)
      }
    }
    return [...posts].map(([value, count]) => ({ attribute: key, value, posts: count }))
  })
}

function rolesOfMatcher(matcher: Matcher): readonly string[] {
  return matcher.flatMap(({ key, wanted }) => (key === 'role' && wanted.kind === 'codes' ? wanted.codes : []))
}

function rolesOfEntry(entry: AcceptEntry): readonly string[] {
  if (entry.kind === 'matcher') return rolesOfMatcher(entry.matcher)
  return entry.kind === 'same' && 'roles' in entry.by ? entry.by.roles : []
}

function unknownRoles({ table, rules }: Snapshot): RulesReport['unknownRoles'] {
  const known = new Set(
    rules.patterns.flatMap((pattern) => [
      ...[...pattern.tiers.values()].flat(),
      ...rolesOfMatcher(pattern.when),
      ...patternEntries(pattern).flatMap(({ entry }) => rolesOfEntry(entry)),
    ]),
  )
  const { starts } = table.role.postsByCode()
  return Array.from({ length: table.role.numbers.size }, (_, number) => ({
    number,
    role: table.role.codeOf(number),
  }))
    .filter(({ role }) => role !== '' && !known.has(role))
    .map(({ role, number }) => ({ role, posts: at(starts, number + 1) - at(starts, number) }))
    .toSorted((a, b) => (a.role < b.role ? -1 : 1))
}

/** @param day `YYYY-MM-DD` */
export function reportOnRules(snapshot: Snapshot, day: string): RulesReport {
  const { rules, senders, compiled, table } = snapshot
  const entries = allEntries(rules)
  const patternsUsed = new Set(senders.patternOf)
  const exempts = compiled.pickers.exempt.map((picker) =>
    picker.select().some((post) => table.mainPost[at(table.personOf, post)] === post),
  )
  const exceptionsUsed = new Set(senders.exceptionSets.flat())
  return {
    unknownRoles: unknownRoles(snapshot),
    patternsMatchingNobody: rules.patterns.filter((_, index) => !patternsUsed.has(index)).map(({ id }) => id),
    exceptionsMatchingNobody: rules.exceptions
      .filter((_, index) => !exceptionsUsed.has(index))
      .map(({ id }) => id),
    exceptionsExpired: rules.exceptions
      .filter(({ until }) => until !== undefined && until < day)
      .map(({ id }) => id),
    exemptMatchingNobody: rules.exempt.map((_, index) => index).filter((index) => exempts[index] !== true),
    groupsNamingNobody: [...compiled.groups].filter(([, posts]) => posts.length === 0).map(([name]) => name),
    strangers: strangersOf(snapshot, entries),
    attributeStrangers: attributeStrangers(snapshot, entries),
  }
}
